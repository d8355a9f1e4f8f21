import type { Expr } from '../formula/expr.ts'
import type { Notation, Notations } from '../formula/quantity.ts'

/**
 * An optimizer is a list of named assignments over expressions, applied to every coordinate of θ on its own.
 * Everything that is shown or computed (symbols, numbers, result, table, the update of a real network) derives
 * from this one list.
 *
 * Names with a fixed meaning inside the expressions: `t` the number of the step (1, 2, …), `g` this coordinate's
 * gradient, `norm` the length of the whole gradient, `theta_prev` the parameter before the step; the last assignment's
 * target is `theta`. A state slot is read as `<slot>_prev` until the assignment to `<slot>`.
 */
export interface Rule {
  readonly id: string
  readonly hyperparameters: readonly Hyperparameter[]
  /** What is remembered from one step to the next, and its value before the first. */
  readonly state: readonly Slot[]
  readonly assignments: readonly Assignment[]
  /** Where a rule that is not in `sources.ts` comes from. */
  readonly sources?: readonly string[]
}

export interface Assignment extends Notation {
  readonly target: string
  readonly value: Expr
}

export interface Slot {
  readonly name: string
  readonly initial: number
}

export interface Hyperparameter {
  readonly name: string
  readonly tex: string
  readonly default: number
  readonly min: number
  readonly max: number
  /** Whether a slider should move through the range in equal steps or in equal ratios. */
  readonly scale: 'linear' | 'log'
}

/** Names that mean the same in every rule. */
export const SHARED_NOTATIONS: Notations = {
  t: { tex: 't' },
  g: { tex: 'g_t', quantity: 'gradient' },
  norm: { tex: '\\lVert g_t\\rVert', quantity: 'gradient' },
  theta: { tex: '\\theta_t', quantity: 'parameter' },
  theta_prev: { tex: '\\theta_{t-1}', quantity: 'parameter' },
  loss: { tex: 'L', quantity: 'loss' },
}

/** How every name of a rule is written: its own targets and slots, its hyperparameters, and the shared names. */
export function notationsOf(rule: Rule): Notations {
  const all: Record<string, Notation> = { ...SHARED_NOTATIONS }
  for (const h of rule.hyperparameters) all[h.name] = { tex: h.tex, quantity: 'hyperparameter' }
  for (const { target, tex, quantity } of rule.assignments) {
    const meaning = quantity ? { quantity } : {}
    all[target] = { tex, ...meaning }
    if (rule.state.some((slot) => slot.name === target)) {
      all[`${target}_prev`] = { tex: tex.replace('_t', '_{t-1}'), ...meaning }
    }
  }
  return all
}
