import type { DenseNet } from '../../core/network/architecture.ts'
import { wgslNumber } from '../kernels/wgsl-expr.ts'
import type { LossSpec } from '../models/loss-spec.ts'

/*
 * WGSL for the loss of row i and its slopes; the formulas are those of arrays/row-loss.ts. Targets lie behind the
 * inputs of the data set, from TARGETS on. The row's loss is put into row_loss[i], the slopes, divided by the rows of
 * the batch, into d<last>.
 */

/** ln(1 + e) without losing a small e, for 0 ≤ e ≤ 1. */
const LOG1P = 'select(log(1.0 + e), e * (1.0 - e * (0.5 - e / 3.0)), e < 0.01)'

/** Two losses of numbers: of each r = a − y its term and slope. */
const ofNumbers = (net: DenseNet, last: number, term: string, slope: string): string => `
  var sum = 0.0;
  for (var j = 0u; j < ${net.outputs}u; j++) {
    let r = v${last}[j * STRIDE + i] - data[TARGETS + point * ${net.outputs}u + j];
    sum += ${term};
    d${last}[j * STRIDE + i] = ${slope} / f32(BATCH * ${net.outputs}u);
  }
  row_loss[i] = sum / ${wgslNumber(net.outputs)};`

const binary = (last: number, smoothing: number): string => `
  let q = ${wgslNumber(1 - smoothing)} * data[TARGETS + point] + ${wgslNumber(smoothing / 2)};
  let z = v${last}[i];
  let e = exp(-abs(z));
  row_loss[i] = max(z, 0.0) - q * z + ${LOG1P};
  d${last}[i] = (select(e, 1.0, z >= 0.0) / (1.0 + e) - q) / f32(BATCH);`

const categorical = ({ outputs }: DenseNet, last: number, smoothing: number): string => `
  let right = u32(data[TARGETS + point]);
  var most = v${last}[i];
  for (var j = 1u; j < ${outputs}u; j++) { most = max(most, v${last}[j * STRIDE + i]); }
  var sum = 0.0;
  for (var j = 0u; j < ${outputs}u; j++) { sum += exp(v${last}[j * STRIDE + i] - most); }
  let lse = most + log(sum);
  var total = 0.0;
  for (var j = 0u; j < ${outputs}u; j++) {
    let z = v${last}[j * STRIDE + i];
    let q = ${wgslNumber(smoothing / outputs)} + select(0.0, ${wgslNumber(1 - smoothing)}, j == right);
    total += q * (lse - z);
    d${last}[j * STRIDE + i] = (exp(z - lse) - q) / f32(BATCH);
  }
  row_loss[i] = total;`

/** The loss and its slopes. */
export function lossCode(loss: LossSpec, net: DenseNet): string {
  const last = net.hidden.length + 1
  switch (loss.kind) {
    case 'squared':
      return ofNumbers(net, last, 'r * r', '(2.0 * r)')
    case 'huber': {
      const delta = wgslNumber(loss.delta)
      const far = `${delta} * (abs(r) - 0.5 * ${delta})`
      return ofNumbers(
        net,
        last,
        `select(${far}, 0.5 * r * r, abs(r) <= ${delta})`,
        `clamp(r, -${delta}, ${delta})`,
      )
    }
    case 'binary':
      return binary(last, loss.smoothing)
    case 'categorical':
      return categorical(net, last, loss.smoothing)
  }
}
