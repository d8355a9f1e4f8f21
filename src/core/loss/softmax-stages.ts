import { type Precision, ROUND } from './float-format.ts'
import { checkLogits } from './softmax.ts'

export interface SoftmaxOptions {
  readonly temperature: number
  /** With the largest scaled logit taken off first, or as the definition says. */
  readonly stable: boolean
  readonly precision: Precision
  /** The right class, counted from 0; null where there is none, and so no loss and no gradient. */
  readonly target: number | null
}

/** Everything on the way from logits to loss, each number as the machine holds it in the chosen precision. */
export interface SoftmaxStages {
  readonly stable: boolean
  readonly target: number | null
  /** zₖ */
  readonly logits: readonly number[]
  /** T */
  readonly temperature: number
  /** sₖ = zₖ/T */
  readonly scaled: readonly number[]
  /** m = max s. The naive way does not use it. */
  readonly maximum: number
  /** dₖ = sₖ − m; the naive way has sₖ itself. */
  readonly shifted: readonly number[]
  /** Eₖ = e^dₖ */
  readonly exponentials: readonly number[]
  /** S = Σ Eⱼ */
  readonly sum: number
  /** pₖ = Eₖ/S */
  readonly probabilities: readonly number[]
  /** lse = m + ln S; the naive way has ln S alone. */
  readonly logSumExp: number
  /** ℓ = ln S − d of the target; the naive way takes −ln p of the target, which is ∞ as soon as p is 0. */
  readonly loss: number | null
  /** ∂ℓ/∂zₖ = (pₖ − yₖ)/T */
  readonly gradient: readonly number[] | null
}

/**
 * softmax(z/T) and the cross-entropy of its target in single operations, each rounded to the chosen precision, in the
 * order in which frameworks do them. ln S − d is how PyTorch's log_softmax computes −ln p. Taking off a maximum that
 * is not the exact one, because it was rounded, does no harm: it is the same for all.
 * Source: Blanchard, P., Higham, D. J. & Higham, N. J. (2021), see softmax.ts.
 * @throws Error as `checkLogits` (a logit beyond float32's range is ∞ there), and when every logit is −∞
 */
export function softmaxStages(z: readonly number[], options: SoftmaxOptions): SoftmaxStages {
  const { stable, target } = options
  const round = ROUND[options.precision]
  const logits = z.map(round)
  const temperature = round(options.temperature)
  checkLogits(logits, temperature)
  const scaled = logits.map((x) => round(x / temperature))
  const maximum = Math.max(...scaled)
  if (maximum === -Infinity) throw new Error('Every logit is −∞; at least one class must be possible.')
  const shifted = stable ? scaled.map((s) => round(s - maximum)) : scaled
  const exponentials = shifted.map((d) => round(Math.exp(d)))
  const sum = exponentials.reduce((total, e) => round(total + e), 0)
  const probabilities = exponentials.map((e) => round(e / sum))
  const logOfSum = round(Math.log(sum))
  const y = (k: number): number => (k === target ? 1 : 0)
  const lossOf = (k: number): number =>
    stable ? round(logOfSum - shifted[k]!) : 0 - round(Math.log(probabilities[k]!))
  return {
    stable,
    target,
    logits,
    temperature,
    scaled,
    maximum,
    shifted,
    exponentials,
    sum,
    probabilities,
    logSumExp: stable ? round(maximum + logOfSum) : logOfSum,
    loss: target === null ? null : lossOf(target),
    gradient: target === null ? null : probabilities.map((p, k) => round(round(p - y(k)) / temperature)),
  }
}
