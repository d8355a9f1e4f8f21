import { describe, expect, test } from 'vitest'
import { type Objective, objectiveFrom } from '../../objective/objective.ts'
import { leastSquares } from '../../objective/least-squares.ts'
import { preset } from '../../objective/presets.ts'
import { adam } from '../adam.ts'
import { adamw } from '../adamw.ts'
import { withClipping } from '../clipping.ts'
import { gradientDescent } from '../gradient-descent.ts'
import { lion } from '../lion.ts'
import { momentum } from '../momentum.ts'
import type { Rule } from '../rule.ts'
import type { StepInput } from '../step.ts'
import { withWeightDecay } from '../weight-decay.ts'
import { trajectory } from '../trajectory.ts'
import { exponential } from '../../schedule/exponential.ts'
import { stepDecay } from '../../schedule/step-decay.ts'
import { type MistakeId, mistakesAt, rightValue, stepAsked, type StepAsked, verdictOn } from './index.ts'

function typed(text: string) {
  const result = objectiveFrom(text)
  if (!result.ok) throw new Error(result.error.code)
  return result.objective
}

/** The third step of a run on (x − 3)², with numbers that are easy on a calculator. */
const asked = (rule: Rule, more: Partial<StepInput> = {}): StepAsked => ({
  rule,
  objective: preset('square'),
  seen: preset('square'),
  input: {
    t: 3,
    theta: [1],
    gradient: [-4],
    state: { m: [-2], v: [9], u: [-5] },
    hyperparameters: { alpha: 0.5, beta: 0.9, beta1: 0.8, beta2: 0.6, epsilon: 0.1, lambda: 0.25, l2: 0.25 },
    ...more,
  },
})

const on = (objective: Objective, step: StepAsked): StepAsked => ({ ...step, objective, seen: objective })

const valuesOf = (step: StepAsked, target: string, id: MistakeId): number[] =>
  mistakesAt(step, target, 0).flatMap((m) => (m.id === id ? [m.value] : []))

/** Adam's third step by hand: m = 0.8·(−2) + 0.2·(−4) = −2.4, v = 0.6·9 + 0.4·16 = 11.8. */
const [M, V] = [-2.4, 11.8]
const [MC, VC] = [1 - 0.8 ** 3, 1 - 0.6 ** 3]
const update = (m: number, d: number): number => (0.5 * m) / d

describe('Adam, by hand', () => {
  test('the right values', () => {
    const step = asked(adam)
    expect(rightValue(step, 'm', 0)).toBeCloseTo(M, 12)
    expect(rightValue(step, 'v', 0)).toBeCloseTo(V, 12)
    expect(rightValue(step, 'g', 0)).toBe(-4)
    const delta = update(M / MC, Math.sqrt(V / VC) + 0.1)
    expect(rightValue(step, 'delta', 0)).toBeCloseTo(delta, 12)
    expect(rightValue(step, 'loss', 0)).toBeCloseTo((1 - delta - 3) ** 2, 12)
  })

  const cases: [MistakeId, string, number][] = [
    ['no-bias-correction', 'delta', update(M, Math.sqrt(V) + 0.1)],
    ['no-bias-correction', 'delta', update(M, Math.sqrt(V / VC) + 0.1)],
    ['no-bias-correction', 'delta', update(M / MC, Math.sqrt(V) + 0.1)],
    ['no-bias-correction', 'm_hat', M],
    ['t-minus-one', 'm_hat', M / (1 - 0.8 ** 2)],
    ['t-plus-one', 'v_hat', V / (1 - 0.6 ** 4)],
    ['epsilon-inside', 'd', Math.sqrt(V / VC + 0.1)],
    ['no-epsilon', 'd', Math.sqrt(V / VC)],
    ['wrong-sign', 'theta', 1 + update(M / MC, Math.sqrt(V / VC) + 0.1)],
    ['wrong-sign', 'm', 0.8 * -2 + 0.2 * 4],
    ['not-squared', 'v', 0.6 * 9 + 0.4 * -4],
    ['second-derivative', 'v', 0.6 * 9 + 0.4 * 2],
    ['old-value', 'm_hat', -2 / MC],
    ['old-value', 'v_hat', 9 / VC],
    ['nothing-kept', 'm', 0.2 * -4],
    ['swapped-betas', 'm', 0.6 * -2 + 0.4 * -4],
    ['swapped-complement', 'm', 0.2 * -2 + 0.8 * -4],
    ['no-complement', 'v', 0.6 * 9 + 16],
    ['no-root', 'd', V / VC + 0.1],
    ['no-rate', 'delta', M / MC / (Math.sqrt(V / VC) + 0.1)],
    ['exponent-forgotten', 'm', 0.8 * -2 + 0.2 * -2],
    ['exponent-forgotten', 'g', -2],
    ['old-value', 'loss', 4],
    ['not-squared', 'loss', 1 - update(M / MC, Math.sqrt(V / VC) + 0.1) - 3],
  ]
  test.each(cases)('%s at %s', (id, target, value) => {
    const found = valuesOf(asked(adam), target, id)
    expect(found.some((x) => Math.abs(x - value) < 1e-12)).toBe(true)
  })

  test('a mistake further down is none of this line', () => {
    const ids = new Set(mistakesAt(asked(adam), 'm', 0).map((m) => m.id))
    for (const id of ['epsilon-inside', 'no-root', 'no-rate', 'no-bias-correction'] as const) {
      expect(ids).not.toContain(id)
    }
  })

  test('what gives no number is not listed: t − 1 at the first step divides by zero', () => {
    const first = asked(adam, { t: 1, state: { m: [0], v: [0] } })
    expect(valuesOf(first, 'm_hat', 't-minus-one')).toEqual([])
    expect(mistakesAt(first, 'theta', 0).every((m) => Number.isFinite(m.value))).toBe(true)
  })
})

