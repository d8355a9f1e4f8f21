import { NONE, placeOf, pooledSide, type ConvShape } from './conv-pool.ts'
import { dispatch, forEach, type Dispatch, type Place } from './kernel.ts'
import type { SumsProgram } from './sums.ts'

/*
 * The way back through pooling, relu and convolution in one: dOut belongs to the one place of the four that was chosen, and
 * to none where nothing was above 0.
 */

interface FilterOperands {
  readonly x: Place
  /** dL/d out before dropout [pictures, pooled, pooled, filters] */
  readonly dOut: Place
  /** As on the way there. */
  readonly choice: Place
  /** [kernel, kernel, channels, filters] */
  readonly dWeight: Place
  /** [filters] */
  readonly dBias: Place
}

/** dWeight[i, j, n, k] = Σ dOut[·, k] · x[chosen place + (i, j), n] and dBias[k] = Σ dOut[·, k], over all that is chosen. */
export function convPoolFilterGradient(
  sums: SumsProgram,
  operands: FilterOperands,
  shape: ConvShape,
): Dispatch {
  const { pictures, side, channels, kernel, filters } = shape
  const pooled = pooledSide(shape)
  const taps = kernel ** 2 * channels
  const program = sums(
    { sums: (taps + 1) * filters, terms: pictures * pooled ** 2 },
    `fn term(sum: u32, cell: u32) -> f32 {
  let at = cell * ${filters}u + sum % ${filters}u;
  let place = u32(choice[at]);
  let tap = sum / ${filters}u;
  if (place == ${NONE}u) { return 0.0; }
  if (tap == ${taps}u) { return dOut[at]; }
  let row = 2u * (cell / ${pooled}u % ${pooled}u) + place / 2u + tap / ${kernel * channels}u;
  let column = 2u * (cell % ${pooled}u) + place % 2u;
  return dOut[at] * x[((cell / ${pooled ** 2}u * ${side}u + row) * ${side}u + column) * ${channels}u + tap % ${kernel * channels}u];
}
fn store(sum: u32, total: f32) {
  if (sum < ${taps * filters}u) { dWeight[sum] = total; } else { dBias[sum - ${taps * filters}u] = total; }
}`,
  )
  return dispatch('conv-pool-filter-gradient', operands, program, ({ x, dOut, choice, dWeight, dBias }) => {
    dWeight.fill(0)
    dBias.fill(0)
    for (let at = 0; at < dOut.length; at++) {
      if (choice[at] === NONE) continue
      const [k, cell, place] = [at % filters, Math.floor(at / filters), choice[at]!]
      const [picture, row, column] = placeOf(cell, pooled)
      const [top, left] = [2 * row + (place >> 1), 2 * column + (place & 1)]
      dBias[k]! += dOut[at]!
      for (let tap = 0; tap < taps; tap++) {
        const [down, j] = [Math.floor(tap / (kernel * channels)), tap % (kernel * channels)]
        const from = ((picture * side + top + down) * side + left) * channels + j
        dWeight[tap * filters + k]! += dOut[at]! * x[from]!
      }
    }
  })
}

interface InputOperands {
  readonly dOut: Place
  readonly choice: Place
  readonly weight: Place
  /** [pictures, side, side, channels] */
  readonly dx: Place
}

/**
 * dx = Σ dOut · weight over all chosen places whose filter lies over it. One thread a number looks at the few places of `out`
 * that can reach it: 2 · row + (0 or 1) + (0 … kernel − 1) is its row, and so for columns.
 */
export function convPoolInputGradient(operands: InputOperands, shape: ConvShape): Dispatch {
  const { pictures, side, channels, kernel, filters } = shape
  const pooled = pooledSide(shape)
  const program = forEach(
    pictures * side ** 2 * channels,
    `let n = i % ${channels}u;
  let r = i / ${side * channels}u % ${side}u;
  let c = i / ${channels}u % ${side}u;
  let picture = i / ${side ** 2 * channels}u;
  var sum = 0.0;
  for (var row = (max(r, ${kernel}u) - ${kernel - 1}u) / 2u; row <= min(r / 2u, ${pooled - 1}u); row++) {
    for (var column = (max(c, ${kernel}u) - ${kernel - 1}u) / 2u; column <= min(c / 2u, ${pooled - 1}u); column++) {
      let cell = ((picture * ${pooled}u + row) * ${pooled}u + column) * ${filters}u;
      for (var k = 0u; k < ${filters}u; k++) {
        let place = u32(choice[cell + k]);
        // Below 0 these are far above the kernel.
        let down = r - 2u * row - place / 2u;
        let across = c - 2u * column - place % 2u;
        if (place != ${NONE}u && down < ${kernel}u && across < ${kernel}u) {
          sum += dOut[cell + k] * weight[((down * ${kernel}u + across) * ${channels}u + n) * ${filters}u + k];
        }
      }
    }
  }
  dx[i] = sum;`,
  )
  return dispatch('conv-pool-input-gradient', operands, program, ({ dOut, choice, weight, dx }) => {
    dx.fill(0)
    for (let at = 0; at < dOut.length; at++) {
      if (choice[at] === NONE) continue
      const [k, cell, place] = [at % filters, Math.floor(at / filters), choice[at]!]
      const [picture, row, column] = placeOf(cell, pooled)
      const [top, left] = [2 * row + (place >> 1), 2 * column + (place & 1)]
      for (let tap = 0; tap < kernel ** 2 * channels; tap++) {
        const [down, j] = [Math.floor(tap / (kernel * channels)), tap % (kernel * channels)]
        const to = ((picture * side + top + down) * side + left) * channels + j
        dx[to]! += dOut[at]! * weight[tap * filters + k]!
      }
    }
  })
}
