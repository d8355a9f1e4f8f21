import { binaryCrossEntropyFromLogit } from './binary-cross-entropy-from-logit.ts'
import { binaryCrossEntropyFromProbability } from './binary-cross-entropy-from-probability.ts'
import { huber } from './huber.ts'
import { meanAbsoluteError } from './mean-absolute-error.ts'
import { meanSquaredError } from './mean-squared-error.ts'
import type { PointwiseLoss } from './pointwise.ts'

/** Every loss with one prediction a sample, in the order in which it is taught. */
export const POINTWISE_LOSSES = [
  meanSquaredError,
  meanAbsoluteError,
  huber,
  binaryCrossEntropyFromProbability,
  binaryCrossEntropyFromLogit,
] as const satisfies readonly PointwiseLoss[]

export const POINTWISE_LOSS_IDS = [
  'mean-squared-error',
  'mean-absolute-error',
  'huber',
  'binary-cross-entropy',
  'binary-cross-entropy-from-logits',
] as const
export type PointwiseLossId = (typeof POINTWISE_LOSS_IDS)[number]

/** The loss of that name. */
export function pointwiseLossOf(id: PointwiseLossId): PointwiseLoss {
  const loss = POINTWISE_LOSSES.find((l) => l.id === id)
  if (!loss) throw new Error(`There is no loss called “${id}”.`)
  return loss
}