const near = (found: readonly number[], value: number) =>
  expect(found.map((x) => Math.abs(x - value)).reduce((a, b) => Math.min(a, b), Infinity)).toBeLessThan(1e-12)

describe('other rules, by hand', () => {
  test('momentum as an average, without its memory, with the old velocity, without α', () => {
    const step = asked(momentum)
    expect(rightValue(step, 'u', 0)).toBeCloseTo(-8.5, 12)
    near(valuesOf(step, 'u', 'averaged'), 0.9 * -5 + 0.1 * -4)
    near(valuesOf(step, 'u', 'nothing-kept'), -4)
    near(valuesOf(step, 'theta', 'old-value'), 1 + 0.5 * 5)
    near(valuesOf(step, 'theta', 'no-rate'), 1 + 8.5)
    // The gradient where momentum alone would lead: 1 + 0.5·0.9·5 = 3.25, 2·(3.25 − 3) = 0.5.
    near(valuesOf(step, 'u', 'gradient-look-ahead'), 0.9 * -5 + 0.5)
    // … and where this step leads: 1 + 0.5·8.5 = 5.25, 2·(5.25 − 3) = 4.5.
    near(valuesOf(step, 'g', 'gradient-at-new-point'), 4.5)
  })

  test('decay on the wrong side', () => {
    const moments = { state: { m: [-2], v: [9] } }
    const g = -4 + 0.25 * 1
    const coupled = update((0.8 * -2 + 0.2 * g) / MC, Math.sqrt((0.6 * 9 + 0.4 * g * g) / VC) + 0.1)
    near(valuesOf(asked(adamw, moments), 'theta', 'decay-coupled'), 1 - coupled)
    const plain = update(M / MC, Math.sqrt(V / VC) + 0.1)
    near(valuesOf(asked(withWeightDecay(adam), moments), 'theta', 'decay-decoupled'), 1 - plain - 0.5 * 0.25)
    near(valuesOf(asked(adamw, moments), 'theta', 'no-decay'), 1 - plain)
    near(valuesOf(asked(adamw, moments), 'theta', 'decay-without-rate'), 1 - plain - 0.25)
    // Lion: c = 0.8·(−2) + 0.2·(−4 + 0.25·1), and its sign alone counts.
    near(valuesOf(asked(lion), 'c', 'decay-coupled'), 0.8 * -2 + 0.2 * -3.75)
    near(valuesOf(asked(lion), 'theta', 'no-sign'), 1 - 0.5 * (M + 0.25))
  })

  test('the factor 2, the 1/n, the inner derivative, the other coordinate', () => {
    // ((x − 1)² + (x − 5)²)/2 at 1: (0 − 8)/2 = −4; without the 2: −2; without 1/n: −8.
    const mean = on(typed('((x-1)^2 + (x-5)^2)/2'), asked(gradientDescent))
    expect(rightValue(mean, 'theta', 0)).toBe(3)
    near(valuesOf(mean, 'theta', 'exponent-forgotten'), 1 + 0.5 * 2)
    near(valuesOf(mean, 'theta', 'no-mean'), 1 + 0.5 * 8)
    // At the right new point 3: (4 + 4)/2 = 4, without 1/n: 8.
    near(valuesOf(mean, 'loss', 'no-mean'), 8)
    // (3x − 5)² at 1: 2·(−2)·3 = −12; without the 3: −4.
    const chain = asked(gradientDescent, { gradient: [-12] })
    near(valuesOf(on(typed('(3*x-5)^2'), chain), 'g', 'inner-derivative'), -4)
    const two = asked(gradientDescent, { theta: [-4, 2], gradient: [-4, 20] })
    near(valuesOf(on(preset('bowl'), two), 'theta', 'other-coordinate'), -4 - 0.5 * 20)
  })

  test('one sample for all, a mean for a sum, a gradient that is not clipped', () => {
    // (w·x + b − y)² at w = b = 0 for (1, 2) and (3, 4): ∂/∂b = −4 and −8, their mean −6, their sum −12.
    const line = leastSquares([
      [1, 2],
      [3, 4],
    ])
    const input = { theta: [0, 0], gradient: [-14, -6], hyperparameters: { alpha: 0.1, clip: 5 } }
    const whole = on(line, asked(gradientDescent, input))
    near(valuesOf(whole, 'theta', 'no-mean'), 1.4 + 1.4)
    const one = line.over([0])
    const sampled = { ...whole, seen: one, input: { ...whole.input, gradient: [-4, -4] } }
    near(valuesOf(sampled, 'theta', 'all-samples'), 1.4)
    // ‖(−3, −4)‖ = 5, at the threshold 1: a fifth; where the threshold is 10, the length must not double.
    const clipping = (clip: number) =>
      on(
        preset('bowl'),
        asked(withClipping(gradientDescent), {
          theta: [0, 0],
          gradient: [-3, -4],
          hyperparameters: { alpha: 1, clip },
        }),
      )
    expect(rightValue(clipping(1), 'theta', 1)).toBeCloseTo(0.8, 12)
    near(valuesOf(clipping(1), 'theta', 'no-clipping'), 3)
    near(valuesOf(clipping(10), 'theta', 'always-clipped'), 6)
  })

  test('where the gradient was put in by hand, nothing is said of how it was computed', () => {
    const ids = mistakesAt(asked(gradientDescent, { gradient: [7] }), 'theta', 0).map((m) => m.id)
    expect(ids).toContain('wrong-sign')
    for (const id of ['exponent-forgotten', 'gradient-at-new-point'] as const) expect(ids).not.toContain(id)
  })
})

