/** e^x overflows float64 above this x (709.78…). */
export const EXP_OVERFLOWS_ABOVE = Math.log(Number.MAX_VALUE)

/** Every intermediate result of a softmax, for showing what overflows where. */
export interface SoftmaxSteps {
  /** zₖ/T, the shift already taken off. */
  readonly exponents: readonly number[]
  readonly exponentials: readonly number[]
  readonly sum: number
  readonly probabilities: readonly number[]
  /** ln Σ e^(zₖ/T), the shift added again. */
  readonly logSumExp: number
}

/** @throws Error without logits, with a NaN or +∞ among them, or with a temperature that is not above 0 */
export function checkLogits(z: readonly number[], temperature: number): void {
  if (z.length === 0) throw new Error('There are no logits; give at least one.')
  const wrong = z.findIndex((x) => Number.isNaN(x) || x === Infinity)
  if (wrong >= 0)
    throw new Error(`Logit ${wrong + 1} is ${z[wrong]}; a logit is a number, or −∞ to rule it out.`)
  if (!(temperature > 0 && temperature < Infinity)) {
    throw new Error(`The temperature is ${temperature}; it must be a number above 0.`)
  }
}

function steps(exponents: readonly number[], shift: number): SoftmaxSteps {
  const exponentials = exponents.map(Math.exp)
  const sum = exponentials.reduce((total, e) => total + e, 0)
  const probabilities = exponentials.map((e) => e / sum)
  return { exponents, exponentials, sum, probabilities, logSumExp: shift + Math.log(sum) }
}

/**
 * Softmax as its definition says, pₖ = e^(zₖ/T) / Σⱼ e^(zⱼ/T), which is right only as long as nothing overflows: from
 * about zₖ/T = 710 on an exponential is ∞ and ∞/∞ is NaN; below about −745 all are 0 and 0/0 is NaN.
 * @throws Error without logits, with a NaN or +∞ among them, or with a temperature that is not above 0
 */
export function naiveSoftmaxSteps(z: readonly number[], temperature = 1): SoftmaxSteps {
  checkLogits(z, temperature)
  return steps(
    z.map((x) => x / temperature),
    0,
  )
}

/**
 * The same with m = max z taken off every logit first: e^(zₖ−m) / Σ e^(zⱼ−m) is the same fraction with both sides
 * divided by e^m; the largest exponential is 1, and the sum lies between 1 and the number of logits. A logit of −∞ has
 * the probability 0. T → 0 gives the largest logit everything, T → ∞ gives all the same.
 * Sources: Blanchard, P., Higham, D. J. & Higham, N. J. (2021). Accurately computing the log-sum-exp and softmax
 * functions. IMA Journal of Numerical Analysis 41(4). Temperature: Hinton, G., Vinyals, O. & Dean, J. (2015).
 * Distilling the Knowledge in a Neural Network. arXiv:1503.02531.
 * @throws Error as `naiveSoftmaxSteps`, and when every logit is −∞
 */
export function softmaxSteps(z: readonly number[], temperature = 1): SoftmaxSteps {
  checkLogits(z, temperature)
  const max = Math.max(...z)
  if (max === -Infinity) throw new Error('Every logit is −∞; at least one class must be possible.')
  return steps(
    z.map((x) => (x - max) / temperature),
    max / temperature,
  )
}

/** softmax(z/T), stable for any logits; see `softmaxSteps`. */
export const softmax = (z: readonly number[], temperature = 1): readonly number[] =>
  softmaxSteps(z, temperature).probabilities

/** ln Σ e^zₖ, stable for any logits; see `softmaxSteps`. */
export const logSumExp = (z: readonly number[]): number => softmaxSteps(z).logSumExp

/** ln Σ e^zₖ by its definition: ∞ as soon as one e^zₖ overflows, −∞ when all underflow. */
export const naiveLogSumExp = (z: readonly number[]): number => naiveSoftmaxSteps(z).logSumExp

/**
 * ln softmax(z)ₖ = (zₖ − m) − ln Σ e^(zⱼ−m). The largest term of that sum is 1 and is left out of it, ln(1 + rest), so
 * that a prediction which is nearly certain keeps its digits. T is 1.
 */
export function logSoftmax(z: readonly number[]): readonly number[] {
  const { exponents, exponentials } = softmaxSteps(z)
  const top = exponents.indexOf(0)
  const rest = exponentials.reduce((total, e, k) => (k === top ? total : total + e), 0)
  const log = Math.log1p(rest)
  return exponents.map((x) => x - log)
}
