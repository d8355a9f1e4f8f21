import { batchLoss, batchLossSlopes } from '../loss/batch-loss.ts'
import { ACTIVATION } from './activation.ts'
import { layout, lossOf, outputsOf, parameterCount, type DenseSpec, type LayerLayout } from './spec.ts'

/** What a network makes of n points. */
export interface Forward {
  /** The outputs (logits, or predicted values) of each point, one point after another. */
  readonly logits: Float64Array
  /**
   * The values of each layer, the inputs first and the outputs last: value of unit j at point i is at
   * i · (units of the layer) + j.
   */
  readonly values: readonly Float64Array[]
}

/** One layer at one point after another: z = x W + b, then the activation, except in the output layer. */
function layerForward(
  layer: LayerLayout,
  parameters: ArrayLike<number>,
  input: Float64Array,
  activate: (z: number) => number,
): Float64Array<ArrayBuffer> {
  const { weights, biases } = layer
  const n = input.length / weights.rows
  const output = new Float64Array(n * weights.columns)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < weights.columns; j++) {
      let z = parameters[biases.offset + j] ?? NaN
      for (let k = 0; k < weights.rows; k++) {
        z +=
          (input[i * weights.rows + k] ?? NaN) * (parameters[weights.offset + k * weights.columns + j] ?? NaN)
      }
      output[i * weights.columns + j] = activate(z)
    }
  }
  return output
}

/**
 * The network's outputs in float64. `x` holds x₁, x₂ of one point after another; `parameters` are laid out as
 * `layout(spec)` says. Errors: a RangeError when there are not as many parameters as the network has.
 */
export function forward(spec: DenseSpec, parameters: ArrayLike<number>, x: ArrayLike<number>): Forward {
  const layers = layout(spec)
  if (parameters.length !== parameterCount(spec)) {
    throw new RangeError(
      `The network has ${parameterCount(spec)} parameters, but ${parameters.length} were given.`,
    )
  }
  const values = [Float64Array.from(x)]
  layers.forEach((layer, l) => {
    const isOutput = l === layers.length - 1
    const { value } = ACTIVATION[isOutput ? 'linear' : spec.activation]
    values.push(layerForward(layer, parameters, values[l] ?? new Float64Array(), value))
  })
  return { logits: values[layers.length] ?? new Float64Array(), values }
}

/** The loss of a network and its derivative by each parameter. */
export interface LossAndGradient {
  /** The mean loss over the points, without the penalty. */
  readonly dataLoss: number
  /** dataLoss + (λ/2) · Σ w². */
  readonly loss: number
  /** d loss / d parameter, laid out like the parameters. */
  readonly gradient: Float64Array
}

/** (λ/2) · Σ w² over the weights; biases are not penalised. Its derivative λ · w is added to `gradient`. */
function addPenalty(
  layers: readonly LayerLayout[],
  parameters: ArrayLike<number>,
  l2: number,
  gradient: Float64Array,
) {
  let sum = 0
  for (const { weights } of layers) {
    const end = weights.offset + weights.rows * weights.columns
    for (let k = weights.offset; k < end; k++) {
      const w = parameters[k] ?? NaN
      sum += w * w
      gradient[k] = (gradient[k] ?? 0) + l2 * w
    }
  }
  return (l2 / 2) * sum
}

/**
 * Backpropagation through one layer. `delta` is dL/dz of its units at each point; their derivatives by the layer's
 * weights (Σ over points of input · delta) and biases (Σ delta) are added to `gradient`, and dL/d(input) is returned.
 */
function layerBackward(
  { weights, biases }: LayerLayout,
  parameters: ArrayLike<number>,
  input: Float64Array,
  delta: Float64Array,
  gradient: Float64Array,
): Float64Array<ArrayBuffer> {
  const n = delta.length / weights.columns
  const back = new Float64Array(n * weights.rows)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < weights.columns; j++) {
      const d = delta[i * weights.columns + j] ?? NaN
      gradient[biases.offset + j] = (gradient[biases.offset + j] ?? 0) + d
      for (let k = 0; k < weights.rows; k++) {
        const at = weights.offset + k * weights.columns + j
        const from = i * weights.rows + k
        gradient[at] = (gradient[at] ?? 0) + d * (input[from] ?? NaN)
        back[from] = (back[from] ?? 0) + d * (parameters[at] ?? NaN)
      }
    }
  }
  return back
}

/**
 * L = mean over the points of the loss that the spec names, plus (λ/2) · Σ w² over the weights; and dL/dθ by
 * backpropagation. `x` as in `forward`, `y` the classes (0, 1, …) or the targets, `l2` is λ ≥ 0.
 */
export function lossAndGradient(
  spec: DenseSpec,
  parameters: ArrayLike<number>,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  l2: number,
): LossAndGradient {
  const layers = layout(spec)
  const { logits, values } = forward(spec, parameters, x)
  const gradient = new Float64Array(parameters.length)
  const batch = { outputs: logits, width: outputsOf(spec), y }
  let delta: Float64Array = batchLossSlopes(lossOf(spec), batch)
  const { slope } = ACTIVATION[spec.activation]
  for (let l = layers.length - 1; l >= 0; l--) {
    const layer = layers[l]
    const input = values[l]
    if (!layer || !input) continue
    const back = layerBackward(layer, parameters, input, delta, gradient)
    delta = l > 0 ? back.map((d, i) => d * slope(input[i] ?? NaN)) : back
  }
  const dataLoss = batchLoss(lossOf(spec), batch)
  return { dataLoss, loss: dataLoss + addPenalty(layers, parameters, l2, gradient), gradient }
}
