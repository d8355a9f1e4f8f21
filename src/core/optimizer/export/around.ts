import { symbolsIn } from '../../formula/expr.ts'
import type { Setup } from '../frame.ts'
import type { Rule } from '../rule.ts'
import type { Scheduling } from '../scheduling.ts'

/* What a run has besides the lines of its rule: the gradient's length, a schedule, other values on the way. */

/** Whether a line of the rule reads ‖g‖. */
export const usesNorm = ({ assignments }: Rule): boolean =>
  assignments.some(({ value }) => symbolsIn(value).includes('norm'))

/** The schedule that gives α its value at every step, where the rule has an α. */
export const schedulingIn = ({ rule, schedule }: Setup): Scheduling | null =>
  schedule && rule.hyperparameters.some(({ name }) => name === 'alpha') ? schedule : null

/** A hyperparameter that has another value from step t on. */
export interface LaterValue {
  readonly t: number
  readonly name: string
  readonly value: number
}

/** The hyperparameters of the first step, and the values that later steps begin with, as `Change` has it. */
export function inForce({ hyperparameters, changes }: Setup, steps: number) {
  const initial: Record<string, number> = { ...hyperparameters }
  const later = new Map<string, LaterValue>()
  for (const { step, name, coordinate, value } of [...changes].sort((a, b) => a.step - b.step)) {
    if (coordinate !== undefined) continue
    const t = Math.ceil(step) + 1
    if (t <= 1) initial[name] = value
    else if (t <= steps) later.set(`${t} ${name}`, { t, name, value })
  }
  return { initial, later: [...later.values()] }
}

/** The hyperparameters that take another value within so many steps, in the rule's order. */
export function changing(setup: Setup, steps: number): readonly string[] {
  const { later } = inForce(setup, steps)
  return setup.rule.hyperparameters
    .map(({ name }) => name)
    .filter((name) => later.some((change) => change.name === name))
}

/** A number put in by hand: after step `t` a parameter or a slot, or the gradient `g` that step t used. */
export interface Edit {
  readonly t: number
  readonly name: string
  readonly coordinate: number
  readonly value: number
}

/** The numbers put in by hand within so many steps, in the order of the steps; of several for one place the last. */
export function edits({ changes }: Setup, steps: number): readonly Edit[] {
  const found = new Map<string, Edit>()
  for (const { step, name, coordinate, value } of changes) {
    const t = name === 'g' ? step + 1 : step
    if (coordinate === undefined || !Number.isInteger(t) || t < 0 || t > steps) continue
    found.set(`${t} ${name} ${coordinate}`, { t, name, coordinate, value })
  }
  return [...found.values()].sort((a, b) => a.t - b.t)
}
