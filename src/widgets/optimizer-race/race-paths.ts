import { placeIn, type SurfaceView } from '../../ui/plot/surface.ts'

/** Points nearer to the last drawn one than this, in percent of the picture, are left out … */
const NEAR = 0.4
/** … and so is everything after so many, but for the last. */
const MOST_POINTS = 1500
/** Far outside is far enough: SVG has no use for 10³⁰. */
const FAR = 1e4

export interface Place {
  readonly t: number
  readonly left: number
  readonly top: number
}

const bounded = (x: number): number => Math.min(Math.max(x, -FAR), FAR)

/** A run's points in the picture, thinned where it hardly moves; every swing that can be seen is kept. */
export function placesOf(theta: readonly (readonly number[])[], view: SurfaceView): readonly Place[] {
  const kept: Place[] = []
  theta.forEach(([x = NaN, y = NaN], t) => {
    const [left, top] = placeIn(view, x, y)
    const before = kept[kept.length - 1]
    if (before && kept.length >= MOST_POINTS) return
    if (before && Math.hypot(left - before.left, top - before.top) < NEAR) return
    kept.push({ t, left, top })
  })
  return kept
}

const text = ({ left, top }: Pick<Place, 'left' | 'top'>): string =>
  `${bounded(left).toFixed(2)} ${bounded(top).toFixed(2)}`

/** The path up to step `until`, whose place is `now`. */
export function pathTo(places: readonly Place[], until: number, now: readonly [number, number]): string {
  const passed = places.filter((p) => p.t < until)
  return `M${[...passed, { left: now[0], top: now[1] }].map(text).join('L')}`
}

/** Markers so near to one another that they share one label: the places in the list, each in one group. */
export function groupsOf(marks: readonly (readonly [number, number])[], near: number): number[][] {
  const groups: number[][] = []
  marks.forEach(([left, top], i) => {
    const own = groups.find(([first = i]) => {
      const [x, y] = marks[first]!
      return Math.hypot(left - x, top - y) < near
    })
    if (own) own.push(i)
    else groups.push([i])
  })
  return groups
}
