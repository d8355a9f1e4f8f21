import { expect, test } from 'vitest'
import { derivative } from '../formula/derive.ts'
import { tagged } from '../formula/expr.ts'
import { print } from '../formula/print.ts'
import { objectiveFrom } from '../objective/objective.ts'
import { ALL_RULES } from './conventions.ts'
import { adamw } from './adamw.ts'
import { notationsOf, type Rule } from './rule.ts'
import { defaultHyperparameters } from './step.ts'
import { trajectory } from './trajectory.ts'
import { undecayedId, withWeightDecay } from './weight-decay.ts'

const undecayed = ALL_RULES.filter((rule) => undecayedId(rule) === rule.id)

function run(rule: Rule, formula: string, more: Record<string, number>) {
  const typed = objectiveFrom(formula)
  if (!typed.ok) throw new Error(typed.error.code)
  const hyperparameters = { ...defaultHyperparameters(rule), alpha: 0.05, ...more }
  const setup = { rule, objective: typed.objective, start: [2, -1.5], hyperparameters, changes: [] }
  return trajectory(setup)
}

test.each(undecayed.map((rule) => [rule.id, rule] as const))(
  'L2 around %s is the rule itself on a loss with λ/2·θ² added',
  (_, rule) => {
    const inside = run(withWeightDecay(rule), 'x^2 + 0.5*y^4', { l2: 0.25 })
    const outside = run(rule, 'x^2 + 0.5*y^4 + 0.125*(x^2 + y^2)', {})
    for (const k of [1, 2, 10]) {
      const [ours, theirs] = [inside.frame(k).theta, outside.frame(k).theta]
      ours.forEach((a, i) => expect(Math.abs(a - theirs[i]!)).toBeLessThan(1e-9))
    }
    expect(run(withWeightDecay(rule), 'x^2 + y^2', { l2: 0 }).frame(10).theta).toEqual(
      run(rule, 'x^2 + y^2', {}).frame(10).theta,
    )
  },
)

test('the gradient is read on the first line and nowhere after it', () => {
  for (const rule of undecayed) {
    const [first, ...later] = withWeightDecay(rule).assignments
    expect(first).toMatchObject({ target: 'g_decayed', quantity: 'gradient' })
    expect(print(first!.value)).toBe('g + l2*theta_prev')
    for (const { value } of later) expect(print(derivative(value, 'g'))).toBe('0')
  }
})

test('tags stay on the terms that carry them', () => {
  const assignments = adamw.assignments.map((a) => ({ ...a, value: tagged('whole', a.value) }))
  const decayed = withWeightDecay({ ...adamw, assignments })
  for (const { value } of decayed.assignments.slice(1)) expect(value.tag).toBe('whole')
})

test('a rule with a decay of its own keeps it, under another letter', () => {
  const decayed = withWeightDecay(adamw)
  const notations = notationsOf(decayed)
  expect([notations['lambda']?.tex, notations['l2']?.tex]).toEqual(['\\lambda', '\\lambda_2'])
  expect([decayed.id, undecayedId(decayed)]).toEqual(['adamw-l2', 'adamw'])
})

test('L2 twice is refused', () => {
  expect(() => withWeightDecay(withWeightDecay(adamw))).toThrow('“adamw-l2” has L2 weight decay already')
})
