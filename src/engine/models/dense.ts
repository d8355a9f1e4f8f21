import {
  add,
  cast,
  concat,
  fused,
  grads,
  mul,
  oneHot,
  relu,
  reshape,
  sigmoid,
  slice,
  tanh,
  tidy,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core'
import { layout, lossOf, outputsOf, type ActivationName, type DenseSpec } from '../../core/network/spec.ts'
import { categoricalPerPoint, crossEntropyPerPoint, huberPerPoint, squaredPerPoint } from './gradients.ts'

/** One layer's parameters as tensors: weights [inputs, units], biases [units]. */
interface Layer {
  readonly weights: Tensor2D
  readonly biases: Tensor1D
}

const ACTIVATE: Readonly<Record<ActivationName, (z: Tensor2D) => Tensor2D>> = {
  tanh,
  relu,
  sigmoid,
  linear: (z) => z,
}

/** The flat parameters taken apart, layer by layer. */
function unpack(spec: DenseSpec, parameters: Tensor1D): Layer[] {
  return layout(spec).map(({ weights: { offset, rows, columns }, biases }) => ({
    weights: reshape(slice(parameters, [offset], [rows * columns]), [rows, columns]),
    biases: slice(parameters, [biases.offset], [biases.count]),
  }))
}

/** The values of each layer for the points x [n, 2]: the hidden ones activated, the last the outputs. */
function forward(spec: DenseSpec, layers: readonly Layer[], x: Tensor2D): Tensor2D[] {
  const values: Tensor2D[] = []
  let input = x
  layers.forEach(({ weights, biases }, l) => {
    const z = fused.matMul({ a: input, b: weights, transposeA: false, transposeB: false, bias: biases })
    input = l === layers.length - 1 ? (z as Tensor2D) : ACTIVATE[spec.activation](z as Tensor2D)
    values.push(input)
  })
  return values
}

/** (1 − s)·y + s/classes; no smoothing costs nothing. */
const smoothed = (y: Tensor, smoothing: number, classes: number): Tensor =>
  smoothing === 0 ? y : add(mul(y, 1 - smoothing), smoothing / classes)

/** The loss of each point [n, 1] as a function of the outputs [n, k]. Whatever depends on y alone is made once. */
function lossPerPoint(spec: DenseSpec, y: Tensor2D): (outputs: Tensor2D) => Tensor {
  const loss = lossOf(spec)
  const classes = outputsOf(spec)
  switch (loss.kind) {
    case 'binary': {
      const q = smoothed(y, loss.smoothing, 2)
      return (z) => crossEntropyPerPoint(z, q)
    }
    case 'categorical': {
      const right = oneHot(cast(reshape(y, [y.size]), 'int32') as Tensor1D, classes)
      const q = smoothed(cast(right, 'float32'), loss.smoothing, classes)
      return (z) => categoricalPerPoint(z, q)
    }
    case 'squared':
      return (a) => squaredPerPoint(a, y)
    case 'huber':
      return (a) => huberPerPoint(a, y, loss.delta)
  }
}

/**
 * dL/dθ, flat, of the mean loss over a batch: x [n, 2], y [n, 1] (classes or targets). `share` [n, 1] holds 1/n everywhere: with
 * it as the first gradient of the points' losses, backpropagation gives the gradient of their mean.
 */
export function gradient(
  spec: DenseSpec,
  parameters: Tensor1D,
  x: Tensor2D,
  y: Tensor2D,
  share: Tensor2D,
): Tensor1D {
  return tidy(() => {
    const parts = unpack(spec, parameters).flatMap(({ weights, biases }): Tensor[] => [weights, biases])
    const lossOfOutputs = lossPerPoint(spec, y)
    const losses = (...given: Tensor[]): Tensor => {
      const values = forward(spec, pairs(given), x)
      return lossOfOutputs(values[values.length - 1] as Tensor2D)
    }
    const slopes = grads(losses)(parts, share)
    return concat(slopes.map((slope) => reshape(slope, [slope.size]) as Tensor1D))
  })
}

function pairs(parts: readonly Tensor[]): Layer[] {
  return Array.from({ length: parts.length / 2 }, (_, l) => ({
    weights: parts[2 * l] as Tensor2D,
    biases: parts[2 * l + 1] as Tensor1D,
  }))
}
