import { relu, sigmoid, tanh, type Tensor } from '@tensorflow/tfjs-core'
import type { DenseNet } from '../../core/network/architecture.ts'
import type { ActivationName } from '../../core/network/spec.ts'
import { linear, type Outputs } from './network.ts'

const ACTIVATE: Readonly<Record<ActivationName, (z: Tensor) => Tensor>> = {
  tanh,
  relu,
  sigmoid,
  linear: (z) => z,
}

/**
 * A dense network: a ← f(a W + b) in each hidden layer, a W + b in the last. x [rows, inputs] → [rows, outputs].
 */
export const denseOutputs: Outputs<DenseNet> = (net, weights, x, drop) => {
  let a = x
  for (let l = 0; l < net.hidden.length; l++) {
    a = drop(`layer${l}`, ACTIVATE[net.activation](linear(weights, `layer${l}`, a)))
  }
  return linear(weights, `layer${net.hidden.length}`, a)
}
