import { expect, test } from 'vitest'
import type { Objective } from '../../src/core/objective/objective.ts'
import { preset } from '../../src/core/objective/presets.ts'
import { adagrad } from '../../src/core/optimizer/adagrad.ts'
import { adamEpsilonInside } from '../../src/core/optimizer/adam-variants.ts'
import { adam } from '../../src/core/optimizer/adam.ts'
import { adamw } from '../../src/core/optimizer/adamw.ts'
import { momentum } from '../../src/core/optimizer/momentum.ts'
import { RATE_GRID } from '../../src/core/optimizer/rate-search.ts'
import { rmsprop } from '../../src/core/optimizer/rmsprop.ts'
import type { Rule } from '../../src/core/optimizer/rule.ts'
import * as facts from './facts.ts'

const { arrival, decayed, narrow, onSlope, run, stepLength, tries, typed, uncorrected } = facts

test('first-step-is-alpha', () => {
  for (const formula of ['(x-3)^2', '0.5*x^2+5*y^2', '1e-4*x-700*y', 'x^4*y+exp(y)']) {
    const made = run(adam, typed(formula), {}, formula.includes('y') ? [1.5, -0.7] : [1.5])
    const { theta, gradient } = made.frame(0)
    theta.forEach((x, c) => {
      expect(made.frame(1).theta[c]).toBeCloseTo(x - 0.1 * Math.sign(gradient[c]!), 4)
    })
  }
})

test('adagrad-shrinks', () => {
  for (const gradient of ['x', '7*x', '-0.3*x']) {
    const made = run(adagrad, typed(gradient), {}, [0])
    for (const t of [1, 2, 9, 16, 100]) expect(stepLength(made, t)).toBeCloseTo(0.1 / Math.sqrt(t), 8)
  }
})

test('rmsprop-forgets', () => {
  const made = onSlope(rmsprop, { rho: 0.99 })
  expect(stepLength(made, 1)).toBeCloseTo(0.1 / Math.sqrt(1 - 0.99), 6)
  expect(stepLength(made, 1) / 0.1).toBeCloseTo(10, 4)
  expect(stepLength(made, 3000)).toBeCloseTo(0.1, 8)
})

test('second-step', () => {
  // With a calculator, from x = 0.1, m = −0.6, v = 0.036:
  const g = 2 * (0.1 - 3)
  const m = 0.9 * -0.6 + 0.1 * g
  const v = 0.999 * 0.036 + 0.001 * g * g
  const step = (0.1 * (m / 0.19)) / (Math.sqrt(v / 0.001999) + 1e-8)
  expect([g, m, v].map((x) => x.toPrecision(4))).toEqual(['-5.800', '-1.120', '0.06960'])
  expect((0.1 - step).toFixed(4)).toBe('0.1999')
  expect(facts.secondX.toFixed(4)).toBe('0.1999')
  const shown = facts.secondStepTex.replace(/\\htmlClass\{[^}]*\}|[{}]/g, '')
  for (const result of ['-5.800', '-1.120', '0.06960', '-5.895', '34.82', '5.901', '-0.09990', '0.1999'])
    expect(shown).toContain(`= ${result}`)
})

test('scale-free', () => {
  const [once, thousand] = [typed('(x-3)^2'), typed('1000*(x-3)^2')].map((o) => run(adam, o, {}, [0]))
  for (let k = 1; k <= 200; k++) {
    expect(thousand!.frame(k).theta[0]!.toPrecision(7)).toBe(once!.frame(k).theta[0]!.toPrecision(7))
  }
})

test('average-starts-small', () => {
  for (const g of [1, -4.5]) {
    const made = run(adam, typed(`${g}*x`), {}, [0])
    for (const t of [1, 2, 5, 30]) {
      const { values } = made.frame(t).trace!
      expect(values['m']![0]).toBeCloseTo((1 - 0.9 ** t) * g, 12)
      expect(values['m_hat']![0]).toBeCloseTo(g, 12)
    }
  }
})

test('epsilon-place', () => {
  const denominator = (rule: typeof adam) =>
    run(rule, preset('square'), { epsilon: 0.1 }).frame(2).trace!.values['d']![0]!.toPrecision(4)
  expect(denominator(adam)).toBe('6.002')
  expect(denominator(adamEpsilonInside)).toBe('5.909')
})

test('epsilon-halves', () => {
  expect(stepLength(run(adam, typed('0.00000001*x'), {}, [0]), 1)).toBeCloseTo(0.05, 12)
})

