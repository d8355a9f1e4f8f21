import { concat, reshape, slice, tidy, zeros, type Scalar, type Tensor1D } from '@tensorflow/tfjs-core'
import { MOST_LOSSES } from '../trainer.ts'

/** The losses of the last steps, kept on the device until somebody asks. */
export interface RecentLosses {
  readonly add: (loss: Scalar) => void
  /** Those added since the last call, at most the last 1,024, oldest first: one read-back. */
  readonly read: () => Promise<Float32Array>
  readonly dispose: () => void
}

export function createRecentLosses(): RecentLosses {
  let last: Tensor1D = zeros([MOST_LOSSES])
  let unread = 0
  return {
    add(loss) {
      const next = tidy(() => concat([slice(last, [1]), reshape(loss, [1]) as Tensor1D]))
      last.dispose()
      last = next
      unread = Math.min(unread + 1, MOST_LOSSES)
    },
    async read() {
      if (unread === 0) return new Float32Array()
      const asked = slice(last, [MOST_LOSSES - unread])
      unread = 0
      const losses = ((await asked.data()) as Float32Array).slice()
      asked.dispose()
      return losses
    },
    dispose: () => last.dispose(),
  }
}
