import { describe, expect, test } from 'vitest'
import { weightAsked } from '../../network/weight-step.ts'
import { adam } from '../adam.ts'
import { TRAINING_OPTIMIZERS } from '../index.ts'
import type { Rule } from '../rule.ts'
import { applyRule, defaultHyperparameters, type StepInput } from '../step.ts'
import { mistakesAt, rightValue, verdictAlone } from './index.ts'

/** A step of a weight whose loss nobody can write down. */
const stepOf = (rule: Rule, changed: Partial<StepInput> = {}) => {
  const state = Object.fromEntries(rule.state.map(({ name }, i) => [name, [0.25 + i]]))
  const hyperparameters = defaultHyperparameters(rule)
  const input: StepInput = { t: 3, theta: [0.7], gradient: [0.4], state, hyperparameters, ...changed }
  return { ...applyRule(rule, input), ...input }
}
const asked = (target: string) => ({ target, coordinate: 0, digits: 4 })

describe.each(TRAINING_OPTIMIZERS.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const step = weightAsked(rule, stepOf(rule))!

  test('the right number of every line is right', () => {
    for (const { target } of rule.assignments) {
      const right = rightValue(step, target, 0)
      expect(right).toBe(stepOf(rule).values[target]![0])
      expect(['right', 'undecided']).toContain(verdictAlone(step, asked(target), right).kind)
    }
  })

  test('every mistake that gives another number is named', () => {
    for (const { target } of rule.assignments) {
      const right = rightValue(step, target, 0)
      for (const { id, value } of mistakesAt(step, target, 0)) {
        const verdict = verdictAlone(step, asked(target), value)
        if (Math.abs(value - right) <= 1e-3 * Math.abs(right)) continue
        expect(verdict, `${target}: ${id}`).toMatchObject({ kind: 'mistake' })
        expect('ids' in verdict && verdict.ids, `${target}: ${id}`).toContain(id)
      }
    }
  })
})

test('mistakes in the function itself are none of a weight: its gradient is given', () => {
  const ids = mistakesAt(weightAsked(adam, stepOf(adam))!, 'theta', 0).map(({ id }) => id)
  expect(ids).toContain('no-bias-correction')
  for (const id of ['exponent-forgotten', 'gradient-at-new-point', 'second-derivative', 'no-mean'])
    expect(ids).not.toContain(id)
})

test('a mistake that only these numbers hide is spoken of, with no other step to go to; one that never shows is not', () => {
  // g = 1 is its own square.
  const one = weightAsked(adam, stepOf(adam, { gradient: [1] }))!
  const verdict = verdictAlone(one, asked('v'), rightValue(one, 'v', 0))
  expect(verdict).toMatchObject({ kind: 'undecided', proposals: [] })
  expect('ids' in verdict && verdict.ids).toContain('not-squared')
  // The sign of g does not matter to v, ever.
  expect('ids' in verdict && verdict.ids).not.toContain('wrong-sign')
})

test('what is not finite cannot be asked for', () => {
  expect(weightAsked(adam, stepOf(adam, { gradient: [Infinity] }))).toBeNull()
})
