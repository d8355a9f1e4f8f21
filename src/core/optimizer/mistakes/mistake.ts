import type { Objective } from '../../objective/objective.ts'
import type { Rule } from '../rule.ts'
import type { Scheduling } from '../scheduling.ts'
import type { StepInput } from '../step.ts'

/** The mistakes that have a name. Messages are looked up by these words. */
export const MISTAKE_IDS = [
  'no-bias-correction',
  't-minus-one',
  't-plus-one',
  'epsilon-inside',
  'epsilon-outside',
  'no-epsilon',
  'wrong-sign',
  'not-squared',
  'second-derivative',
  'old-value',
  'new-value',
  'nothing-kept',
  'swapped-betas',
  'swapped-complement',
  'no-complement',
  'averaged',
  'no-root',
  'no-rate',
  'no-maximum',
  'no-sign',
  'no-decay',
  'decay-coupled',
  'decay-decoupled',
  'decay-without-rate',
  'decay-with-rate',
  'gradient-at-new-point',
  'gradient-look-ahead',
  'other-coordinate',
  'exponent-forgotten',
  'inner-derivative',
  'no-mean',
  'all-samples',
  'no-clipping',
  'always-clipped',
  'norm-squared',
  'norm-summed',
  'norm-of-one',
  't-for-k',
  'no-schedule',
] as const
export type MistakeId = (typeof MISTAKE_IDS)[number]

/** One step as somebody does it by hand: what it reads, and the functions that it measures. */
export interface StepAsked {
  readonly rule: Rule
  /** By which the loss is measured. */
  readonly objective: Objective
  /** Whose gradient the step uses: the objective, or the part of it that is over the step's samples. */
  readonly seen: Objective
  readonly input: StepInput
  /** What gave its α, and the α that was chosen; absent where that is the one in force. */
  readonly scheduled?: { readonly by: Scheduling; readonly alpha: number }
}

/** A quantity of a step: `g`, its length `norm`, the scheduled `rate`, the target of an assignment, or `loss` (after the step). */
export type Target = string

/**
 * A mistake as something that can be run: another rule, another gradient, another function to measure by, each made
 * from the right ones. What is absent is as it should be; null where the mistake cannot be made.
 */
export interface Mistake {
  readonly id: MistakeId
  /** In which lines it is made: targets of assignments, `g`, `loss`. */
  readonly at: readonly Target[]
  /** The mistaken rule. */
  readonly rule?: Rule
  /** Numbers that the mistaken rule reads besides, by name, as somebody takes them for one coordinate. */
  reads?(step: StepAsked, coordinate: number): Readonly<Record<string, number>>
  /** The mistaken gradient, a number per coordinate. */
  gradient?(step: StepAsked): readonly number[] | null
  /** The mistaken length of the gradient, as somebody takes it for one coordinate. */
  norm?(gradient: readonly number[], coordinate: number): number
  /** The mistaken learning rate; null where no schedule gives it. */
  rate?(step: StepAsked): number | null
  /** The mistaken loss after the step, which led to `after`. */
  loss?(step: StepAsked, after: readonly number[]): number | null
}
