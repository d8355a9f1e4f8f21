import { describe, expect, test } from 'vitest'
import { preset } from '../../objective/presets.ts'
import { ALL_RULES } from '../conventions.ts'
import type { Rule } from '../rule.ts'
import { judge, type MistakeId, mistakesAt, rightValue, type StepAsked } from './index.ts'

/*
 * One step of every optimizer with numbers for a calculator: the third on (x − 3)², from x = 1, where g = 2·(1 − 3) = −4,
 * without the factor of the power rule −2, and the second derivative is 2. Every number here is worked out from the
 * definition of the optimizer; none comes from its formulas.
 */
const G = -4
const HALF_G = -2
const CURVATURE = 2
const STATE = { m: [-2], v: [9], u: [-5], s: [9], w: [4], a: [-2], v_max: [10], product: [0.3] }
const HYPER = { alpha: 0.5, beta: 0.9, beta1: 0.8, beta2: 0.6, rho: 0.8, epsilon: 0.1 }
const MORE = { lambda: 0.25, tau: 0.2, eta: 0.25, psi: 0.5 }

const ruleOf = (id: string): Rule => ALL_RULES.find((rule) => rule.id === id)!
const asked = (id: string, t = 3): StepAsked => ({
  rule: ruleOf(id),
  objective: preset('square'),
  seen: preset('square'),
  input: { t, theta: [1], gradient: [G], state: STATE, hyperparameters: { ...HYPER, ...MORE } },
})

/** A line, what it gives, and what somebody gets there who makes a mistake. */
type Lines = Readonly<
  Record<string, readonly [right: number, mistakes: readonly (readonly [MistakeId, number])[]]>
>

const { sqrt, max } = Math
/** After Adam’s third step: m = 0.8·(−2) + 0.2·(−4), v = 0.6·9 + 0.4·16, and what both are divided by. */
const [M, V, MC, VC] = [-1.6 - 0.8, 5.4 + 6.4, 1 - 0.8 ** 3, 1 - 0.6 ** 3]
const hat = (m: number, v: number): number => (0.5 * (m / MC)) / (sqrt(v / VC) + 0.1)

/** RMSProp’s v = 0.8·9 + 0.2·16; centred, a = 0.8·(−2) + 0.2·(−4). */
const [RV, RA] = [7.2 + 3.2, -1.6 - 0.8]
const RD = sqrt(RV - RA * RA) + 0.1
/** Adadelta’s δ from the root mean square of the updates, 4, over that of the gradients. */
const delta = (w: number, v: number): number => (sqrt(w) / sqrt(v)) * G
/** NAdam’s μ₃ and μ₄ with ψ = ½: 0.96^(3/2) and 0.96². Π₃ = 0.3·μ₃. */
const [MU, MU_NEXT] = [0.8 * (1 - 0.5 * 0.96 ** 1.5), 0.8 * (1 - 0.5 * 0.96 ** 2)]
const PI = 0.3 * MU