test('strength-cancels', () => {
  for (const strength of [0.1, 0.01]) {
    expect(decayed(facts.adamL2, strength).frame(10).theta[0]!.toFixed(3)).toBe('1.025')
  }
  expect(tries.decayL2).toMatchObject({ convention: 'l2', l2: 0.1, formula: 'y', start: [2, 0], step: 10 })
})

test('apart-shrinks', () => {
  for (const [strength, after] of [
    [0.1, 1.809],
    [0.01, 1.98],
  ] as const) {
    const made = decayed(adamw, strength)
    for (let k = 1; k <= 10; k++) {
      const factor = made.frame(k).theta[0]! / made.frame(k - 1).theta[0]!
      expect(factor).toBeCloseTo(1 - 0.1 * strength, 12)
    }
    expect(made.frame(10).theta[0]).toBeCloseTo(after, 3)
  }
})

/** The best rate of the race's grid, the smallest of equals, and from which step on it stays within the tolerance. */
function best(rule: Rule, objective: Objective, start: readonly number[]): readonly [number, number] {
  const arrivals = RATE_GRID.map((rate) => [rate, arrival(rule, rate, objective, start) ?? Infinity] as const)
  return arrivals.reduce((a, b) => (b[1] < a[1] ? b : a))
}

test('along-the-axes', () => {
  expect(best(adagrad, narrow, narrow.start)).toEqual([5.62, 5])
  expect(best(adam, narrow, narrow.start)).toEqual([0.075, 95])
  expect(best(momentum, narrow, narrow.start)[1]).toBe(103)
  // In the figure momentum has one of several rates that do as well.
  expect(arrival(momentum, 0.01)).toBe(103)
})

test('turned', () => {
  const { formula, start, runners } = tries.turned
  const turned = typed(formula)
  // The same valley: what was ½x² + 50y² along and across it, at a start that lies the same there.
  for (const [along, across] of [
    [-4, 1],
    [0.3, -0.7],
  ] as const) {
    const point = [(along + across) / Math.SQRT2, (along - across) / Math.SQRT2]
    expect(turned.valueAt(point)).toBeCloseTo(narrow.valueAt([along, across]), 10)
  }
  expect(runners).toBe('momentum@0.01,adagrad@1.33,adam@0.562')
  expect(best(adagrad, turned, start)).toEqual([1.33, 335])
  expect(best(adam, turned, start)).toEqual([0.562, 98])
  expect(best(momentum, turned, start)[1]).toBe(103)
  expect(arrival(momentum, 0.01, turned, start)).toBe(103)
})

test('correction-shows', () => {
  const times = (b2: number, t: number) => stepLength(uncorrected(b2), t) / 0.1
  expect(times(0.99, 1)).toBeCloseTo(1, 6)
  expect(times(0.99, 2)).toBeCloseTo((1 - 0.9 ** 2) / Math.sqrt(1 - 0.99 ** 2), 6)
  expect(times(0.99, 2).toFixed(2)).toBe('1.35')
  expect(times(0.999, 1).toFixed(2)).toBe('3.16')
  // The links lead to Adam itself, in its convention without correction, to those steps.
  expect(tries.uncorrected).toMatchObject({
    convention: 'without-correction',
    beta2: 0.99,
    step: 2,
    formula: 'x',
  })
  expect(tries.uncorrectedUsual).toMatchObject({ convention: 'without-correction', beta2: 0.999, step: 1 })
  // Corrected, every step is α long.
  for (const t of [1, 2, 7]) expect(stepLength(onSlope(adam), t)).toBeCloseTo(0.1, 6)
})

test('not-a-second-derivative', () => {
  // 0.999·0.036 + 0.001·2, where (x − 3)² has the second derivative 2.
  expect(facts.slipCurvatureV).toBeCloseTo(0.999 * 0.036 + 0.001 * 2, 12)
  expect(facts.slipCurvatureV.toPrecision(4)).toBe('0.03796')
  expect(facts.secondV.toPrecision(3)).toBe('0.0696')
})

test('restless', () => {
  const made = run(adam, typed('abs(x-3)'), {}, [0])
  const distances = Array.from({ length: 2000 }, (_, i) => Math.abs(made.frame(1000 + i).theta[0]! - 3))
  expect(Math.max(...distances.slice(0, 200))).toBeGreaterThan(0.04)
  expect(Math.max(...distances.slice(-200))).toBeGreaterThan(0.04)
  expect(Math.max(...distances)).toBeLessThan(0.045)
})
