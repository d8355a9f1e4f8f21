import { evaluate } from '../../core/formula/evaluate.ts'
import { symbolsIn, type Expr } from '../../core/formula/expr.ts'
import type { Rule } from '../../core/optimizer/rule.ts'

/** An optimizer's rule, divided between the device and the host. */
export interface DeviceRule {
  readonly slots: readonly string[]
  /** What the device computes for each parameter: formulas over g, norm, theta_prev, slots, and the constants by their names. */
  readonly assignments: readonly { readonly target: string; readonly value: Expr }[]
  /** Whether the length of the whole gradient is needed. */
  readonly readsNorm: boolean
  /** c0, c1, … */
  readonly constants: readonly string[]
  /**
   * The values of the constants at step t, in float64: all parts of the formulas that are the same for every parameter
   * (1 − β₁, 1 − β₁ᵗ, rates).
   */
  readonly constantsAt: (t: number, hyperparameters: Readonly<Record<string, number>>) => number[]
}

/** Takes out of a rule what is the same for all parameters, so that the device need not compute it in 32 bits, a million times. */
export function deviceRule(rule: Rule): DeviceRule {
  const onDevice = new Set(['g', 'norm', 'theta_prev', ...rule.state.map(({ name }) => `${name}_prev`)])
  const constants: Expr[] = []
  const reads = (e: Expr): boolean => symbolsIn(e).some((name) => onDevice.has(name))

  const divided = (e: Expr): Expr => {
    if (e.kind === 'number') return e
    if (!reads(e)) return { kind: 'symbol', name: `c${constants.push(e) - 1}` }
    if (e.kind === 'symbol') return e
    if (e.kind === 'negate' || e.kind === 'call') return { ...e, of: divided(e.of) }
    return { ...e, left: divided(e.left), right: divided(e.right) }
  }

  // In the order of the rule: what the host computes, and what it gives the device, at each line.
  const lines = rule.assignments.map(({ target, value }) => {
    if (!reads(value)) return { target, value, isHosts: true, from: 0, to: 0 }
    const from = constants.length
    const rest = divided(value)
    onDevice.add(target)
    return { target, value: rest, isHosts: false, from, to: constants.length }
  })
  const assignments = lines.filter(({ isHosts }) => !isHosts)

  return {
    slots: rule.state.map(({ name }) => name),
    assignments: assignments.map(({ target, value }) => ({ target, value })),
    readsNorm: assignments.some(({ value }) => symbolsIn(value).includes('norm')),
    constants: constants.map((_, i) => `c${i}`),
    constantsAt: (t, hyperparameters) => {
      const numbers: Record<string, number> = { ...hyperparameters, t }
      return lines.flatMap(({ target, value, isHosts, from, to }) => {
        if (isHosts) numbers[target] = evaluate(value, numbers)
        return constants.slice(from, to).map((constant) => evaluate(constant, numbers))
      })
    },
  }
}
