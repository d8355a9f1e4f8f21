import {
  abs,
  add,
  cast,
  customGrad,
  logSoftmax,
  mean,
  mul,
  neg,
  oneHot,
  relu,
  reshape,
  sigmoid,
  softplus,
  sub,
  sum,
  type GradSaveFunc,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core'
import { huberPerPoint, squaredPerPoint } from '../models/gradients.ts'
import type { LossSpec } from '../models/loss-spec.ts'

/**
 * Cross-entropy of σ(z) with a share y of class 1: max(z, 0) − y z + ln(1 + e^−|z|), in which nothing overflows and
 * nothing cancels; its slope is σ(z) − y. Smoothing s takes y to (1 − s)·y + s/2.
 */
function binary(z: Tensor, classes: Tensor, smoothing: number): Tensor {
  const y = smoothing === 0 ? classes : add(mul(classes, 1 - smoothing), smoothing / 2)
  const op = customGrad((given, save) => {
    const logits = given as Tensor
    ;(save as GradSaveFunc)([logits, y])
    return {
      value: add(sub(relu(logits), mul(y, logits)), softplus(neg(abs(logits)))),
      gradFunc: (dy: Tensor, [saved, target]: Tensor[]) =>
        mul(dy, sub(sigmoid(saved as Tensor), target as Tensor)),
    }
  })
  return op(z)
}

/**
 * −Σ q ln p for each row of logits [rows, K], p = softmax(z) and q = (1 − s)·(1 for the row's class, else 0) + s/K.
 */
function categorical(z: Tensor2D, classes: Tensor, smoothing: number): Tensor {
  const [rows = 0, count = 0] = z.shape
  // tfjs's wasm backend can make no one-hot numbers but 0 and 1.
  const own = cast(oneHot(reshape(classes, [rows]) as Tensor1D, count), 'float32')
  const q = smoothing === 0 ? own : add(mul(own, 1 - smoothing), smoothing / count)
  return neg(sum(mul(q, logSoftmax(z)), 1))
}

/** The mean loss of outputs [rows, width] against y: a class a row for `categorical`, else a number an output. */
export function meanLoss(spec: LossSpec, outputs: Tensor2D, y: Tensor): Scalar {
  const target = spec.kind === 'categorical' ? y : reshape(y, outputs.shape)
  switch (spec.kind) {
    case 'squared':
      return mean(squaredPerPoint(outputs, target))
    case 'huber':
      return mean(huberPerPoint(outputs, target, spec.delta))
    case 'binary':
      return mean(binary(outputs, target, spec.smoothing))
    case 'categorical':
      return mean(categorical(outputs, target, spec.smoothing))
  }
}
