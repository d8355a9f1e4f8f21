import type { Objective, Range } from '../../core/objective/objective.ts'
import { framed, regionPath } from '../region.ts'

/** Cells along each side of a picture of level lines, and one more beyond each edge, so that borders end outside. */
const GRID = 72
const WIDE = GRID + 2
const LEVELS = 14
/** Width by height of every picture of two parameters. */
export const ASPECT = 4 / 3
const CURVE_PIECES = 160
/** Pictures that are kept. */
const KEPT = 12

/** From the cells' counting to a square of 100 × 100. */
export const LEVEL_TRANSFORM = `scale(${100 / GRID}) translate(-1 -1)`

/** The part of the plane that a picture shows. */
export interface SurfaceView {
  readonly x: Range
  readonly y: Range
}

/** The objective's window, widened to the shape of the picture so that both axes have one scale. */
export function viewOf(objective: Objective): SurfaceView {
  const [x = [-5, 5], y = [-5, 5]] = objective.window
  const [width, height] = [x[1] - x[0], y[1] - y[0]]
  const widen = ([from, to]: Range, by: number): Range => [from - by / 2, to + by / 2]
  return width < height * ASPECT
    ? { x: widen(x, height * ASPECT - width), y }
    : { x, y: widen(y, width / ASPECT - height) }
}

/** A place in the picture, in percent from its left and top. */
export const placeIn = (view: SurfaceView, x: number, y: number): readonly [number, number] => [
  (100 * (x - view.x[0])) / (view.x[1] - view.x[0]),
  (100 * (view.y[1] - y)) / (view.y[1] - view.y[0]),
]

/** The point at a place of the picture, to three digits: nobody aims better than that. */
export const pointAt = (view: SurfaceView, left: number, top: number): readonly [number, number] => [
  Number((view.x[0] + (left / 100) * (view.x[1] - view.x[0])).toPrecision(3)),
  Number((view.y[1] - (top / 100) * (view.y[1] - view.y[0])).toPrecision(3)),
]

/** Levels that cut the picture into bands of equal area, closer at the bottom, whatever the function's scale. */
function levelsOf(values: readonly number[]): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  const levels = Array.from({ length: LEVELS }, (_, i) => {
    const share = ((i + 0.8) / LEVELS) ** 1.3
    return sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  })
  return [...new Set(levels)]
}

const drawn = new Map<string, readonly string[]>()

/** The level lines of a function of two parameters, lowest first, as SVG paths for LEVEL_TRANSFORM. */
export function contourPaths(objective: Objective, view: SurfaceView): readonly string[] {
  const key = JSON.stringify([objective.text, view])
  const known = drawn.get(key)
  if (known) return known
  const along = ([from, to]: Range, share: number) => from + share * (to - from)
  const losses = Array.from({ length: WIDE * WIDE }, (_, i) => {
    const x = along(view.x, ((i % WIDE) - 0.5) / GRID)
    const y = along(view.y, 1 - (Math.floor(i / WIDE) - 0.5) / GRID)
    const loss = objective.valueAt([x, y])
    return Number.isFinite(loss) ? loss : Number.MAX_VALUE
  })
  // Losses grow like squares, and lines are interpolated linearly: roots of them have the same lines, truer.
  const lowest = losses.reduce((a, b) => Math.min(a, b))
  const roots = losses.map((loss) => Math.sqrt(loss - lowest))
  const field = framed(roots, WIDE, 1)
  const paths = levelsOf(roots).map((level) => regionPath(field, level))
  drawn.set(key, paths)
  for (const old of drawn.keys()) if (drawn.size > KEPT) drawn.delete(old)
  return paths
}

/** No height is shown beyond this: a little more, and differences are no numbers any more. */
const HIGHEST = 1e300

/** The graph of a function of one parameter: its points in the given range, and the heights worth showing. */
export function curveOf(objective: Objective, range: Range): { view: SurfaceView; path: string } {
  const points: [number, number][] = []
  for (let i = 0; i <= CURVE_PIECES; i++) {
    const x = range[0] + (i / CURVE_PIECES) * (range[1] - range[0])
    const y = objective.valueAt([x])
    if (Math.abs(y) <= HIGHEST) points.push([x, y])
  }
  const heights = points.map(([, y]) => y)
  const low = heights.length > 0 ? Math.min(...heights) : 0
  const high = heights.length > 0 ? Math.max(...heights) : 1
  const room = 0.08 * (high - low || 1)
  const view: SurfaceView = { x: range, y: [low - room, high + room] }
  const places = points.map(([x, y]) =>
    placeIn(view, x, y)
      .map((c) => c.toFixed(1))
      .join(' '),
  )
  return { view, path: places.length > 0 ? `M${places.join('L')}` : '' }
}
