import { framed, regionPath } from './region.ts'

/** How many steps a picture of a field has: half of them below the middle, half above, and the middle itself. */
export const FIELD_CLASSES = 9
/** Steps on either side of the middle. */
const SIDE = (FIELD_CLASSES - 1) / 2

export interface Band {
  /** 0 … 8, lowest to highest; 4, the middle, is the ground and has no band. */
  readonly level: number
  /** The region as an SVG path in the units of the grid: x and y from 0 to `grid`, the first row at the top. */
  readonly path: string
}

/**
 * The regions of a grid of numbers to be painted over one another. The range [low, high] is cut into nine equal
 * classes. Level k > 4 is the region where the field is at least the lower end of class k, level k < 4 the one where
 * it is at most the upper end of class k; so on either side the regions lie inside one another and a translucent
 * colour deepens outwards. They are listed from the middle outwards; empty ones are left out.
 *
 * `values` holds grid² numbers row by row, each the value in the middle of its cell. Between the middles the border is
 * interpolated linearly; from there to the edge of the picture it goes straight on. A NaN belongs to no region.
 */
export function fieldBands(values: ArrayLike<number>, grid: number, low: number, high: number): Band[] {
  const up = framed(values, grid, 1)
  const down = framed(values, grid, -1)
  const bands: Band[] = []
  for (let k = 1; k <= SIDE; k++) {
    const share = (SIDE + k) / FIELD_CLASSES
    bands.push({ level: SIDE - k, path: regionPath(down, share * (high - low) - high) })
    bands.push({ level: SIDE + k, path: regionPath(up, low + share * (high - low)) })
  }
  return bands.filter((band) => band.path !== '')
}

/**
 * The same field on a coarser grid: each new cell is the mean of `factor` × `factor` old ones. The middles of the new
 * cells are the middles of those blocks, so a linear field stays the same field. `grid` must be a multiple of `factor`.
 */
export function coarser(values: ArrayLike<number>, grid: number, factor: number): Float32Array {
  const size = grid / factor
  const sums = new Float64Array(size * size)
  for (let row = 0; row < grid; row++) {
    const start = Math.floor(row / factor) * size
    for (let column = 0; column < grid; column++) {
      const at = start + Math.floor(column / factor)
      sums[at] = (sums[at] ?? 0) + (values[row * grid + column] ?? NaN)
    }
  }
  return Float32Array.from(sums, (sum) => sum / (factor * factor))
}
