import { normal, STREAMS, uniform } from '../rng.ts'
import { parametersOf, type Architecture, type Gpt, type LstmClassifier } from './architecture.ts'
import { initialBound } from './initial.ts'
import { parameterTotal, type ParameterPlace } from './parameters.ts'
import type { ActivationName } from './spec.ts'

/** The first value of number k of the flat parameters. */
type Draw = (k: number) => number

/** The standard deviation of a GPT's weights, and the bound of an embedding before an LSTM. */
const GPT_DEVIATION = 0.02
const EMBEDDING_BOUND = 0.05

const all =
  (value: number): Draw =>
  () =>
    value

/** Uniform on [−bound, bound). */
const within =
  (seed: number, bound: number): Draw =>
  (k) =>
    bound * (2 * uniform(seed, STREAMS.parameters, k) - 1)

/**
 * Glorot's or He's bound for a matrix [in, out] or a convolution [row, column, in, out], of which a unit reads
 * rows · columns · in values and a value is read by rows · columns · out units.
 */
function glorot(seed: number, { shape }: ParameterPlace, activation: ActivationName = 'linear'): Draw {
  const [inputs = 1, outputs = 1] = shape.slice(-2)
  const window = shape.slice(0, -2).reduce((product, n) => product * n, 1)
  return within(seed, initialBound(activation, window * inputs, window * outputs))
}

/**
 * The embedding within ±0.05, matrices after Glorot (those of the four gates as one matrix [in, 4 · units], as Keras has
 * it), biases 0 but the forget gate's, which are 1: it should keep at first (Jozefowicz et al. 2015).
 */
function lstmDraw({ units }: LstmClassifier, seed: number, place: ParameterPlace): Draw {
  if (place.name === 'embedding') return within(seed, EMBEDDING_BOUND)
  if (place.isWeight) return glorot(seed, place)
  if (place.name !== 'bias') return all(0)
  const isForget = (k: number): boolean => Math.floor((k - place.offset) / units) === 1
  return (k) => (isForget(k) ? 1 : 0)
}

/**
 * As GPT-2 (Radford et al. 2019): normal with deviation 0.02, divided by √(2 · layers) where a part adds to the stream,
 * which it does twice a layer; gains 1, biases 0.
 */
function gptDraw({ layers }: Gpt, seed: number, { name, isWeight }: ParameterPlace): Draw {
  if (!isWeight) return all(name.endsWith('.gain') ? 1 : 0)
  const isResidual = /\.(project|contract)\.weight$/.test(name)
  const deviation = isResidual ? GPT_DEVIATION / Math.sqrt(2 * layers) : GPT_DEVIATION
  return (k) => deviation * normal(seed, STREAMS.parameters, k)
}

function drawOf(net: Architecture, seed: number, place: ParameterPlace): Draw {
  switch (net.kind) {
    case 'dense':
      return place.isWeight ? glorot(seed, place, net.activation) : all(0)
    case 'conv':
      return place.isWeight ? glorot(seed, place, 'relu') : all(0)
    case 'lstm':
      return lstmDraw(net, seed, place)
    case 'gpt':
      return gptDraw(net, seed, place)
  }
}

/**
 * The flat parameters of a network before the first step, in the order of `parametersOf(net)`; dense and convolutional
 * nets as `initialBound` says, biases 0. Number k is drawn for itself, from the seed and k. Every value is exact in 32
 * bits, so all engines start from the same numbers.
 */
export function initialValues(net: Architecture, seed: number): Float32Array {
  const layout = parametersOf(net)
  const values = new Float32Array(parameterTotal(layout))
  for (const place of layout) {
    const draw = drawOf(net, seed, place)
    for (let k = place.offset; k < place.offset + place.size; k++) values[k] = draw(k)
  }
  return values
}