test('the second derivative is named where decay or clipping renames the gradient', () => {
  const state = { m: [-2], v: [9] }
  near(valuesOf(asked(withWeightDecay(adam), { state }), 'v', 'second-derivative'), 0.6 * 9 + 0.4 * 2)
  const hyperparameters = { ...asked(adam).input.hyperparameters, clip: 1 }
  near(
    valuesOf(asked(withClipping(adam), { state, hyperparameters }), 'v', 'second-derivative'),
    0.6 * 9 + 0.4 * 2,
  )
})

describe('the length of the gradient and the scheduled rate, by hand', () => {
  const clipped = on(
    preset('bowl'),
    asked(withClipping(gradientDescent), {
      theta: [0, 0],
      gradient: [-3, -4],
      hyperparameters: { alpha: 1, clip: 1 },
    }),
  )

  test('‖(−3, −4)‖ is 5, not 25, not 7, not 3; the clipped gradient follows', () => {
    expect(rightValue(clipped, 'norm', 0)).toBe(5)
    expect(valuesOf(clipped, 'norm', 'norm-squared')).toEqual([25])
    expect(valuesOf(clipped, 'norm', 'norm-summed')).toEqual([7])
    expect(valuesOf(clipped, 'norm', 'norm-of-one')).toEqual([3])
    near(valuesOf(clipped, 'g_clipped', 'norm-squared'), -3 / 25)
    near(valuesOf(clipped, 'g_clipped', 'norm-summed'), -3 / 7)
    near(valuesOf(clipped, 'theta', 'norm-of-one'), 1)
    expect(valuesOf(asked(adam), 'theta', 'norm-squared')).toEqual([])
  })

  test('half every step from 0.8: α₃ is 0.2, with t for k 0.1, without a schedule 0.8', () => {
    const by = { schedule: exponential, settings: { gamma: 0.5 } }
    const run = trajectory({
      rule: gradientDescent,
      objective: preset('square'),
      start: [1],
      hyperparameters: { alpha: 0.3 },
      changes: [{ step: 1, name: 'alpha', value: 0.8 }],
      schedule: by,
    })
    const step = stepAsked(run, 3)!
    expect(rightValue(step, 'rate', 0)).toBeCloseTo(0.2, 12)
    near(valuesOf(step, 'rate', 't-for-k'), 0.1)
    near(valuesOf(step, 'rate', 'no-schedule'), 0.8)
    const [g, theta] = [step.input.gradient[0]!, step.input.theta[0]!]
    near(valuesOf(step, 'theta', 't-for-k'), theta - 0.1 * g)
    expect(valuesOf(asked(gradientDescent), 'theta', 'no-schedule')).toEqual([])
    const verdict = verdictOn(run, 3, { target: 'rate', coordinate: 0, digits: 4 }, 0.1)
    expect(verdict).toEqual({ kind: 'mistake', ids: ['t-for-k'] })
  })

  test('before the first drop nothing shows, and a step that shows it is offered', () => {
    const run = trajectory({
      rule: gradientDescent,
      objective: preset('square'),
      start: [1],
      hyperparameters: { alpha: 0.1 },
      changes: [],
      schedule: { schedule: stepDecay, settings: { gamma: 0.5, every: 5 } },
    })
    const verdict = verdictOn(run, 2, { target: 'rate', coordinate: 0, digits: 4 }, 0.1)!
    expect(verdict.kind === 'undecided' && [...verdict.ids].sort()).toEqual(['no-schedule', 't-for-k'])
    // At step 10 k = 9 is before the second drop and t = 10 behind it; the chosen rate is twice as large by then.
    const shown =
      verdict.kind === 'undecided' ? verdict.proposals.flatMap((p) => p.tells.map((m) => [p.step, m.id])) : []
    expect(shown).toEqual([
      [10, 't-for-k'],
      [10, 'no-schedule'],
    ])
  })
})
