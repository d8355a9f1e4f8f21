import { dispatch, forEach, type Dispatch, type Place } from './kernel.ts'
import { wgslNumber } from './wgsl-expr.ts'

interface Operands {
  /** [rows, classes]; the gradient takes their place. */
  readonly logits: Place
  /** The right class of each row [rows]. */
  readonly targets: Place
  /** [rows] */
  readonly ofRows: Place
}

/**
 * Cross-entropy of softmax(z) with label smoothing s (core/loss/categorical-cross-entropy): with q = (1 − s) · one-hot + s/K and
 * L = ln Σ exp z, a row's loss is Σ qₖ (L − zₖ) = L − (1 − s) z_y − s · mean(z), and dz = (softmax(z) − q)/rows.
 */
export function categoricalLoss(operands: Operands, shape: { classes: number; smoothing: number }): Dispatch {
  const { classes, smoothing } = shape
  const rows = operands.ofRows.size
  const program = forEach(
    rows,
    `let first = i * ${classes}u;
  let target_ = u32(targets[i]);
  var largest = logits[first];
  var sum = 0.0;
  for (var k = 0u; k < ${classes}u; k++) {
    largest = max(largest, logits[first + k]);
    sum += logits[first + k];
  }
  var total = 0.0;
  for (var k = 0u; k < ${classes}u; k++) { total += exp(logits[first + k] - largest); }
  let logTotal = largest + log(total);
  ofRows[i] = logTotal - ${wgslNumber(1 - smoothing)} * logits[first + target_] - ${wgslNumber(smoothing / classes)} * sum;
  for (var k = 0u; k < ${classes}u; k++) {
    let q = select(0.0, ${wgslNumber(1 - smoothing)}, k == target_) + ${wgslNumber(smoothing / classes)};
    logits[first + k] = (exp(logits[first + k] - logTotal) - q) / ${rows}.0;
  }`,
  )
  return dispatch('categorical-loss', operands, program, ({ logits, targets, ofRows }) => {
    for (let i = 0; i < rows; i++) {
      const z = logits.subarray(i * classes, (i + 1) * classes)
      const largest = z.reduce((most, v) => Math.max(most, v), -Infinity)
      const logTotal = largest + Math.log(z.reduce((sum, v) => sum + Math.exp(v - largest), 0))
      const mean = z.reduce((sum, v) => sum + v, 0) / classes
      ofRows[i] = logTotal - (1 - smoothing) * z[targets[i]!]! - smoothing * mean
      z.forEach((v, k) => {
        const q = (k === targets[i] ? 1 - smoothing : 0) + smoothing / classes
        z[k] = (Math.exp(v - logTotal) - q) / rows
      })
    }
  })
}
