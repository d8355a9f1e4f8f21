import type { Expr } from '../formula/expr.ts'
import { batches } from '../network/batch.ts'
import type { Objective } from './objective.ts'

/** Samples by number, from 0; one may stand in it twice, where a batch reaches from one epoch into the next. */
export type Samples = readonly number[]

/** What is averaged: one sample's loss, as formulas in the parameters and in the sample's own numbers. */
export interface SampleTerm {
  /** What a sample's numbers are called. */
  readonly names: readonly string[]
  /** The numbers of every sample. */
  readonly samples: readonly (readonly number[])[]
  readonly loss: Expr
  /** ∂loss/∂parameter, for each parameter of the objective. */
  readonly gradient: readonly Expr[]
}

/** A mean over samples of which each step sees a part. */
export interface Sampling {
  readonly term: SampleTerm
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
