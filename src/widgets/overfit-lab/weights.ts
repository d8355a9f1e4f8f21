import { weightMask, type DenseShape } from '../../core/network/spec.ts'

/** The histogram reaches from −REACH to REACH; what lies beyond is counted in its outermost bins. */
export const REACH = 4
/** How wide a bin is. One of them lies around 0. */
export const BIN = 0.25
const SIDE = Math.round(REACH / BIN)
export const BINS = 2 * SIDE + 1

/** A weight so near to 0 does next to nothing. */
export const SMALL = 0.05

/** The weights alone: biases are no part of any penalty, and none of the histogram. */
export function weightsOf(spec: DenseShape, parameters: Float32Array): Float32Array {
  const mask = weightMask(spec)
  return parameters.filter((_, k) => mask[k] === 1)
}

/** The middle of a bin. */
export const middleOf = (bin: number): number => (bin - SIDE) * BIN

/** How many weights lie in each bin; bin k is [middle − BIN/2, middle + BIN/2). */
export function histogramOf(weights: Float32Array): readonly number[] {
  const counts = new Array<number>(BINS).fill(0)
  for (const w of weights) {
    const bin = Math.floor(w / BIN + 0.5) + SIDE
    const at = Math.min(Math.max(bin, 0), BINS - 1)
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}

export interface WeightNumbers {
  readonly count: number
  /** Σ w² */
  readonly squares: number
  /** Σ |w| */
  readonly sizes: number
  /** How many are nearer to 0 than SMALL. */
  readonly small: number
}

export function numbersOf(weights: Float32Array): WeightNumbers {
  let [squares, sizes, small] = [0, 0, 0]
  for (const w of weights) {
    squares += w * w
    sizes += Math.abs(w)
    if (Math.abs(w) < SMALL) small++
  }
  return { count: weights.length, squares, sizes, small }
}
