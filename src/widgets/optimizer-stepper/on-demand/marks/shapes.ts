import { ASPECT, placeIn, type SurfaceView } from '../../../../ui/plot/surface.ts'

/** A place of the picture, in percent from its left and top. */
export type Place = readonly [number, number]

/** The picture is wider than high: so much longer is one percent of its width than one of its height. */
const STRETCH = ASPECT
/** An arrow's head, in percent of the width; a short arrow has a smaller one. */
const HEAD = 2.6
const SPREAD = 0.45

/** Far outside is far enough: SVG has no use for 10³⁰. */
const text = (place: Place): string => place.map((c) => Math.min(Math.max(c, -1e4), 1e4).toFixed(2)).join(' ')

const polyline = (...places: Place[]): string => `M${places.map(text).join('L')}`

/** An arrow as one path. Nothing where it has no length. */
export function arrow(from: Place, to: Place): string {
  const [dx, dy] = [(to[0] - from[0]) * STRETCH, to[1] - from[1]]
  const length = Math.hypot(dx, dy) / STRETCH
  if (!(length > 0.05)) return ''
  const head = Math.min(HEAD, 0.6 * length) * STRETCH
  const angle = Math.atan2(dy, dx)
  const wing = (turn: number): Place => [
    to[0] - (head * Math.cos(angle + turn)) / STRETCH,
    to[1] - head * Math.sin(angle + turn),
  ]
  return polyline(from, to) + polyline(wing(SPREAD), to, wing(-SPREAD))
}

/** A box around a place with one corner given; in one dimension a bar with its ends. */
export function box(middle: Place, [right, top]: Place, flat: boolean): string {
  const [left, bottom] = [2 * middle[0] - right, 2 * middle[1] - top]
  if (!flat) return `${polyline([left, top], [right, top], [right, bottom], [left, bottom])}Z`
  const end = (x: number): string => polyline([x, middle[1] - 2.5], [x, middle[1] + 2.5])
  return polyline([left, middle[1]], [right, middle[1]]) + end(left) + end(right)
}

/** A stretch of the tangent of a curve. */
export function tangent(view: SurfaceView, x: number, y: number, slope: number): string {
  const reach = (view.x[1] - view.x[0]) * 0.12
  return polyline(placeIn(view, x - reach, y - slope * reach), placeIn(view, x + reach, y + slope * reach))
}

/** A place for a letter: beyond the tip, seen from where the arrow begins. */
export function outwards(from: Place, tip: Place): Place {
  const [dx, dy] = [(tip[0] - from[0]) * STRETCH, tip[1] - from[1]]
  const length = Math.hypot(dx, dy)
  const [x, y] = length > 0 ? [dx / length, dy / length] : [0.7, -0.7]
  return [tip[0] + (6 * x) / STRETCH, tip[1] + 6.5 * y]
}

export const inside = ([left, top]: Place): boolean => left >= 0 && left <= 100 && top >= 0 && top <= 100

/** A place at which a letter is still whole. */
export const within = ([left, top]: Place): Place => [
  Math.min(Math.max(left, 6), 94),
  Math.min(Math.max(top, 6), 94),
]
