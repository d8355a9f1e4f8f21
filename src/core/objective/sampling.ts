import { batches } from '../network/batch.ts'
import type { Objective } from './objective.ts'

/** Samples by number, from 0; one may stand in it twice, where a batch reaches from one epoch into the next. */
export type Samples = readonly number[]

/** A mean over samples of which each step sees a part. */
export interface Sampling {
  /** The samples that step t = 1, 2, … uses. */
  samplesOf(t: number): Samples
  /** The mean over these samples alone, as an objective of its own. */
  over(samples: Samples): Objective
}

/** Mini-batches of `size` of the n samples: a function of seed and step alone, every sample once an epoch. */
export function miniBatches(seed: number, n: number, size: number): (t: number) => Samples {
  const batch = batches(seed, n, Math.min(n, Math.max(1, size)))
  return (t) => Array.from(batch(t - 1))
}
