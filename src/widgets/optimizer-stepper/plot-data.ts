import { contours } from 'd3-contour'
import type { Objective, Range } from '../../core/objective/objective.ts'

/** Grid points along each side of a contour picture. */
const GRID = 64
const LEVELS = 14

export interface View {
  readonly x: Range
  readonly y: Range
}

/** Width by height of every picture of two parameters. */
const ASPECT = 4 / 3

/** The objective's window, widened to the shape of the picture so that both axes have one scale. */
export function viewOf(objective: Objective): View {
  const [x = [-5, 5], y = [-5, 5]] = objective.window
  const [width, height] = [x[1] - x[0], y[1] - y[0]]
  const widen = ([from, to]: Range, by: number): Range => [from - by / 2, to + by / 2]
  return width < height * ASPECT
    ? { x: widen(x, height * ASPECT - width), y }
    : { x, y: widen(y, width / ASPECT - height) }
}

/** A place in the picture, in percent from its left and top. */
export const placeIn = (view: View, x: number, y: number): readonly [number, number] => [
  (100 * (x - view.x[0])) / (view.x[1] - view.x[0]),
  (100 * (view.y[1] - y)) / (view.y[1] - view.y[0]),
]

/** The point at a place of the picture, to three digits: nobody aims better than that. */
export const pointAt = (view: View, left: number, top: number): readonly [number, number] => [
  Number((view.x[0] + (left / 100) * (view.x[1] - view.x[0])).toPrecision(3)),
  Number((view.y[1] - (top / 100) * (view.y[1] - view.y[0])).toPrecision(3)),
]

const text = (x: number): string => x.toFixed(1)

/** Levels that cut the picture into bands of equal area, closer at the bottom, whatever the function's scale. */
function levelsOf(values: readonly number[]): number[] {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  const levels = Array.from({ length: LEVELS }, (_, i) => {
    const share = ((i + 0.5) / LEVELS) ** 1.6
    return sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  })
  return [...new Set(levels)]
}

const drawn = new Map<string, readonly string[]>()

/** The level lines of a function of two parameters, lowest first, as SVG paths on a square of 100 × 100. */
export function contourPaths(objective: Objective, view: View): readonly string[] {
  const key = JSON.stringify([objective.text, view])
  const known = drawn.get(key)
  if (known) return known
  const values: number[] = []
  for (let j = 0; j < GRID; j++) {
    for (let i = 0; i < GRID; i++) {
      const x = view.x[0] + (i / (GRID - 1)) * (view.x[1] - view.x[0])
      const y = view.y[0] + (j / (GRID - 1)) * (view.y[1] - view.y[0])
      const value = objective.valueAt([x, y])
      values.push(Number.isFinite(value) ? value : Number.MAX_VALUE)
    }
  }
  // d3-contour puts grid point i at i + ½; its y grows with the rows, ours upwards.
  const along = (p: number): number => (100 * (p - 0.5)) / (GRID - 1)
  const paths = contours()
    .size([GRID, GRID])
    .thresholds(levelsOf(values))(values)
    .map(({ coordinates }) =>
      coordinates
        .flat()
        .map(
          (ring) =>
            `M${ring.map(([px = 0, py = 0]) => `${text(along(px))} ${text(100 - along(py))}`).join('L')}Z`,
        )
        .join(''),
    )
  drawn.set(key, paths)
  for (const old of drawn.keys()) if (drawn.size > 12) drawn.delete(old)
  return paths
}

/** The graph of a function of one parameter: its points in the given range, and the heights worth showing. */
export function curveOf(objective: Objective, range: Range): { view: View; path: string } {
  const points: [number, number][] = []
  for (let i = 0; i <= 160; i++) {
    const x = range[0] + (i / 160) * (range[1] - range[0])
    points.push([x, objective.valueAt([x])])
  }
  const heights = points.map(([, y]) => y).filter(Number.isFinite)
  const low = heights.length > 0 ? Math.min(...heights) : 0
  const high = heights.length > 0 ? Math.max(...heights) : 1
  const room = 0.08 * (high - low || 1)
  const view: View = { x: range, y: [low - room, high + room] }
  const path = points
    .filter(([, y]) => Number.isFinite(y))
    .map(([x, y]) => placeIn(view, x, y).map(text).join(' '))
    .join('L')
  return { view, path: `M${path}` }
}
