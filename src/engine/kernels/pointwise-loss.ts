import { sigmoid } from '../../core/network/activation.ts'
import type { LossSpec } from '../models/loss-spec.ts'
import { SIGMOID } from './activation.ts'
import { dispatch, forEach, type Dispatch, type Place } from './kernel.ts'
import { wgslNumber } from './wgsl-expr.ts'

type PointwiseSpec = Exclude<LossSpec, { readonly kind: 'categorical' }>

interface Operands {
  /** [rows, outputs]; the gradient takes their place. */
  readonly outputs: Place
  readonly y: Place
  /** [rows] */
  readonly ofRows: Place
}

/** ℓ(p, y) and ∂ℓ/∂p, in WGSL and here. */
interface Pointwise {
  readonly code: string
  readonly term: (p: number, y: number) => number
  readonly slope: (p: number, y: number) => number
}

function pointwise(loss: PointwiseSpec): Pointwise {
  switch (loss.kind) {
    case 'squared':
      return {
        code: `
fn term(p: f32, y: f32) -> f32 { return (p - y) * (p - y); }
fn slope(p: f32, y: f32) -> f32 { return 2.0 * (p - y); }`,
        term: (p, y) => (p - y) ** 2,
        slope: (p, y) => 2 * (p - y),
      }
    case 'huber': {
      const { delta } = loss
      return {
        code: `
const DELTA = ${wgslNumber(delta)};
fn term(p: f32, y: f32) -> f32 {
  let size = abs(p - y);
  return select(DELTA * (size - 0.5 * DELTA), 0.5 * size * size, size <= DELTA);
}
fn slope(p: f32, y: f32) -> f32 { return clamp(p - y, -DELTA, DELTA); }`,
        term: (p, y) => {
          const size = Math.abs(p - y)
          return size <= delta ? size ** 2 / 2 : delta * (size - delta / 2)
        },
        slope: (p, y) => Math.min(delta, Math.max(-delta, p - y)),
      }
    }
    case 'binary': {
      const { smoothing } = loss
      const smooth = (y: number): number => (1 - smoothing) * y + smoothing / 2
      return {
        code: `${SIGMOID}
fn smooth_(y: f32) -> f32 { return ${wgslNumber(1 - smoothing)} * y + ${wgslNumber(smoothing / 2)}; }
fn term(z: f32, y: f32) -> f32 { return max(z, 0.0) - smooth_(y) * z + log(1.0 + exp(-abs(z))); }
fn slope(z: f32, y: f32) -> f32 { return sigmoidOf(z) - smooth_(y); }`,
        term: (z, y) => Math.max(z, 0) - smooth(y) * z + Math.log1p(Math.exp(-Math.abs(z))),
        slope: (z, y) => sigmoid(z) - smooth(y),
      }
    }
  }
}

/**
 * A loss of one output and one target each, the mean over a row's outputs: (p − y)²; Huber's; or the cross-entropy of a logit z,
 * max(z, 0) − y z + ln(1 + exp(−|z|)) with the slope σ(z) − y, targets smoothed to (1 − s) y + s/2. All as in core/loss.
 */
export function pointwiseLoss(operands: Operands, loss: PointwiseSpec): Dispatch {
  const { code, term, slope } = pointwise(loss)
  const rows = operands.ofRows.size
  const width = operands.outputs.size / rows
  const program = forEach(
    rows,
    `var sum = 0.0;
  for (var at = i * ${width}u; at < (i + 1u) * ${width}u; at++) {
    sum += term(outputs[at], y[at]);
    outputs[at] = slope(outputs[at], y[at]) / ${rows * width}.0;
  }
  ofRows[i] = sum / ${width}.0;`,
    code,
  )
  return dispatch('pointwise-loss', operands, program, ({ outputs, y, ofRows }) => {
    for (let i = 0; i < rows; i++) {
      let sum = 0
      for (let at = i * width; at < (i + 1) * width; at++) {
        sum += term(outputs[at]!, y[at]!)
        outputs[at] = slope(outputs[at]!, y[at]!) / (rows * width)
      }
      ofRows[i] = sum / width
    }
  })
}
