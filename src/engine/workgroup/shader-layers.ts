import type { DenseNet } from '../../core/network/architecture.ts'
import type { ActivationName } from '../../core/network/spec.ts'
import type { LayerPlace } from '../arrays/layer.ts'
import { wgslNumber } from '../kernels/wgsl-expr.ts'

/*
 * WGSL that takes row i of a batch through a dense network and back. Value j of layer l is v<l>[j · STRIDE + i], its
 * slope dL/dz d<l>[…]; layer 0 is the inputs. Only one thread ever touches a row, so no barrier is needed.
 */

/** A network and where its layers' parameters lie in P. */
export interface ShaderNet {
  readonly net: DenseNet
  readonly places: readonly LayerPlace[]
}

const VALUE: Readonly<Record<ActivationName, string>> = {
  tanh: 'stable_tanh(z)',
  relu: 'max(z, 0.0)',
  sigmoid: '(select(exp(-abs(z)), 1.0, z >= 0.0) / (1.0 + exp(-abs(z))))',
  linear: 'z',
}

/** f′ with y = f(z). */
const SLOPE: Readonly<Record<ActivationName, string>> = {
  tanh: '(1.0 - y * y)',
  relu: 'select(0.0, 1.0, y > 0.0)',
  sigmoid: '(y * (1.0 - y))',
  linear: '1.0',
}

/** The row's values, layer after layer, hidden ones with some dropped. */
export function forwardCode({ net, places }: ShaderNet): string {
  const layers = places.map(({ inputs, units, weights, biases }, l) => {
    const isLast = l === places.length - 1
    const value = isLast ? 'z' : VALUE[net.activation]
    const dropped = net.dropout > 0 && !isLast ? ` * mask(${l}u, step, (base + i) * ${units}u + j)` : ''
    return `
  for (var j = 0u; j < ${units}u; j++) {
    var z = P[${biases}u + j];
    for (var k = 0u; k < ${inputs}u; k++) { z += v${l}[k * STRIDE + i] * P[${weights}u + k * ${units}u + j]; }
    v${l + 1}[j * STRIDE + i] = ${value}${dropped};
  }`
  })
  return `
  for (var k = 0u; k < ${net.inputs}u; k++) { v0[k * STRIDE + i] = data[point * ${net.inputs}u + k]; }
  ${layers.join('')}`
}

/** The row's slopes, from the last hidden layer to the first; those of the outputs are there. */
export function backwardCode({ net, places }: ShaderNet): string {
  const { dropout } = net
  return places
    .slice(1)
    .map(({ inputs, units, weights }, below) => {
      const l = below + 1
      const kept = dropout > 0 ? `let m = mask(${below}u, step, (base + i) * ${inputs}u + k);` : ''
      // What was kept has been divided by 1 − rate.
      const y = `v${l}[k * STRIDE + i]${dropout > 0 ? ` * ${wgslNumber(1 - dropout)}` : ''}`
      return `
  for (var k = 0u; k < ${inputs}u; k++) {
    var d = 0.0;
    for (var j = 0u; j < ${units}u; j++) { d += d${l + 1}[j * STRIDE + i] * P[${weights}u + k * ${units}u + j]; }
    let y = ${y};
    ${kept}
    d${l}[k * STRIDE + i] = d * ${SLOPE[net.activation]}${dropout > 0 ? ' * m' : ''};
  }`
    })
    .reverse()
    .join('')
}
