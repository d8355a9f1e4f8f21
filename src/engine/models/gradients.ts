import {
  customGrad,
  mul,
  registerGradient,
  reshape,
  sigmoid,
  softplus,
  step,
  sub,
  type Tensor,
} from '@tensorflow/tfjs-core'

/*
 * How an operation's output changes with its input, for those that our models differentiate. tfjs has gradients for
 * all its operations, in one module that would bring all of them along; ours also do without its constants, each of
 * which would cost an upload a step.
 */

/** A new shape changes no number. */
registerGradient({
  kernelName: 'Reshape',
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({ x: () => reshape(dy as Tensor, (x as Tensor).shape) }),
})

/** tanh′ = 1 − y², so dx = dy − (dy · y) · y. */
registerGradient({
  kernelName: 'Tanh',
  outputsToSave: [true],
  gradFunc: (dy, [y]) => ({ x: () => sub(dy as Tensor, mul(mul(dy as Tensor, y as Tensor), y as Tensor)) }),
})

/** σ′ = y (1 − y), so with s = dy · y: dx = s − s · y. */
registerGradient({
  kernelName: 'Sigmoid',
  outputsToSave: [true],
  gradFunc: (dy, [y]) => ({
    x: () => {
      const scaled = mul(dy as Tensor, y as Tensor)
      return sub(scaled, mul(scaled, y as Tensor))
    },
  }),
})

/** relu′ = 1 where x > 0, else 0. */
registerGradient({
  kernelName: 'Relu',
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({ x: () => mul(dy as Tensor, step(x as Tensor)) }),
})

/**
 * The cross-entropy of each point, from its logit z and its class y: ln(1 + eᶻ) − y z, which is core's
 * `crossEntropyFromLogit` (softplus looks after large |z|). Its gradient is written as σ(z) − y, which stays exact
 * where the derivative of the formula, taken term by term, would cancel.
 */
export function crossEntropyPerPoint(logits: Tensor, classes: Tensor): Tensor {
  const op = customGrad((z) => ({
    value: sub(softplus(z as Tensor), mul(classes, z as Tensor)),
    gradFunc: (dy: Tensor) => mul(dy, sub(sigmoid(z as Tensor), classes)),
  }))
  return op(logits)
}
