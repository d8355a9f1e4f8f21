import { describe, expect, test } from 'vitest'
import { ALL_RULES, FAMILIES, FAMILY_IDS, familyOf } from './conventions.ts'
import { TRAINING_OPTIMIZERS } from './index.ts'
import type { Rule } from './rule.ts'
import { applyRule, defaultHyperparameters, initialState } from './step.ts'

type Numbers = Record<string, number>
/** A rule as a person would write it in JavaScript: its own variables in `s`, which it changes, and θ, which it returns. */
type Loop = (g: number, theta: number, t: number, s: Numbers, h: Record<Letter, number>) => number
type Letter = 'α' | 'β' | 'β1' | 'β2' | 'ε' | 'ρ' | 'λ'

const { sqrt, sign, abs } = Math
const moments = (g: number, s: Numbers, h: Record<Letter, number>): void => {
  s['m'] = h.β1 * s['m']! + (1 - h.β1) * g
  s['v'] = h.β2 * s['v']! + (1 - h.β2) * g * g
}

/** What PyTorch does not have, by rule: written here from the definition, not from the rule's formulas. */
const LOOPS: Record<string, { start: Numbers; step: Loop }> = {
  'momentum-average': {
    start: { u: 0 },
    step: (g, θ, _, s, { α, β }) => θ - α * (s['u'] = β * s['u']! + (1 - β) * g),
  },
  'momentum-rate-inside': {
    start: { u: 0 },
    step: (g, θ, _, s, { α, β }) => θ + (s['u'] = β * s['u']! - α * g),
  },
  'nesterov-rate-inside': {
    start: { u: 0 },
    step: (g, θ, _, s, { α, β }) => {
      s['u'] = β * s['u']! - α * g
      return θ + β * s['u'] - α * g
    },
  },
  'adagrad-epsilon-inside': {
    start: { s: 0.1 },
    step: (g, θ, _, s, { α, ε }) => θ - (α * g) / sqrt((s['s'] = s['s']! + g * g) + ε),
  },
  'rmsprop-epsilon-inside': {
    start: { v: 0 },
    step: (g, θ, _, s, { α, ρ, ε }) => θ - (α * g) / sqrt((s['v'] = ρ * s['v']! + (1 - ρ) * g * g) + ε),
  },
  'adadelta-before': {
    start: { v: 0, w: 0 },
    step: (g, θ, _, s, { α, ρ, ε }) => {
      const x = (g * sqrt(s['w']! + ε)) / sqrt(s['v']! + ε)
      s['v'] = ρ * s['v']! + (1 - ρ) * g * g
      s['w'] = ρ * s['w']! + (1 - ρ) * x * x
      return θ - α * x
    },
  },
  'adam-epsilon-inside': {
    start: { m: 0, v: 0 },
    step: (g, θ, t, s, h) => {
      moments(g, s, h)
      const [m, v] = [s['m']! / (1 - h.β1 ** t), s['v']! / (1 - h.β2 ** t)]
      return θ - (h.α * m) / sqrt(v + h.ε)
    },
  },
  'adam-epsilon-hat': {
    start: { m: 0, v: 0 },
    // Algorithm 1 with the ε that makes the two forms equal.
    step: (g, θ, t, s, h) => {
      moments(g, s, h)
      const [m, v] = [s['m']! / (1 - h.β1 ** t), s['v']! / (1 - h.β2 ** t)]
      return θ - (h.α * m) / (sqrt(v) + h.ε / sqrt(1 - h.β2 ** t))
    },
  },
  'adam-uncorrected': {
    start: { m: 0, v: 0 },
    step: (g, θ, _, s, h) => {
      moments(g, s, h)
      return θ - (h.α * s['m']!) / (sqrt(s['v']!) + h.ε)
    },
  },
  'amsgrad-corrected-first': {
    start: { m: 0, v: 0, most: 0 },
    step: (g, θ, t, s, h) => {
      moments(g, s, h)
      const v = s['v']! / (1 - h.β2 ** t)
      if (v > s['most']!) s['most'] = v
      return θ - (h.α * s['m']!) / (1 - h.β1 ** t) / (sqrt(s['most']!) + h.ε)
    },
  },
  'amsgrad-uncorrected': {
    start: { m: 0, v: 0, most: 0 },
    step: (g, θ, _, s, h) => {
      moments(g, s, h)
      if (s['v']! > s['most']!) s['most'] = s['v']!
      return θ - (h.α * s['m']!) / (sqrt(s['most']!) + h.ε)
    },
  },
  'amsgrad-epsilon-hat': {
    start: { m: 0, v: 0, most: 0 },
    step: (g, θ, t, s, h) => {
      moments(g, s, h)
      if (s['v']! > s['most']!) s['most'] = s['v']!
      const rate = (h.α * sqrt(1 - h.β2 ** t)) / (1 - h.β1 ** t)
      return θ - (rate * s['m']!) / (sqrt(s['most']!) + h.ε)
    },
  },
  'adamw-rate-free': {
    start: { m: 0, v: 0 },
    step: (g, θ, t, s, h) => {
      moments(g, s, h)
      const [m, v] = [s['m']! / (1 - h.β1 ** t), s['v']! / (1 - h.β2 ** t)]
      return (1 - h.λ) * θ - (h.α * m) / (sqrt(v) + h.ε)
    },
  },
  'nadam-constant': {
    start: { m: 0, v: 0 },
    step: (g, θ, t, s, h) => {
      moments(g, s, h)
      const m = (h.β1 * s['m']!) / (1 - h.β1 ** (t + 1)) + ((1 - h.β1) * g) / (1 - h.β1 ** t)
      return θ - (h.α * m) / (sqrt(s['v']! / (1 - h.β2 ** t)) + h.ε)
    },
  },
  lion: {
    start: { m: 0 },
    step: (g, θ, _, s, h) => {
      const direction = sign(h.β1 * s['m']! + (1 - h.β1) * g)
      s['m'] = h.β2 * s['m']! + (1 - h.β2) * g
      return θ - h.α * direction - h.α * h.λ * θ
    },
  },
}

