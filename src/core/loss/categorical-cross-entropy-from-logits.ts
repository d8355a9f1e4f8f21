import { mul, sub } from '../formula/expr.ts'
import { categorical, type CategoricalOptions, type CategoricalResult } from './categorical-cross-entropy.ts'
import type { ClassTarget } from './class-targets.ts'
import { checkFinite } from './refusal.ts'
import { logSoftmax, softmax } from './softmax.ts'

/** What one class adds, q·(L − z), over the names q (target), z (logit) and L, the log-sum-exp of all logits. */
export const CLASS_PART_FROM_LOGIT = mul('q', sub('L', 'z'))

/**
 * Categorical cross-entropy in nats, from logits. With p = softmax(z), ln pₖ = zₖ − L where L = ln Σ e^zⱼ, so
 *   ℓ = −Σₖ qₖ·ln pₖ = Σₖ qₖ·(L − zₖ),
 * and since ∂L/∂zₖ = e^zₖ / Σ e^zⱼ = pₖ and Σ q = 1,
 *   ∂ℓ/∂zₖ = pₖ·Σq − qₖ = pₖ − qₖ.
 * L is computed with the largest logit taken off, so nothing overflows. Rows are samples, columns are classes.
 * Source: Bridle, J. S. (1990), see categorical-cross-entropy.ts.
 * @throws LossError on a logit that is not finite, and as `categorical`
 */
export function categoricalCrossEntropyFromLogits(
  logits: readonly (readonly number[])[],
  targets: readonly ClassTarget[],
  options: CategoricalOptions,
): CategoricalResult {
  return categorical(logits, targets, options, (z, q, sample) => {
    z.forEach((zk, k) => checkFinite(zk, `The logit of class ${k}`, sample))
    const probabilities = softmax(z)
    return {
      parts: logSoftmax(z).map((log, k) => (q[k] === 0 ? 0 : 0 - q[k]! * log)),
      slopes: probabilities.map((p, k) => p - q[k]!),
      probabilities,
    }
  })
}
