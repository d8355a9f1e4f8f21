/** A field whose regions are to be drawn, with a frame around it. */
export interface Framed {
  /**
   * (grid + 4)² numbers: the field, around it its outermost values once more, and around those −∞, so that every
   * border is closed. A NaN counts as −∞.
   */
  readonly values: Float64Array
  readonly grid: number
  readonly lowest: number
  readonly highest: number
}

/** How many values stand around the field on every side. */
const FRAME = 2

/** The field times `sign`, framed. `field` holds grid² numbers row by row, each the value in the middle of its cell. */
export function framed(field: ArrayLike<number>, grid: number, sign: 1 | -1): Framed {
  const wide = grid + 2 * FRAME
  const values = new Float64Array(wide * wide).fill(-Infinity)
  let lowest = Infinity
  let highest = -Infinity
  for (let row = 1; row < wide - 1; row++) {
    const start = Math.min(Math.max(row - FRAME, 0), grid - 1) * grid
    for (let column = 1; column < wide - 1; column++) {
      const value = sign * (field[start + Math.min(Math.max(column - FRAME, 0), grid - 1)] ?? NaN)
      const known = Number.isNaN(value) ? -Infinity : value
      values[row * wide + column] = known
      if (known < lowest) lowest = known
      if (known > highest) highest = known
    }
  }
  return { values, grid, lowest, highest }
}

/**
 * Where the field is at least `threshold`, as an SVG path in the units of the grid: x and y from 0 to `grid`. Borders
 * are interpolated linearly between the middles of the cells (marching squares; where two opposite corners are inside,
 * each is cut off for itself), and go straight on to the edge of the picture. Holes run the other way round.
 */
export function regionPath(field: Framed, threshold: number): string {
  const { values, grid, lowest, highest } = field
  if (!(highest >= threshold)) return ''
  if (lowest >= threshold) return `M0 0L${grid} 0L${grid} ${grid}L0 ${grid}Z`
  const wide = grid + 2 * FRAME
  const seen = new Uint8Array(values.length)
  let path = ''
  // Every ring goes up somewhere: there it has a value outside on its left and one inside on its right.
  for (let at = 0; at < values.length - 1; at++) {
    if (seen[at] === 1 || inside(values, at, threshold) || !inside(values, at + 1, threshold)) continue
    path += ring(field, threshold, at, wide, seen)
  }
  return path
}

const inside = (values: Float64Array, at: number, threshold: number): boolean =>
  (values[at] as number) >= threshold

/**
 * Follows a border upwards from between `start` and the value right of it, inside always on the right, until it is
 * there again. `left` is the value outside, `left + right` the one inside; `ahead` leads to the next two.
 */
function ring({ values, grid }: Framed, threshold: number, start: number, wide: number, seen: Uint8Array) {
  let left = start
  let right = 1
  let path = ''
  let [x, y, beforeX, beforeY] = [NaN, NaN, NaN, NaN]
  do {
    if (right === 1) seen[left] = 1
    const at = left + right
    const share = shareInside(values[at] as number, values[left] as number, threshold)
    const column = at % wide
    const isLevel = right === 1 || right === -1
    const nextX = coordinate(column - (isLevel ? right * share : 0), grid)
    const nextY = coordinate((at - column) / wide - (isLevel ? 0 : Math.sign(right) * share), grid)
    // Of a straight run along an axis only the ends are needed.
    const isRun = (nextX === x && x === beforeX) || (nextY === y && y === beforeY)
    if (!isRun) {
      if (!Number.isNaN(x)) path += `${path === '' ? 'M' : 'L'}${written(x)} ${written(y)}`
      beforeX = x
      beforeY = y
    }
    x = nextX
    y = nextY
    const ahead = isLevel ? -right * wide : right / wide
    if (!inside(values, at + ahead, threshold)) {
      left = at + ahead
      right = -ahead
    } else if (!inside(values, left + ahead, threshold)) left += ahead
    else right = ahead
  } while (left !== start || right !== 1)
  return `${path}${path === '' ? 'M' : 'L'}${written(x)} ${written(y)}Z`
}

/** How far from the value inside towards the one outside the border lies. */
function shareInside(within: number, without: number, threshold: number): number {
  const share = (within - threshold) / (within - without)
  return Number.isNaN(share) ? 1 : share
}

/** From the frame's counting to the picture's, in hundredths of a cell, finer than any screen shows. */
const coordinate = (place: number, grid: number): number =>
  Math.round(Math.min(Math.max(place - FRAME + 0.5, 0), grid) * 100)

/** Hundredths as they stand in a path. There are few, and writing a number is slow: each is written once. */
const TEXTS: string[] = []
const written = (hundredths: number): string => (TEXTS[hundredths] ??= String(hundredths / 100))