/** Gradients that rise, fall, turn round and vanish, so that a maximum is not always the newest. */
const GRADIENTS = [2, -0.5, 3, 0.25, 0, -4, 0.125, 1, -0.01, 7, -7, 0.5]
const H = { alpha: 0.3, beta: 0.8, beta1: 0.8, beta2: 0.9, epsilon: 0.01, rho: 0.7, lambda: 0.2 }
const LETTERS = {
  α: H.alpha,
  β: H.beta,
  β1: H.beta1,
  β2: H.beta2,
  ε: H.epsilon,
  ρ: H.rho,
  λ: H.lambda,
}

function stepped(rule: Rule): number[] {
  let theta: readonly number[] = [1.5]
  let state = initialState(rule, 1)
  return GRADIENTS.map((g, k) => {
    ;({ theta, state } = applyRule(rule, { t: k + 1, theta, gradient: [g], state, hyperparameters: H }))
    return theta[0]!
  })
}

test.each(Object.entries(LOOPS))('%s is what its definition says', (id, { start, step }) => {
  const rule = ALL_RULES.find((r) => r.id === id)!
  const s = { ...start }
  let theta = 1.5
  const expected = GRADIENTS.map((g, k) => (theta = step(g, theta, k + 1, s, LETTERS)))
  const ours = stepped(rule)
  expected.forEach((b, k) => expect(abs(ours[k]! - b)).toBeLessThanOrEqual(1e-12 * Math.max(1, abs(b))))
})

