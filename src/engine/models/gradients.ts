import {
  add,
  clipByValue,
  customGrad,
  logSumExp,
  mul,
  registerGradient,
  reshape,
  sigmoid,
  softmax,
  softplus,
  square,
  step,
  sub,
  sum,
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

/**
 * The cross-entropy of each point [n, 1] from its logits z [n, classes] and q [n, classes], 1 for its class and else 0
 * (or smoothed): ln Σ eᶻ − Σ q z, since Σ q = 1. Its gradient is softmax(z) − q.
 */
export function categoricalPerPoint(logits: Tensor, q: Tensor): Tensor {
  const op = customGrad((z) => ({
    value: sub(logSumExp(z as Tensor, 1, true), sum(mul(q, z as Tensor), 1, true)),
    gradFunc: (dy: Tensor) => mul(dy, sub(softmax(z as Tensor), q)),
  }))
  return op(logits)
}

/** The squared error of each value: (a − y)², with the gradient 2(a − y). */
export function squaredPerPoint(values: Tensor, y: Tensor): Tensor {
  const op = customGrad((a) => ({
    value: square(sub(a as Tensor, y)),
    gradFunc: (dy: Tensor) => mul(dy, add(sub(a as Tensor, y), sub(a as Tensor, y))),
  }))
  return op(values)
}

/** Huber's loss of each value. With c = a − y cut off at ±δ it is c · (a − y − c/2), and its gradient is c. */
export function huberPerPoint(values: Tensor, y: Tensor, delta: number): Tensor {
  const cut = (a: Tensor): Tensor => clipByValue(sub(a, y), -delta, delta)
  const op = customGrad((a) => ({
    value: mul(cut(a as Tensor), sub(sub(a as Tensor, y), mul(cut(a as Tensor), 0.5))),
    gradFunc: (dy: Tensor) => mul(dy, cut(a as Tensor)),
  }))
  return op(values)
}
