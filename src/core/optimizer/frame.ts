import type { Objective } from '../objective/objective.ts'
import type { Samples, Sampling } from '../objective/sampling.ts'
import type { Rule } from './rule.ts'
import type { Applied, Scheduling } from './scheduling.ts'
import type { State, StepInput } from './step.ts'

/**
 * A number changed by hand after `step` steps. Without a coordinate it is the hyperparameter `name`, which holds from
 * the computation of step `step + 1` on (with step 0, from the first). With one it is that coordinate of `theta`, of a
 * slot of the rule's state, or of the gradient `g` that step `step + 1` uses.
 */
export interface Change {
  readonly step: number
  readonly name: string
  readonly value: number
  readonly coordinate?: number
}

/** The samples that step `step + 1` uses, chosen by hand. */
export interface Pick {
  readonly step: number
  readonly samples: Samples
}

/** Everything that determines a run; equal setups give equal frames, bit for bit. */
export interface Setup {
  readonly rule: Rule
  readonly objective: Objective
  readonly start: readonly number[]
  /** A value for each of the rule's hyperparameters. */
  readonly hyperparameters: Readonly<Record<string, number>>
  /** In any order; of several for one number and step the last counts. */
  readonly changes: readonly Change[]
  /** Gives `alpha` another value at every step; the chosen α is where the schedule begins or climbs to. */
  readonly schedule?: Scheduling
  /** Which part of the objective, a mean over samples, each step sees. Left out, every step sees all of it. */
  readonly sampling?: Sampling
  /** In any order; only with sampling. */
  readonly picks?: readonly Pick[]
}

/** How one step was made: what it read, what every assignment gave, one number per coordinate. */
export interface Trace extends StepInput {
  readonly values: Readonly<Record<string, readonly number[]>>
  readonly lossBefore: number
  readonly lossAfter: number
  /** How α came from the schedule, if there is one. */
  readonly schedule?: Applied
  /** The samples that its gradient is over, if there are any. */
  readonly samples?: Samples
}

/** Where a run stands after `t` steps, with what was changed there by hand. */
export interface Frame {
  readonly t: number
  readonly theta: readonly number[]
  readonly loss: number
  /** The gradient at theta, which the next step will use. */
  readonly gradient: readonly number[]
  /** In force for the next step, t + 1. */
  readonly hyperparameters: Readonly<Record<string, number>>
  readonly state: State
  /** The samples that `gradient` is over, if there are any. */
  readonly samples?: Samples
  /** How step t was made; absent at the start. Its `theta` is θₜ₋₁, its `gradient` that at θₜ₋₁. */
  readonly trace?: Trace
}

/** The first value of a run that is not a number or infinite. The run ends with this step. */
export interface NonFinite {
  /** 0 when the start itself has no finite loss. */
  readonly step: number
  /** `g`, `norm`, the target of an assignment, or `loss` (after the step). */
  readonly name: string
  /** Which parameter's; 0 for the loss. */
  readonly coordinate: number
  readonly value: number
}

export interface PathPoint {
  readonly t: number
  readonly theta: readonly number[]
  readonly loss: number
}
