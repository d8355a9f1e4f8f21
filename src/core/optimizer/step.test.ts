import { describe, expect, test } from 'vitest'
import { derivative } from '../formula/derive.ts'
import { evaluate } from '../formula/evaluate.ts'
import { add, mul, sub } from '../formula/expr.ts'
import { print } from '../formula/print.ts'
import { tex, texWithNumbers } from '../formula/tex.ts'
import { objectiveFrom } from '../objective/objective.ts'
import { adam } from './adam.ts'
import { trainingOptimizer, TRAINING_OPTIMIZERS } from './index.ts'
import { notationsOf, type Rule } from './rule.ts'
import { applyRule, coordinateValues, defaultHyperparameters, initialState, type StepInput } from './step.ts'
import reference from './reference/pytorch.json'

interface ReferenceStep {
  loss: number
  g: number[]
  theta: number[]
  state: Partial<Record<string, number[] | number>>
}

const RULE_OF: Record<string, Rule> = {
  sgd: trainingOptimizer('gradient-descent'),
  momentum: trainingOptimizer('momentum'),
  adam: trainingOptimizer('adam'),
}
const SLOT_OF: Record<string, string> = { momentum_buffer: 'u', exp_avg: 'm', exp_avg_sq: 'v' }

function hyperparametersOf(hyper: {
  lr: number
  momentum?: number
  betas?: number[]
}): Record<string, number> {
  const [beta1 = 0.9, beta2 = 0.999] = hyper.betas ?? []
  return { alpha: hyper.lr, beta: hyper.momentum ?? 0, beta1, beta2, epsilon: 1e-8 }
}

function expectClose(ours: readonly number[], theirs: readonly number[], what: string): void {
  expect(ours.length, what).toBe(theirs.length)
  theirs.forEach((b, i) => {
    const a = ours[i]!
    expect(Math.abs(a - b), `${what}: ${a} and ${b}`).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(b)))
  })
}

describe('every optimizer agrees with PyTorch', () => {
  test.each(
    reference.cases.map((c) => [`${c.optimizer} ${JSON.stringify(c.hyper)} on ${c.formula}`, c] as const),
  )('%s', (_, { optimizer: name, hyper, formula, start, steps }) => {
    const typed = objectiveFrom(formula)
    if (!typed.ok) throw new Error(typed.error.code)
    const rule = RULE_OF[name]!
    let theta: readonly number[] = start
    let state = initialState(rule, start.length)
    ;(steps as ReferenceStep[]).forEach((expected, k) => {
      const gradient = typed.objective.gradientAt(theta)
      expectClose([typed.objective.valueAt(theta)], [expected.loss], `loss ${k}`)
      expectClose(gradient, expected.g, `g ${k}`)
      const hyperparameters = hyperparametersOf(hyper)
      ;({ theta, state } = applyRule(rule, { t: k + 1, theta, gradient, state, hyperparameters }))
      expectClose(theta, expected.theta, `theta ${k}`)
      for (const [key, slot] of Object.entries(SLOT_OF)) {
        const values = expected.state[key]
        if (Array.isArray(values)) expectClose(state[slot]!, values, `${slot} ${k}`)
      }
    })
  })
})

const input: StepInput = {
  t: 1,
  theta: [1, -2],
  gradient: [0.5, -4],
  state: { m: [0.25, 0], v: [0.125, 0] },
  hyperparameters: { ...defaultHyperparameters(adam), beta1: 0.75, beta2: 0.5 },
}

test('each coordinate goes its own way, with numbers worked out by hand', () => {
  const { values, state } = applyRule(adam, input)
  // m = 0.75·0.25 + 0.25·0.5, v = 0.5·0.125 + 0.5·0.25; in the second coordinate −1 and 8.
  expect(values['m']).toEqual([0.3125, -1])
  expect(values['v']).toEqual([0.1875, 8])
  expect(values['m_hat']).toEqual([1.25, -4])
  expect(values['v_hat']).toEqual([0.375, 16])
  expect(values['theta']![1]).toBeCloseTo(-2 + (0.1 * 4) / (4 + 1e-8), 15)
  expect(state).toEqual({ m: [0.3125, -1], v: [0.1875, 8] })
})

test('the values of one coordinate are what its formulas read and give', () => {
  const result = applyRule(adam, input)
  const env = coordinateValues(adam, input, result, 1)
  expect(env).toMatchObject({ t: 1, g: -4, theta_prev: -2, m_prev: 0, v_prev: 0, m: -1, v: 8, beta1: 0.75 })
  for (const { target, value } of adam.assignments) expect(evaluate(value, env)).toBe(env[target])
})

/** Adam with one number of one assignment changed: m = β₁·m + (2 − β₁)·g. */
const changed: Rule = {
  ...adam,
  assignments: adam.assignments.map((a) =>
    a.target === 'm' ? { ...a, value: add(mul('beta1', 'm_prev'), mul(sub(2, 'beta1'), 'g')) } : a,
  ),
}
const m = (rule: Rule) => rule.assignments.find((a) => a.target === 'm')!.value

test('one changed coefficient changes symbols, numbers, result and derivative alike', () => {
  const notations = { ...notationsOf(adam), beta1: { tex: 'B' }, g: { tex: 'G' }, m_prev: { tex: 'M' } }
  const numbers = { notations, values: { beta1: 0.75, g: 0.5, m_prev: 0.25 }, digits: 4 }
  const seen = (rule: Rule) => [
    tex(m(rule), { notations }),
    texWithNumbers(m(rule), numbers).replaceAll(/\\htmlClass\{[^}]*\}/g, ''),
    applyRule(rule, input).values['m']![0],
    print(derivative(m(rule), 'g')),
    evaluate(derivative(m(rule), 'g'), { beta1: 0.75 }),
  ]
  expect(seen(adam)).toEqual([
    'B\\,M + (1 - B)\\,G',
    '0.75 \\cdot 0.25 + (1 - 0.75) \\cdot 0.5',
    0.3125,
    '1 - beta1',
    0.25,
  ])
  expect(seen(changed)).toEqual([
    'B\\,M + (2 - B)\\,G',
    '0.75 \\cdot 0.25 + (2 - 0.75) \\cdot 0.5',
    0.8125,
    '2 - beta1',
    1.25,
  ])
})

test('a rule that cannot be followed is refused with the name of what is missing', () => {
  const forgetful: Rule = { ...adam, assignments: adam.assignments.filter((a) => a.target !== 'v') }
  expect(() => applyRule(forgetful, input)).toThrow('never assigns “v”')
  const eager: Rule = { ...adam, assignments: [...adam.assignments].reverse() }
  expect(() => applyRule(eager, input)).toThrow('“delta”, which has no value here')
  expect(() => applyRule(adam, { ...input, state: { m: [0, 0] } })).toThrow('slot “v” needs 2 numbers')
  expect(() => applyRule(adam, { ...input, gradient: [1] })).toThrow('gradient needs 2 numbers')
  expect(() => applyRule(adam, { ...input, hyperparameters: {} })).toThrow('“alpha” has no value')
})

test('every rule begins with what it remembers and its own defaults', () => {
  expect(TRAINING_OPTIMIZERS.map((rule) => initialState(rule, 2))).toEqual([
    {},
    { u: [0, 0] },
    { m: [0, 0], v: [0, 0] },
  ])
  expect(defaultHyperparameters(adam)).toEqual({ alpha: 0.1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 })
})
