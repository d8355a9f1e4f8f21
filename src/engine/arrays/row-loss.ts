import type { LossSpec } from '../models/loss-spec.ts'
import { sigmoid } from './activation.ts'

/**
 * The mean loss of the first `rows` rows, from the network's outputs and the targets y; dL/d(outputs), the 1/rows of
 * the mean included, is written to `slopes`.
 */
export type RowLoss = (outputs: Float32Array, y: Float32Array, rows: number, slopes: Float32Array) => number

/** ℓ = (a − y)², ∂ℓ/∂a = 2 (a − y). */
const squared =
  (width: number): RowLoss =>
  (outputs, y, rows, slopes) => {
    const n = rows * width
    let sum = 0
    for (let i = 0; i < n; i++) {
      const r = outputs[i]! - y[i]!
      sum += r * r
      slopes[i] = (2 * r) / n
    }
    return sum / n
  }

/** With r = a − y: ℓ = r²/2 where |r| ≤ δ, else δ (|r| − δ/2); ∂ℓ/∂a is r, held within ±δ. */
const huber =
  (width: number, delta: number): RowLoss =>
  (outputs, y, rows, slopes) => {
    const n = rows * width
    let sum = 0
    for (let i = 0; i < n; i++) {
      const r = outputs[i]! - y[i]!
      const size = Math.abs(r)
      sum += size <= delta ? (r * r) / 2 : delta * (size - delta / 2)
      slopes[i] = Math.min(delta, Math.max(-delta, r)) / n
    }
    return sum / n
  }

/** With q = (1 − s) y + s/2: ℓ = max(z, 0) − q z + ln(1 + e^−|z|), ∂ℓ/∂z = σ(z) − q. */
const binary =
  (smoothing: number): RowLoss =>
  (logits, y, rows, slopes) => {
    let sum = 0
    for (let i = 0; i < rows; i++) {
      const z = logits[i]!
      const q = (1 - smoothing) * y[i]! + smoothing / 2
      sum += Math.max(z, 0) - q * z + Math.log1p(Math.exp(-Math.abs(z)))
      slopes[i] = (sigmoid(z) - q) / rows
    }
    return sum / rows
  }

/**
 * With L = ln Σ e^zₖ (the largest z taken out) and qₖ = (1 − s)·[k is the class] + s/K:
 * ℓ = Σ qₖ (L − zₖ) = L − (1 − s) z_class − (s/K) Σ zₖ, ∂ℓ/∂zₖ = e^(zₖ − L) − qₖ.
 */
const categorical =
  (classes: number, smoothing: number): RowLoss =>
  (logits, y, rows, slopes) => {
    const share = smoothing / classes
    let total = 0
    for (let i = 0; i < rows; i++) {
      const at = i * classes
      const right = at + y[i]!
      let most = -Infinity
      for (let k = at; k < at + classes; k++) most = Math.max(most, logits[k]!)
      let sum = 0
      for (let k = at; k < at + classes; k++) sum += Math.exp(logits[k]! - most)
      const lse = most + Math.log(sum)
      for (let k = at; k < at + classes; k++) {
        const q = k === right ? 1 - smoothing + share : share
        total += q === 0 ? 0 : q * (lse - logits[k]!)
        slopes[k] = (Math.exp(logits[k]! - lse) - q) / rows
      }
    }
    return total / rows
  }

/** The loss of rows with so many outputs each. */
export function createRowLoss(spec: LossSpec, width: number): RowLoss {
  switch (spec.kind) {
    case 'squared':
      return squared(width)
    case 'huber':
      return huber(width, spec.delta)
    case 'binary':
      return binary(spec.smoothing)
    case 'categorical':
      return categorical(width, spec.smoothing)
  }
}