/** Rules whose every step is compared with PyTorch's, in pytorch.test.ts and step.test.ts. */
const IN_PYTORCH = [
  'gradient-descent',
  'momentum',
  'momentum-dampened',
  'nesterov',
  'adagrad',
  'adagrad-decaying',
  'rmsprop',
  'rmsprop-centered',
  'adadelta',
  'adam',
  'adam-l2',
  'amsgrad',
  'adamw',
  'nadam',
]

test('every convention is checked against PyTorch or against its definition', () => {
  const ids = ALL_RULES.map((rule) => rule.id)
  expect(new Set(ids).size).toBe(ids.length)
  expect([...ids].sort()).toEqual([...IN_PYTORCH, ...Object.keys(LOOPS)].sort())
  for (const rule of TRAINING_OPTIMIZERS)
    expect(FAMILIES.map((family) => family.conventions[0].rule)).toContain(rule)
  for (const { id, conventions } of FAMILIES) {
    expect(conventions[0].rule.id).toBe(id)
    expect(new Set(conventions.map((c) => c.id)).size).toBe(conventions.length)
  }
})

describe('what sets the conventions of momentum apart', () => {
  /** θ after each step, with a learning rate for each. */
  function path(id: string, alphas: readonly number[], scale = 1): number[] {
    const rule = ALL_RULES.find((r) => r.id === id)!
    let theta: readonly number[] = [1]
    let state = initialState(rule, 1)
    return alphas.map((alpha, k) => {
      const hyperparameters = { alpha: alpha * scale, beta: 0.5 }
      const input = { t: k + 1, theta, gradient: [theta[0]! * 2], state, hyperparameters }
      ;({ theta, state } = applyRule(rule, input))
      return theta[0]!
    })
  }
  const same = [0.125, 0.125, 0.125, 0.125]

  test('the learning rate inside the velocity shows when it changes, and only then', () => {
    expect(path('momentum-rate-inside', same)).toEqual(path('momentum', same))
    const halved = [0.125, 0.125, 0.0625, 0.0625]
    expect(path('momentum-rate-inside', halved).slice(0, 2)).toEqual(path('momentum', halved).slice(0, 2))
    // After two steps u is 2.5 and 0.3125 in the two forms: θ goes on by 0.0625·(0.5·2.5 + …) or by 0.5·0.3125 + ….
    expect(path('momentum', halved)[2]! - path('momentum-rate-inside', halved)[2]!).toBe(0.078125)
  })

  test('the moving average is PyTorch’s form with a learning rate 1 − β times as large', () => {
    expect(path('momentum-average', same, 2)).toEqual(path('momentum', same))
  })
})

/** As the framework that is named first has them; Lion's as in its paper. */
const DEFAULTS: Record<string, Record<string, number>> = {
  adagrad: { epsilon: 1e-10 },
  'adagrad-epsilon-inside': { epsilon: 1e-7 },
  rmsprop: { rho: 0.99, epsilon: 1e-8 },
  'rmsprop-epsilon-inside': { rho: 0.9, epsilon: 1e-7 },
  adadelta: { alpha: 1, rho: 0.9, epsilon: 1e-6 },
  'adadelta-before': { rho: 0.95, epsilon: 1e-7 },
  adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  'adam-epsilon-hat': { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  amsgrad: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  'amsgrad-epsilon-hat': { epsilon: 1e-7 },
  adamw: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, lambda: 0.01 },
  nadam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, psi: 0.004 },
  lion: { beta1: 0.9, beta2: 0.99, lambda: 0 },
}

test.each(Object.entries(DEFAULTS))(
  '%s begins with the numbers of the framework named first',
  (id, expected) => {
    expect(defaultHyperparameters(ALL_RULES.find((rule) => rule.id === id)!)).toMatchObject(expected)
  },
)

test('every family is found by its id', () => {
  expect(FAMILY_IDS.map(familyOf)).toEqual(FAMILIES)
  for (const { id, conventions } of FAMILIES) {
    expect(conventions[0].rule.id).toBe(id)
    expect(conventions.every((c) => c.rule.id.startsWith(id))).toBe(true)
  }
})
