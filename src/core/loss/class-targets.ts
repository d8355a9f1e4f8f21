import { checkProbability, LossError } from './refusal.ts'

/** The right class of a sample, counted from 0, or a probability for each class. */
export type ClassTarget = number | readonly number[]

/** Probabilities may miss 1 by this much, which forgives rounding and single precision. */
const SUM_TOLERANCE = 1e-6

/** @throws LossError `not-a-probability` or `not-a-distribution` unless the row holds probabilities that add up to 1 */
export function checkDistribution(row: readonly number[], what: string, sample: number): void {
  row.forEach((x, k) => checkProbability(x, `${what} of class ${k}`, sample))
  const sum = row.reduce((total, x) => total + x, 0)
  if (Math.abs(sum - 1) <= SUM_TOLERANCE) return
  throw new LossError(
    'not-a-distribution',
    `${what} of sample ${sample + 1} add up to ${sum}; probabilities of all classes add up to 1.`,
    sample,
  )
}

function oneHot(target: number, classes: number, sample: number): readonly number[] {
  if (!Number.isInteger(target) || target < 0 || target >= classes) {
    const last = classes - 1
    const sentence = `The target of sample ${sample + 1} is class ${target}; classes are 0 to ${last}.`
    throw new LossError('no-such-class', sentence, sample)
  }
  return Array.from({ length: classes }, (_, k) => (k === target ? 1 : 0))
}

/**
 * The target's probabilities q over K classes with label smoothing s: qₖ = (1 − s)·yₖ + s/K, as in PyTorch.
 * Source: Szegedy, C. et al. (2016). Rethinking the Inception Architecture for Computer Vision. CVPR.
 * arXiv:1512.00567.
 * @throws LossError on a class that there is not, or on numbers that are no distribution
 */
export function targetDistribution(
  target: ClassTarget,
  classes: number,
  smoothing: number,
  sample: number,
): readonly number[] {
  const y = typeof target === 'number' ? oneHot(target, classes, sample) : target
  if (y.length !== classes) {
    const sentence = `Sample ${sample + 1} has ${classes} predictions but ${y.length} targets; give one a class.`
    throw new LossError('different-lengths', sentence, sample)
  }
  if (typeof target !== 'number') checkDistribution(y, 'The target probabilities', sample)
  return smoothing === 0 ? y : y.map((x) => (1 - smoothing) * x + smoothing / classes)
}
