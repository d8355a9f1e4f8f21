import { STREAMS, uniform } from '../rng.ts'
import { layout, parameterCount, type ActivationName, type DenseSpec } from './spec.ts'

/**
 * The bound of the uniform distribution of a layer's first weights: √(6 / (in + out)) after Glorot & Bengio (2010),
 * and √(6 / in) after He et al. (2015) for relu, which silences half of its inputs.
 */
export function initialBound(activation: ActivationName, inputs: number, units: number): number {
  return Math.sqrt(6 / (activation === 'relu' ? inputs : inputs + units))
}

/**
 * The parameters before the first step, laid out as `layout(spec)` says: weights uniform within ±initialBound, biases
 * 0. Every value is exact in 32 bits, so all engines start from the same numbers.
 */
export function initialParameters(spec: DenseSpec, seed: number): Float32Array {
  const parameters = new Float32Array(parameterCount(spec))
  for (const { weights } of layout(spec)) {
    const bound = initialBound(spec.activation, weights.rows, weights.columns)
    const end = weights.offset + weights.rows * weights.columns
    for (let k = weights.offset; k < end; k++) {
      parameters[k] = bound * (2 * uniform(seed, STREAMS.parameters, k) - 1)
    }
  }
  return parameters
}
