import { call, mul, neg } from '../formula/expr.ts'
import { checkDistribution, type ClassTarget, targetDistribution } from './class-targets.ts'
import { checkLengths, checkParameter } from './refusal.ts'
import { divisor, reduced, type Reduction } from './reduction.ts'

export interface CategoricalOptions {
  readonly reduction: Reduction
  /** 0 (none) to 1; see `targetDistribution`. */
  readonly labelSmoothing?: number
}

/** Rows are samples, columns are classes. */
export interface CategoricalResult {
  readonly value: number
  /** Each sample's loss, not divided by n. */
  readonly terms: readonly number[]
  /** What each class adds to its sample's term: −qₖ·ln pₖ. */
  readonly parts: readonly (readonly number[])[]
  /** ∂value/∂prediction: with a mean, already divided by n. */
  readonly gradient: readonly (readonly number[])[]
  /** q, label smoothing included. */
  readonly targets: readonly (readonly number[])[]
  /** p, given or by softmax. */
  readonly probabilities: readonly (readonly number[])[]
}

/** What one class adds, −q·ln p, over the names q (target) and p; 0 where q = 0, whatever p. */
export const CLASS_PART = neg(mul('q', call('ln', 'p')))

/** One sample: what each class adds, the slope at each prediction, and the probabilities. */
export interface SampleLoss {
  readonly parts: readonly number[]
  readonly slopes: readonly number[]
  readonly probabilities: readonly number[]
}

/**
 * Applies a loss of one sample to all of them and reduces.
 * @throws LossError as `checkLengths` and `targetDistribution`, and on a label smoothing outside [0, 1]
 */
export function categorical(
  rows: readonly (readonly number[])[],
  targets: readonly ClassTarget[],
  options: CategoricalOptions,
  lossOf: (row: readonly number[], q: readonly number[], sample: number) => SampleLoss,
): CategoricalResult {
  checkLengths(rows, targets)
  const smoothing = checkParameter(options.labelSmoothing ?? 0, 'Label smoothing', 0, 1)
  const n = divisor(rows.length, options.reduction)
  const distributions = targets.map((target, i) => targetDistribution(target, rows[i]!.length, smoothing, i))
  const samples = rows.map((row, i) => lossOf(row, distributions[i]!, i))
  const terms = samples.map(({ parts }) => reduced(parts, 'sum'))
  return {
    value: reduced(terms, options.reduction),
    terms,
    parts: samples.map(({ parts }) => parts),
    gradient: samples.map(({ slopes }) => slopes.map((slope) => slope / n)),
    targets: distributions,
    probabilities: samples.map(({ probabilities }) => probabilities),
  }
}

/**
 * Categorical cross-entropy in nats, from probabilities: ℓ = −Σₖ qₖ·ln pₖ, ∂ℓ/∂pₖ = −qₖ/pₖ, each p on its own (that
 * they add up to 1 is softmax's affair). A class with q = 0 adds 0 and has slope 0; q > 0 with p = 0 gives ∞.
 * Source: Bridle, J. S. (1990). Probabilistic Interpretation of Feedforward Classification Network Outputs.
 * Neurocomputing, NATO ASI Series 68, Springer.
 * @throws LossError on rows that are no probabilities, and as `categorical`
 */
export function categoricalCrossEntropy(
  probabilities: readonly (readonly number[])[],
  targets: readonly ClassTarget[],
  options: CategoricalOptions,
): CategoricalResult {
  return categorical(probabilities, targets, options, (p, q, sample) => {
    checkDistribution(p, 'The predicted probabilities', sample)
    return {
      parts: p.map((pk, k) => (q[k] === 0 ? 0 : 0 - q[k]! * Math.log(pk))),
      slopes: p.map((pk, k) => (q[k] === 0 ? 0 : -q[k]! / pk)),
      probabilities: p,
    }
  })
}
