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

/** The most weights of a filter that one sum has. */
const MOST_WEIGHTS = 16

/**
 * dWeight[i, j, n, k] = Σ dOut[·, k] · x[chosen place + (i, j), n] and dBias[k] = Σ dOut[·, k], over all that is chosen. The
 * weights of a row of a filter lie side by side in x too: a sum has a few of them, and the filter's bias.
 */
export function convPoolFilterGradient(
  sums: SumsProgram,
  operands: FilterOperands,
  shape: ConvShape,
): Dispatch {
  const { pictures, side, channels, kernel, filters } = shape
  const pooled = pooledSide(shape)
  const taps = kernel ** 2 * channels
  const row = kernel * channels
  const pieces = Math.ceil(row / MOST_WEIGHTS)
  const weights = Math.ceil(row / pieces)
  const program = sums(
    { sums: kernel * pieces * filters, terms: pictures * pooled ** 2, values: weights + 1 },
    `fn add(sum: u32, cell: u32) {
  let at = cell * ${filters}u + sum % ${filters}u;
  let place = u32(choice[at]);
  if (place == ${NONE}u) { return; }
  let piece = sum / ${filters}u;
  let top = 2u * (cell / ${pooled}u % ${pooled}u) + place / 2u + piece / ${pieces}u;
  let left = 2u * (cell % ${pooled}u) + place % 2u;
  let corner = ((cell / ${pooled ** 2}u * ${side}u + top) * ${side}u + left) * ${channels}u + piece % ${pieces}u * ${weights}u;
  let slope = dOut[at];
  ${Array.from({ length: weights }, (_, v) => `total[${v}] += slope * x[corner + ${v}u];`).join('\n  ')}
  total[${weights}] += slope;
}
fn store(sum: u32, v: u32, value: f32) {
  let k = sum % ${filters}u;
  let piece = sum / ${filters}u;
  let j = piece % ${pieces}u * ${weights}u + v;
  if (v == ${weights}u) {
    if (piece == 0u) { dBias[k] = value; }
  } else if (j < ${row}u) {
    dWeight[(piece / ${pieces}u * ${row}u + j) * ${filters}u + k] = value;
  }
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

/** The most channels that a thread has. */
const MOST_CHANNELS = 8

/**
 * dx = Σ dOut · weight over all chosen places whose filter lies over it. One thread has some channels of a place of x, and looks
 * at the few places of `out` that can reach it: 2 · row + (0 or 1) + (0 … kernel − 1) is its row, and so for columns.
 */
export function convPoolInputGradient(operands: InputOperands, shape: ConvShape): Dispatch {
  const { pictures, side, channels, kernel, filters } = shape
  const pooled = pooledSide(shape)
  const pieces = Math.ceil(channels / MOST_CHANNELS)
  const mine = Array.from({ length: Math.ceil(channels / pieces) }, (_, n) => n)
  const program = forEach(
    pictures * side ** 2 * pieces,
    `let first = i % ${pieces}u * ${mine.length}u;
  let place = i / ${pieces}u;
  let r = place / ${side}u % ${side}u;
  let c = place % ${side}u;
  let picture = place / ${side ** 2}u;
  ${mine.map((n) => `let n${n} = min(first + ${n}u, ${channels - 1}u) * ${filters}u; var sum${n} = 0.0;`).join('\n  ')}
  for (var row = (max(r, ${kernel}u) - ${kernel - 1}u) / 2u; row <= min(r / 2u, ${pooled - 1}u); row++) {
    for (var column = (max(c, ${kernel}u) - ${kernel - 1}u) / 2u; column <= min(c / 2u, ${pooled - 1}u); column++) {
      let cell = ((picture * ${pooled}u + row) * ${pooled}u + column) * ${filters}u;
      for (var k = 0u; k < ${filters}u; k++) {
        let chosen = u32(choice[cell + k]);
        // Below 0 these are far above the kernel.
        let down = r - 2u * row - chosen / 2u;
        let across = c - 2u * column - chosen % 2u;
        if (chosen == ${NONE}u || down >= ${kernel}u || across >= ${kernel}u) { continue; }
        let slope = dOut[cell + k];
        let tap = (down * ${kernel}u + across) * ${channels * filters}u + k;
        ${mine.map((n) => `sum${n} += slope * weight[tap + n${n}];`).join('\n        ')}
      }
    }
  }
  ${mine.map((n) => `if (first + ${n}u < ${channels}u) { dx[place * ${channels}u + first + ${n}u] = sum${n}; }`).join('\n  ')}`,
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
