import type { Objective } from '../objective/objective.ts'
import type { Rule } from './rule.ts'
import type { State, StepInput } from './step.ts'

/** From the computation of step `step + 1` on, the hyperparameter `name` is `value`; with step 0, from the first. */
export interface Change {
  readonly step: number
  readonly name: string
  readonly value: number
}

/** Everything that determines a run; equal setups give equal frames, bit for bit. */
export interface Setup {
  readonly rule: Rule
  readonly objective: Objective
  readonly start: readonly number[]
  /** A value for each of the rule's hyperparameters. */
  readonly hyperparameters: Readonly<Record<string, number>>
  /** In any order; of several for one name and step the last counts. */
  readonly changes: readonly Change[]
}

/** How one step was made: what it read, what every assignment gave, one number per coordinate. */
export interface Trace extends StepInput {
  readonly values: Readonly<Record<string, readonly number[]>>
  readonly lossBefore: number
  readonly lossAfter: number
}

/** Where a run stands after `t` steps. */
export interface Frame {
  readonly t: number
  readonly theta: readonly number[]
  readonly loss: number
  /** The gradient at theta, which the next step will use. */
  readonly gradient: readonly number[]
  /** In force for the next step, t + 1. */
  readonly hyperparameters: Readonly<Record<string, number>>
  readonly state: State
  /** How step t was made; absent at the start. Its `theta` is θₜ₋₁, its `gradient` that at θₜ₋₁. */
  readonly trace?: Trace
}

/** The first value of a run that is not a number or infinite. The run ends with this step. */
export interface NonFinite {
  /** 0 when the start itself has no finite loss. */
  readonly step: number
  /** `g`, the target of an assignment, or `loss` (after the step). */
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
