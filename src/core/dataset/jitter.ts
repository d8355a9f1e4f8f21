import { bits, normal, STREAMS } from '../rng.ts'

/**
 * Augmentation by displacement: deviation · (a standard normal number) is added to every coordinate of the batch of step
 * t (1, 2, …), other numbers in every step, so that no point is ever seen twice in the same place. A function of seed,
 * step and place in the batch alone.
 */
export function jitter(x: Float32Array, deviation: number, seed: number, t: number): void {
  const key = bits(seed, STREAMS.augmentation, t)
  for (let i = 0; i < x.length; i++) x[i] = x[i]! + deviation * normal(key, STREAMS.augmentation, i)
}
