import { describe, expect, it } from 'vitest'
import { evaluate } from '../core/formula/evaluate.ts'
import { add, div, mul, pow, sub } from '../core/formula/expr.ts'
import { adam } from '../core/optimizer/adam.ts'
import { ALL_RULES } from '../core/optimizer/conventions.ts'
import type { Rule } from '../core/optimizer/rule.ts'
import { constantName, createRuleProgram, ruleOf } from './rule-program.ts'

const defaults = (rule: Rule) => Object.fromEntries(rule.hyperparameters.map((h) => [h.name, h.default]))

/** θ and slots after some steps, by the reference evaluator on `lines`, whose other names `given` holds. */
function after(
  rule: Rule,
  lines: Rule['assignments'][number][],
  given: (t: number) => Record<string, number>,
) {
  let env: Record<string, number> = { theta: 0.7 }
  for (const { name, initial } of rule.state) env[name] = initial
  for (let t = 1; t <= 5; t++) {
    const next: Record<string, number> = { ...given(t), g: 0.3 * Math.cos(t), theta_prev: env['theta']! }
    for (const { name } of rule.state) next[`${name}_prev`] = env[name]!
    for (const { target, value } of lines) next[target] = evaluate(value, next)
    env = next
  }
  return ['theta', ...rule.state.map(({ name }) => name)].map((name) => env[name])
}

describe('a rule taken apart', () => {
  it.each(ALL_RULES.map((rule): [string, Rule] => [rule.id, rule]))(
    '%s: lines and constants together compute the very bits of the rule',
    (_, rule) => {
      const program = createRuleProgram(rule)
      const hyperparameters = defaults(rule)
      const constants = (t: number): Record<string, number> => {
        const numbers = new Float64Array(program.constantCount)
        program.writeConstants(t, hyperparameters, numbers)
        return Object.fromEntries([...numbers].map((value, k) => [constantName(k), value]))
      }
      const lines = program.lines.map((line) => ({ ...line, tex: '' }))
      const whole = after(rule, [...rule.assignments], (t) => ({ ...hyperparameters, t }))
      expect(after(rule, lines, constants)).toEqual(whole)
    },
  )

  it('computes what all coordinates share once: Adam has β₁, 1 − β₁, β₂, 1 − β₂, two corrections, ε and α', () => {
    const program = createRuleProgram(adam)
    const constants = new Float64Array(program.constantCount + 1)
    program.writeConstants(2, { alpha: 0.5, beta1: 0.5, beta2: 0.75, epsilon: 0.125 }, constants, 1)
    expect([...constants]).toEqual([0, 0.5, 0.5, 0.75, 0.25, 0.75, 0.4375, 0.125, 0.5])
    const c = constantName
    expect(program.lines.slice(0, 3)).toEqual([
      { target: 'm', value: add(mul(c(0), 'm_prev'), mul(c(1), 'g')) },
      { target: 'v', value: add(mul(c(2), 'v_prev'), mul(c(3), pow('g', 2))) },
      { target: 'm_hat', value: div('m', c(4)) },
    ])
  })

  it('writes names out that are the same for all coordinates, and knows equal constants as one', () => {
    const rate = div('alpha', 't')
    const rule: Rule = {
      id: 'own',
      hyperparameters: [{ name: 'alpha', tex: '', default: 1, min: 0, max: 1, scale: 'linear' }],
      state: [],
      assignments: [
        { target: 'rate', tex: '', value: rate },
        { target: 'half', tex: '', value: mul(rate, 'g') },
        { target: 'theta', tex: '', value: sub('theta_prev', add('half', mul('rate', 'g'))) },
      ],
    }
    const program = createRuleProgram(rule)
    expect(program.constantCount).toBe(1)
    expect(program.lines.map(({ target }) => target)).toEqual(['half', 'theta'])
  })

  it('refuses a hyperparameter without a value and a rule that there is not', () => {
    const program = createRuleProgram(adam)
    expect(() => program.writeConstants(1, { alpha: 1 }, new Float32Array(8))).toThrow('“beta1”')
    expect(() => ruleOf('magic')).toThrow('“magic”')
    expect(ruleOf('adamw').id).toBe('adamw')
  })
})