const BY_HAND: Readonly<Record<string, Lines>> = {
  'momentum-average': {
    // 0.9·(−5) + 0.1·(−4)
    u: [
      -4.9,
      [
        ['swapped-complement', 0.1 * -5 + 0.9 * G],
        ['no-complement', -4.5 + G],
        ['nothing-kept', -0.4],
      ],
    ],
    theta: [1 + 0.5 * 4.9, [['wrong-sign', 1 - 0.5 * 4.9]]],
  },
  'momentum-rate-inside': {
    // 0.9·(−5) − 0.5·(−4)
    u: [
      -2.5,
      [
        ['no-rate', -4.5 + 4],
        ['wrong-sign', -4.5 - 2],
        ['nothing-kept', 2],
        ['exponent-forgotten', -4.5 + 1],
      ],
    ],
    theta: [-1.5, [['wrong-sign', 3.5]]],
  },
  'momentum-dampened': {
    // 0.9·(−5) + 0.8·(−4)
    u: [
      -7.7,
      [
        ['nothing-kept', -3.2],
        ['exponent-forgotten', -4.5 + 0.8 * HALF_G],
      ],
    ],
    theta: [1 + 0.5 * 7.7, [['no-rate', 1 + 7.7]]],
  },
  nesterov: {
    // u = 0.9·(−5) − 4 = −8.5 and n = −4 + 0.9·(−8.5) = −11.65, so Δ = −5.825 and θ = 6.825.
    g: [
      G,
      [
        ['exponent-forgotten', HALF_G],
        // 2·(6.825 − 3); where the velocity alone would lead, 1 + 0.5·0.9·5 = 3.25, it is 2·0.25.
        ['gradient-at-new-point', 7.65],
        ['gradient-look-ahead', 0.5],
      ],
    ],
    u: [
      -8.5,
      [
        ['nothing-kept', G],
        ['averaged', 0.9 * -5 + 0.1 * G],
        ['gradient-look-ahead', -4.5 + 0.5],
        ['exponent-forgotten', -4.5 + HALF_G],
      ],
    ],
    n: [-11.65, [['old-value', G + 0.9 * -5]]],
    delta: [-5.825, [['no-rate', -11.65]]],
    theta: [6.825, [['wrong-sign', 1 - 5.825]]],
  },
  'nesterov-rate-inside': {
    // u = 0.9·(−5) + 2 = −2.5, Δ = 0.9·(−2.5) + 2 = −0.25.
    u: [
      -2.5,
      [
        ['wrong-sign', -4.5 - 2],
        ['no-rate', -4.5 + 4],
        ['nothing-kept', 2],
        // The velocity alone leads to 1 + 0.9·(−5) = −3.5, where g = −13.
        ['gradient-look-ahead', -4.5 + 6.5],
      ],
    ],
    delta: [
      -0.25,
      [
        ['old-value', 0.9 * -5 + 2],
        ['wrong-sign', 0.9 * -2.5 - 2],
      ],
    ],
    theta: [0.75, [['wrong-sign', 1.25]]],
  },
  adagrad: {
    s: [
      25,
      [
        ['not-squared', 9 + G],
        ['second-derivative', 9 + CURVATURE],
        ['nothing-kept', 16],
        ['exponent-forgotten', 9 + HALF_G ** 2],
      ],
    ],
    d: [
      5.1,
      [
        ['epsilon-inside', sqrt(25.1)],
        ['no-epsilon', 5],
        ['no-root', 25.1],
        ['old-value', 3.1],
      ],
    ],
    delta: [
      -2 / 5.1,
      [
        ['no-rate', -4 / 5.1],
        ['epsilon-inside', -2 / sqrt(25.1)],
      ],
    ],
    theta: [1 + 2 / 5.1, [['wrong-sign', 1 - 2 / 5.1]]],
  },
  'adagrad-epsilon-inside': {
    d: [
      sqrt(25.1),
      [
        ['epsilon-outside', 5.1],
        ['no-epsilon', 5],
        ['no-root', 25.1],
      ],
    ],
    theta: [1 + 2 / sqrt(25.1), [['wrong-sign', 1 - 2 / sqrt(25.1)]]],
  },
  'adagrad-decaying': {
    // 0.5/(1 + 2·0.25)
    alpha_t: [
      1 / 3,
      [
        ['t-minus-one', 0.5 / 1.25],
        ['t-plus-one', 0.5 / 1.75],
      ],
    ],
    delta: [
      -4 / 3 / 5.1,
      [
        ['no-rate', -4 / 5.1],
        ['epsilon-inside', -4 / 3 / sqrt(25.1)],
      ],
    ],
  },
  rmsprop: {
    v: [
      RV,
      [
        ['not-squared', 7.2 + 0.2 * G],
        ['second-derivative', 7.2 + 0.2 * CURVATURE],
        ['nothing-kept', 3.2],
        ['swapped-complement', 0.2 * 9 + 0.8 * 16],
        ['no-complement', 7.2 + 16],
      ],
    ],
    d: [
      sqrt(RV) + 0.1,
      [
        ['epsilon-inside', sqrt(RV + 0.1)],
        ['no-epsilon', sqrt(RV)],
        ['no-root', RV + 0.1],
        ['old-value', 3.1],
      ],
    ],
    delta: [-2 / (sqrt(RV) + 0.1), [['no-rate', -4 / (sqrt(RV) + 0.1)]]],
    theta: [1 + 2 / (sqrt(RV) + 0.1), [['wrong-sign', 1 - 2 / (sqrt(RV) + 0.1)]]],
  },
  'rmsprop-epsilon-inside': {
    d: [
      sqrt(RV + 0.1),
      [
        ['epsilon-outside', sqrt(RV) + 0.1],
        ['no-epsilon', sqrt(RV)],
      ],
    ],
    theta: [1 + 2 / sqrt(RV + 0.1), [['wrong-sign', 1 - 2 / sqrt(RV + 0.1)]]],
  },
  'rmsprop-centered': {
    a: [
      RA,
      [
        ['nothing-kept', 0.2 * G],
        ['swapped-complement', 0.2 * -2 + 0.8 * G],
      ],
    ],
    // √(10.4 − 2.4²) + 0.1
    d: [
      RD,
      [
        ['epsilon-inside', sqrt(RV - RA * RA + 0.1)],
        ['not-squared', sqrt(RV - RA) + 0.1],
        ['old-value', sqrt(RV - 4) + 0.1],
      ],
    ],
    u: [
      -4.5 + G / RD,
      [
        ['averaged', -4.5 + (0.1 * G) / RD],
        ['nothing-kept', G / RD],
      ],
    ],
    theta: [1 - 0.5 * (-4.5 + G / RD), [['wrong-sign', 1 + 0.5 * (-4.5 + G / RD)]]],
  },
  adadelta: {
    v: [
      RV,
      [
        ['not-squared', 7.2 + 0.2 * G],
        ['second-derivative', 7.2 + 0.2 * CURVATURE],
      ],
    ],
    // √(4 + 0.1)/√(10.4 + 0.1)·(−4)
    step: [
      delta(4.1, 10.5),
      [
        ['epsilon-outside', (2.1 / (sqrt(RV) + 0.1)) * G],
        ['no-epsilon', delta(4, RV)],
        ['no-root', (4.1 / 10.5) * G],
        ['old-value', delta(4.1, 9.1)],
        ['wrong-sign', -delta(4.1, 10.5)],
      ],
    ],
    w: [
      3.2 + 0.2 * delta(4.1, 10.5) ** 2,
      [
        ['nothing-kept', 0.2 * delta(4.1, 10.5) ** 2],
        ['no-complement', 3.2 + delta(4.1, 10.5) ** 2],
      ],
    ],
    delta: [0.5 * delta(4.1, 10.5), [['no-rate', delta(4.1, 10.5)]]],
    theta: [1 - 0.5 * delta(4.1, 10.5), [['wrong-sign', 1 + 0.5 * delta(4.1, 10.5)]]],
  },
  'adadelta-before': {
    step: [
      delta(4.1, 9.1),
      [
        ['new-value', delta(4.1, 10.5)],
        ['no-epsilon', delta(4, 9)],
        ['epsilon-outside', (2.1 / 3.1) * G],
        ['no-root', (4.1 / 9.1) * G],
      ],
    ],
    theta: [1 - 0.5 * delta(4.1, 9.1), [['no-rate', 1 - delta(4.1, 9.1)]]],
  },
  'adam-epsilon-inside': {
    d: [
      sqrt(V / VC + 0.1),
      [
        ['epsilon-outside', sqrt(V / VC) + 0.1],
        ['no-bias-correction', sqrt(V + 0.1)],
        ['no-epsilon', sqrt(V / VC)],
      ],
    ],
    theta: [
      1 - (0.5 * (M / MC)) / sqrt(V / VC + 0.1),
      [['wrong-sign', 1 + (0.5 * (M / MC)) / sqrt(V / VC + 0.1)]],
    ],
  },
  'adam-epsilon-hat': {
    // α₃ = 0.5·√(1 − 0.6³)/(1 − 0.8³)
    alpha_t: [
      (0.5 * sqrt(VC)) / MC,
      [
        ['no-bias-correction', 0.5],
        ['no-bias-correction', 0.5 / MC],
        ['t-minus-one', (0.5 * sqrt(1 - 0.6 ** 2)) / (1 - 0.8 ** 2)],
      ],
    ],
    d: [
      sqrt(V) + 0.1,
      [
        ['epsilon-inside', sqrt(V + 0.1)],
        ['old-value', 3.1],
      ],
    ],
    theta: [
      1 - (((0.5 * sqrt(VC)) / MC) * M) / (sqrt(V) + 0.1),
      [
        ['no-rate', 1 - M / (sqrt(V) + 0.1)],
        ['wrong-sign', 1 + (((0.5 * sqrt(VC)) / MC) * M) / (sqrt(V) + 0.1)],
      ],
    ],
  },
  'adam-uncorrected': {
    d: [
      sqrt(V) + 0.1,
      [
        ['epsilon-inside', sqrt(V + 0.1)],
        ['no-root', V + 0.1],
      ],
    ],
    delta: [(0.5 * M) / (sqrt(V) + 0.1), [['old-value', (0.5 * -2) / (sqrt(V) + 0.1)]]],
    theta: [1 - (0.5 * M) / (sqrt(V) + 0.1), [['wrong-sign', 1 + (0.5 * M) / (sqrt(V) + 0.1)]]],
  },
  amsgrad: {
    // The largest so far was 10, and v = 11.8.
    v_max: [
      V,
      [
        ['nothing-kept', 10],
        ['swapped-betas', max(10, 0.8 * 9 + 0.2 * 16)],
        ['not-squared', 10],
      ],
    ],
    v_hat: [
      V / VC,
      [
        ['no-bias-correction', V],
        ['t-minus-one', V / (1 - 0.6 ** 2)],
        ['old-value', 10 / VC],
      ],
    ],
    theta: [
      1 - hat(M, V),
      [
        ['no-bias-correction', 1 - (0.5 * M) / (sqrt(V) + 0.1)],
        ['epsilon-inside', 1 - (0.5 * (M / MC)) / sqrt(V / VC + 0.1)],
        ['wrong-sign', 1 + hat(M, V)],
      ],
    ],
  },
  'amsgrad-corrected-first': {
    v_hat: [V / VC, [['nothing-kept', 6.4 / VC]]],
    // 11.8/0.784 = 15.05 is the largest so far; 6.4/0.784 = 8.2 is not, and 11.8 would be.
    v_max: [
      V / VC,
      [
        ['nothing-kept', 10],
        ['no-bias-correction', V],
        ['t-minus-one', V / (1 - 0.6 ** 2)],
      ],
    ],
    d: [
      sqrt(V / VC) + 0.1,
      [
        ['epsilon-inside', sqrt(V / VC + 0.1)],
        ['old-value', sqrt(10) + 0.1],
        ['nothing-kept', sqrt(10) + 0.1],
      ],
    ],
  },
  'amsgrad-uncorrected': {
    v_max: [V, [['nothing-kept', 10]]],
    d: [
      sqrt(V) + 0.1,
      [
        ['epsilon-inside', sqrt(V + 0.1)],
        ['no-root', V + 0.1],
      ],
    ],
    theta: [1 - (0.5 * M) / (sqrt(V) + 0.1), [['wrong-sign', 1 + (0.5 * M) / (sqrt(V) + 0.1)]]],
  },
  'amsgrad-epsilon-hat': {
    alpha_t: [
      (0.5 * sqrt(VC)) / MC,
      [
        ['t-minus-one', (0.5 * sqrt(1 - 0.6 ** 2)) / (1 - 0.8 ** 2)],
        ['no-bias-correction', 0.5 * sqrt(VC)],
      ],
    ],
    d: [
      sqrt(V) + 0.1,
      [
        ['epsilon-inside', sqrt(V + 0.1)],
        ['old-value', sqrt(10) + 0.1],
      ],
    ],
  },
  adamw: {
    decay: [
      0.125,
      [
        ['decay-without-rate', 0.25],
        ['no-decay', 0],
      ],
    ],
    theta: [
      1 - hat(M, V) - 0.125,
      [
        // λθ = 0.25 in the gradient makes −3.75 of it.
        ['decay-coupled', 1 - hat(-1.6 + 0.2 * -3.75, 5.4 + 0.4 * 3.75 ** 2)],
        ['no-bias-correction', 1 - (0.5 * M) / (sqrt(V) + 0.1) - 0.125],
      ],
    ],
  },
  'adamw-rate-free': {
    decay: [
      0.25,
      [
        ['decay-with-rate', 0.125],
        ['no-decay', 0],
      ],
    ],
    theta: [
      1 - hat(M, V) - 0.25,
      [
        ['decay-coupled', 1 - hat(-1.6 + 0.2 * -3.75, 5.4 + 0.4 * 3.75 ** 2)],
        ['decay-with-rate', 1 - hat(M, V) - 0.125],
        ['no-decay', 1 - hat(M, V)],
      ],
    ],
  },
  nadam: {
    mu: [MU, [['t-minus-one', 0.8 * (1 - 0.5 * 0.96)]]],
    product: [PI, [['t-plus-one', 0.3 * MU_NEXT]]],
    m_hat: [
      (MU_NEXT * M) / (1 - PI * MU_NEXT) + ((1 - MU) * G) / (1 - PI),
      [
        ['no-bias-correction', MU_NEXT * M + (1 - MU) * G],
        ['no-bias-correction', MU_NEXT * M + ((1 - MU) * G) / (1 - PI)],
        ['old-value', (MU_NEXT * -2) / (1 - PI * MU_NEXT) + ((1 - MU) * G) / (1 - PI)],
        ['old-value', (MU_NEXT * M) / (1 - 0.3 * MU_NEXT) + ((1 - MU) * G) / (1 - 0.3)],
      ],
    ],
    v_hat: [
      V / VC,
      [
        ['t-minus-one', V / (1 - 0.6 ** 2)],
        ['no-bias-correction', V],
      ],
    ],
    d: [sqrt(V / VC) + 0.1, [['epsilon-inside', sqrt(V / VC + 0.1)]]],
  },
  'nadam-constant': {
    m_hat: [
      (0.8 * M) / (1 - 0.8 ** 4) + (0.2 * G) / MC,
      [
        ['t-minus-one', (0.8 * M) / MC + (0.2 * G) / (1 - 0.8 ** 2)],
        ['no-bias-correction', 0.8 * M + 0.2 * G],
        ['exponent-forgotten', (0.8 * (-1.6 - 0.4)) / (1 - 0.8 ** 4) + (0.2 * HALF_G) / MC],
      ],
    ],
    d: [sqrt(V / VC) + 0.1, [['no-root', V / VC + 0.1]]],
  },
  lion: {
    c: [
      M,
      [
        ['swapped-betas', 0.6 * -2 + 0.4 * G],
        ['swapped-complement', 0.2 * -2 + 0.8 * G],
        ['decay-coupled', -1.6 + 0.2 * -3.75],
      ],
    ],
    delta: [
      // The sign of −2.4 and 0.25·1, times 0.5.
      -0.375,
      [
        ['no-sign', 0.5 * (M + 0.25)],
        ['no-decay', -0.5],
        ['no-rate', -0.75],
      ],
    ],
    // 0.6·(−2) + 0.4·(−4)
    m: [-2.8, [['nothing-kept', -1.6]]],
    theta: [1.375, [['wrong-sign', 0.625]]],
  },
}

