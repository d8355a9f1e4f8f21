import { keep, memory, tensor1d, tidy } from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import { evaluate } from '../../core/formula/evaluate.ts'
import { add, call, div, max, mul, neg, pow, sub } from '../../core/formula/expr.ts'
import { ALL_RULES } from '../../core/optimizer/conventions.ts'
import { TRAINING_OPTIMIZERS } from '../../core/optimizer/index.ts'
import type { Rule } from '../../core/optimizer/rule.ts'
import { openTestDevice } from '../worker/session-harness.ts'
import { createAppliedRule, initialSlots, type OptimizerState } from './apply-rule.ts'

const device = await openTestDevice()

const G = [0.5, -2, 0.001, 3]
const THETA = [1, -1, 0.25, 0]

/** One coordinate after another, by the reference evaluator. */
function byHand(rule: Rule, hyperparameters: Record<string, number>, steps: number): number[] {
  return THETA.map((theta, k) => {
    let env: Record<string, number> = { theta }
    for (const { name, initial } of rule.state) env[name] = initial
    for (let t = 1; t <= steps; t++) {
      const before: Record<string, number> = {
        ...hyperparameters,
        t,
        g: G[k]! / t,
        theta_prev: env['theta']!,
      }
      for (const { name } of rule.state) before[`${name}_prev`] = env[name]!
      env = before
      for (const { target, value } of rule.assignments) env[target] = evaluate(value, env)
    }
    return env['theta']!
  })
}

function onTensors(rule: Rule, hyperparameters: Record<string, number>, steps: number): number[] {
  device.activate()
  const before = memory().numTensors
  const applied = createAppliedRule(rule, keep)
  let state: OptimizerState = { parameters: tensor1d(THETA), slots: initialSlots(rule, THETA.length) }
  const counts: number[] = []
  for (let t = 1; t <= steps; t++) {
    const next = tidy(() => {
      const { parameters, slots } = applied.apply(state, tensor1d(G.map((g) => g / t)), t, hyperparameters)
      return { parameters, slots: { ...slots } }
    })
    state.parameters.dispose()
    Object.values(state.slots).forEach((slot) => slot.dispose())
    state = next
    counts.push(memory().numTensors)
  }
  const result = [...state.parameters.dataSync()]
  state.parameters.dispose()
  Object.values(state.slots).forEach((slot) => slot.dispose())
  applied.dispose()
  expect(new Set(counts).size).toBe(1)
  expect(memory().numTensors).toBe(before)
  return result
}

const defaults = (rule: Rule) => Object.fromEntries(rule.hyperparameters.map((h) => [h.name, h.default]))

describe('a rule on tensors', () => {
  it.each(ALL_RULES.map((rule): [string, Rule] => [rule.id, rule]))(
    '%s computes what its formulas say',
    (_, rule) => {
      const expected = byHand(rule, defaults(rule), 30)
      onTensors(rule, defaults(rule), 30).forEach((v, k) => expect(v).toBeCloseTo(expected[k]!, 5))
    },
  )

  it('follows a changed formula', () => {
    const [first] = TRAINING_OPTIMIZERS
    const twice: Rule = {
      ...first,
      assignments: [{ target: 'theta', tex: '', value: sub('theta_prev', mul(mul(2, 'alpha'), 'g')) }],
    }
    onTensors(twice, { alpha: 0.5 }, 1).forEach((v, k) => expect(v).toBeCloseTo(THETA[k]! - G[k]!, 6))
  })

  it('knows every operation, numbers that are assigned, and numbers that change with t', () => {
    const odd: Rule = {
      id: 'odd',
      hyperparameters: [],
      state: [],
      sources: [],
      assignments: [
        { target: 'rate', tex: '', value: div(1, 't') },
        {
          target: 'size',
          tex: '',
          value: call('sqrt', add(call('abs', 'g'), call('exp', neg(pow('g', 2))))),
        },
        { target: 'wave', tex: '', value: add(call('sin', 'g'), mul(call('cos', 'g'), call('tanh', 'g'))) },
        {
          target: 'bent',
          tex: '',
          value: add(call('ln', add(1, pow('g', 2))), mul(call('sign', 'g'), call('tan', 0.5))),
        },
        { target: 'cube', tex: '', value: pow(max('size', max('g', 0.75)), 3) },
        { target: 'theta', tex: '', value: sub('theta_prev', mul('rate', add(add('wave', 'bent'), 'cube'))) },
      ],
    }
    const expected = byHand(odd, {}, 4)
    onTensors(odd, {}, 4).forEach((v, k) => expect(v).toBeCloseTo(expected[k]!, 4))
  })
})
