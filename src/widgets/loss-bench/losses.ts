import { type PointwiseLossId, pointwiseLossOf } from '../../core/loss/index.ts'
import type { PointwiseLoss } from '../../core/loss/pointwise.ts'

export const LOSS_IDS = ['mse', 'mae', 'huber', 'bce', 'bce-logits', 'cce', 'cce-logits'] as const
export type LossId = (typeof LOSS_IDS)[number]

const POINTWISE: Readonly<Partial<Record<LossId, PointwiseLossId>>> = {
  mse: 'mean-squared-error',
  mae: 'mean-absolute-error',
  huber: 'huber',
  bce: 'binary-cross-entropy',
  'bce-logits': 'binary-cross-entropy-from-logits',
}

/** The core's loss with one prediction a sample; null for those with one for each class. */
export function pointwiseOf(id: LossId): PointwiseLoss | null {
  const name = POINTWISE[id]
  return name === undefined ? null : pointwiseLossOf(name)
}

export const isCategorical = (id: LossId): boolean => id === 'cce' || id === 'cce-logits'

/** What a prediction is. */
export type Domain = PointwiseLoss['domain']
export function domainOf(id: LossId): Domain {
  if (id === 'cce') return 'probability'
  if (id === 'cce-logits') return 'logit'
  return pointwiseOf(id)!.domain
}
