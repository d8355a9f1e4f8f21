import { crossEntropyFromLogit, crossEntropySlope } from './binary-cross-entropy.ts'
import type { LossSpec } from './loss-spec.ts'

/** The outputs of a batch, row after row, `width` of them a row, and what they should be. */
export interface BatchOutputs {
  readonly outputs: ArrayLike<number>
  readonly width: number
  /** A class a row for the cross-entropies; a number for each output else. */
  readonly y: ArrayLike<number>
}

/** The loss of one row, and dℓ/d(output) of each of its outputs into `slopes` where that is given. */
type RowLoss = (batch: BatchOutputs, row: number, slopes: Float64Array | null) => number

/** Label smoothing s moves a share of the target to all classes alike: q = (1 − s)·y + s/classes. */
const smoothed = (y: number, smoothing: number, classes: number): number =>
  smoothing === 0 ? y : (1 - smoothing) * y + smoothing / classes

const binary =
  (smoothing: number): RowLoss =>
  ({ outputs, y }, row, slopes) => {
    const z = outputs[row] ?? NaN
    const q = smoothed(y[row] ?? NaN, smoothing, 2)
    if (slopes) slopes[0] = crossEntropySlope(z, q)
    return crossEntropyFromLogit(z, q)
  }

/**
 * With m the largest logit, L = m + ln Σ e^(z−m): ℓ = Σ q·(L − z) and dℓ/dz = e^(z−L) − q; see
 * categorical-cross-entropy-from-logits.ts, which does the same with all its parts to look at.
 */
const categorical =
  (smoothing: number): RowLoss =>
  ({ outputs, width, y }, row, slopes) => {
    const from = row * width
    const target = y[row] ?? NaN
    let largest = -Infinity
    for (let k = 0; k < width; k++) largest = Math.max(largest, outputs[from + k] ?? NaN)
    let sum = 0
    for (let k = 0; k < width; k++) sum += Math.exp((outputs[from + k] ?? NaN) - largest)
    const logSum = largest + Math.log(sum)
    let loss = 0
    for (let k = 0; k < width; k++) {
      const z = outputs[from + k] ?? NaN
      const q = smoothed(k === target ? 1 : 0, smoothing, width)
      if (q !== 0) loss += q * (logSum - z)
      if (slopes) slopes[k] = Math.exp(z - logSum) - q
    }
    return loss
  }

/** The mean over a row's outputs of ℓ(r), r = output − target, with its slope. */
const pointwise =
  (term: (r: number) => number, slope: (r: number) => number): RowLoss =>
  ({ outputs, width, y }, row, slopes) => {
    let sum = 0
    for (let k = 0; k < width; k++) {
      const r = (outputs[row * width + k] ?? NaN) - (y[row * width + k] ?? NaN)
      sum += term(r)
      if (slopes) slopes[k] = slope(r) / width
    }
    return sum / width
  }

const squared = pointwise(
  (r) => r * r,
  (r) => 2 * r,
)

/** With c = r cut off at ±δ: ℓ = c·(r − c/2), which is ½r² inside and δ|r| − ½δ² outside; dℓ/dr = c. */
function huber(delta: number): RowLoss {
  const cut = (r: number): number => Math.min(Math.max(r, -delta), delta)
  return pointwise((r) => cut(r) * (r - cut(r) / 2), cut)
}

function rowLossOf(loss: LossSpec): RowLoss {
  switch (loss.kind) {
    case 'binary':
      return binary(loss.smoothing)
    case 'categorical':
      return categorical(loss.smoothing)
    case 'squared':
      return squared
    case 'huber':
      return huber(loss.delta)
  }
}

const rowsOf = ({ outputs, width }: BatchOutputs): number => outputs.length / width

/** The mean loss over the rows, in float64; NaN as soon as an output is. */
export function batchLoss(loss: LossSpec, batch: BatchOutputs): number {
  const rowLoss = rowLossOf(loss)
  const rows = rowsOf(batch)
  let sum = 0
  for (let row = 0; row < rows; row++) sum += rowLoss(batch, row, null)
  return sum / rows
}

/** d(mean loss)/d(output), laid out like the outputs. */
export function batchLossSlopes(loss: LossSpec, batch: BatchOutputs): Float64Array<ArrayBuffer> {
  const rowLoss = rowLossOf(loss)
  const { width } = batch
  const rows = rowsOf(batch)
  const slopes = new Float64Array(rows * width)
  const own = new Float64Array(width)
  for (let row = 0; row < rows; row++) {
    rowLoss(batch, row, own)
    for (let k = 0; k < width; k++) slopes[row * width + k] = (own[k] ?? NaN) / rows
  }
  return slopes
}
