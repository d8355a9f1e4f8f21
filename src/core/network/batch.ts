import { permutation } from '../rng.ts'

/**
 * Which points step `step` (0, 1, …) trains on. The epochs' permutations, one after another, make one endless row of
 * points, and step s takes the places s · size … s · size + size − 1 of it: a function of seed and step alone, in
 * which every point comes once an epoch. A batch may reach from one epoch into the next.
 */
export type Batches = (step: number) => Uint32Array

/** The batches of n points; 1 ≤ size ≤ n. */
export function batches(seed: number, n: number, size: number): Batches {
  let epochs: { epoch: number; order: Uint32Array }[] = []
  const orderOf = (epoch: number): Uint32Array => {
    const known = epochs.find((e) => e.epoch === epoch)
    if (known) return known.order
    const order = permutation(seed, epoch, n)
    epochs = [...epochs.slice(-1), { epoch, order }]
    return order
  }
  return (step) =>
    Uint32Array.from({ length: size }, (_, k) => {
      const place = step * size + k
      return orderOf(Math.floor(place / n))[place % n] ?? 0
    })
}

/** How many times each point was used after so many steps, as a fraction: step · size / n. */
export const epochOf = (step: number, n: number, size: number): number => (step * size) / n
