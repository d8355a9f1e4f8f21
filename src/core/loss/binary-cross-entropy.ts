import { sigmoid } from '../network/activation.ts'

/*
 * With p = σ(z) the cross-entropy of a class y ∈ {0, 1} is
 *   L = −y ln p − (1 − y) ln(1 − p).
 * ln p = −ln(1 + e⁻ᶻ) and ln(1 − p) = −z − ln(1 + e⁻ᶻ), so
 *   L = (1 − y) z + ln(1 + e⁻ᶻ),
 * whose exponential overflows for z ≪ 0. There ln(1 + e⁻ᶻ) = −z + ln(1 + eᶻ); both cases together:
 *   L = max(z, 0) − y z + ln(1 + e^−|z|).
 * Its derivative is dL/dz = σ(z) − y.
 */

/** The cross-entropy, in nats, of one prediction given as a logit z, for class y (0 or 1). */
export function crossEntropyFromLogit(z: number, y: number): number {
  return Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)))
}

/** dL/dz = σ(z) − y. */
export function crossEntropySlope(z: number, y: number): number {
  return sigmoid(z) - y
}

/** The mean cross-entropy over n predictions; NaN as soon as a logit is NaN, or infinite on the side it should be. */
export function binaryCrossEntropy(logits: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < y.length; i++) sum += crossEntropyFromLogit(logits[i] ?? NaN, y[i] ?? NaN)
  return sum / y.length
}