describe.each(Object.entries(BY_HAND))('%s, by hand', (id, lines) => {
  const step = asked(id)

  test.each(Object.entries(lines))('%s', (target, [right, mistakes]) => {
    expect(rightValue(step, target, 0)).toBeCloseTo(right, 12)
    expect(['right', 'undecided']).toContain(judge(step, target, 0, right, 6).kind)
    for (const [mistake, value] of mistakes) {
      const verdict = judge(step, target, 0, value, 6)
      expect(verdict.kind === 'mistake' ? verdict.ids : verdict.kind, `${mistake}: ${value}`).toContain(
        mistake,
      )
    }
  })
})

test('every optimizer and convention is worked out here or in mistakes.test.ts', () => {
  const others = ['gradient-descent', 'momentum', 'adam', 'adam-l2']
  expect([...others, ...Object.keys(BY_HAND)].sort()).toEqual(ALL_RULES.map((rule) => rule.id).sort())
})

test('t − 1 for t dampens the second gradient no more than the first', () => {
  // u₂ = 0.9·(−5) + 0.8·(−4); with sign(1 − 1) = 0 in the place of sign(2 − 1) it is 0.9·(−5) − 4.
  const step = asked('momentum-dampened', 2)
  expect(rightValue(step, 'u', 0)).toBeCloseTo(-7.7, 12)
  const verdict = judge(step, 'u', 0, -8.5, 6)
  expect(verdict.kind === 'mistake' && verdict.ids).toContain('t-minus-one')
})

test('what a rule does not have is no mistake in it', () => {
  const idsOf = (id: string): readonly MistakeId[] => [
    ...mistakesAt(asked(id), 'theta', 0).map((m) => m.id),
    ...mistakesAt(asked(id), 'loss', 0).map((m) => m.id),
  ]
  for (const id of ['adam-uncorrected', 'amsgrad-uncorrected', 'rmsprop', 'adagrad', 'adadelta', 'lion'])
    for (const mistake of ['no-bias-correction', 't-minus-one'] as const)
      expect(idsOf(id)).not.toContain(mistake)
  for (const id of ['momentum', 'nesterov', 'gradient-descent', 'lion'])
    for (const mistake of ['epsilon-inside', 'epsilon-outside', 'no-epsilon', 'no-root'] as const)
      expect(idsOf(id)).not.toContain(mistake)
  for (const id of ['adam', 'amsgrad', 'nadam', 'momentum', 'rmsprop'])
    for (const mistake of ['no-decay', 'decay-coupled', 'decay-decoupled'] as const)
      expect(idsOf(id)).not.toContain(mistake)
})
