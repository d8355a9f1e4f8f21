import { expect, test } from 'vitest'
import { preset } from '../../src/core/objective/presets.ts'
import { gradientDescent } from '../../src/core/optimizer/gradient-descent.ts'
import { momentumAverage, momentumRateInside } from '../../src/core/optimizer/momentum-variants.ts'
import { momentum } from '../../src/core/optimizer/momentum.ts'
import { nesterov } from '../../src/core/optimizer/nesterov.ts'
import type { Rule } from '../../src/core/optimizer/rule.ts'
import { applyRule, initialState } from '../../src/core/optimizer/step.ts'
import { trajectory } from '../../src/core/optimizer/trajectory.ts'
import * as facts from './facts.ts'

const { raced, run, tries, typed } = facts

const SQUARE = preset('square')
const BOWL = preset('bowl')
const VALLEY = preset('narrow-valley')

/** x or y after 0, 1, … steps. */
const coordinates = (path: ReturnType<typeof run>, c: 0 | 1, steps: number): number[] =>
  Array.from({ length: steps + 1 }, (_, k) => path.frame(k).theta[c]!)

test('velocity-is-a-sum', () => {
  for (const beta of [0, 0.5, 0.9, 0.99]) {
    const path = run(momentum, preset('rosenbrock'), 1e-4, beta)
    for (const t of [1, 2, 5, 30]) {
      for (const c of [0, 1]) {
        let sum = 0
        for (let k = 1; k <= t; k++) sum += beta ** (t - k) * path.frame(k).trace!.gradient[c]!
        expect(path.frame(t).state['u']![c]! / sum).toBeCloseTo(1, 9)
      }
    }
  }
})

test('terminal-velocity', () => {
  const lengths = (slope: string, alpha: number, beta: number, t: number): number =>
    -run(momentum, typed(slope), alpha, beta, [5]).frame(t).trace!.values['delta']![0]!
  for (const beta of [0.3, 0.8, 0.9, 0.99]) {
    expect(-lengths('x', 0.1, beta, 1)).toBeCloseTo(0.1, 12)
    expect(-lengths('x', 0.1, beta, 5000)).toBeCloseTo(0.1 / (1 - beta), 9)
    expect(-lengths('3*x', 0.1, beta, 5000)).toBeCloseTo(0.3 / (1 - beta), 9)
  }
  expect(facts.terminalFactor).toBeCloseTo(10, 12)
  const { alpha, step } = tries.slope
  expect(facts.slopeLast).toBeCloseTo((alpha * (1 - 0.9 ** step)) / 0.1, 12)
  expect(facts.askedTerminal).toBe(0.5)
})

test('zigzag', () => {
  const path = run(gradientDescent, VALLEY, 0.019, 0)
  const [xs, ys] = [coordinates(path, 0, 12), coordinates(path, 1, 12)]
  for (let k = 1; k <= 12; k++) {
    expect(ys[k]! / ys[k - 1]!).toBeCloseTo(-0.9, 9)
    expect(1 - xs[k]! / xs[k - 1]!).toBeCloseTo(0.019, 9)
  }
})

test('alternating-cancels', () => {
  const settled = (beta: number, gradientAt: (t: number) => number): number => {
    let state = initialState(momentum, 1)
    for (let t = 1; t <= 4000; t++) {
      const hyperparameters = { alpha: 0.1, beta }
      state = applyRule(momentum, { t, theta: [0], gradient: [gradientAt(t)], state, hyperparameters }).state
    }
    return Math.abs(state['u']![0]!)
  }
  for (const beta of [0.3, 0.5, 0.9, 0.99]) {
    expect(settled(beta, () => 7)).toBeCloseTo(7 / (1 - beta), 9)
    expect(settled(beta, (t) => 7 * (-1) ** t)).toBeCloseTo(7 / (1 + beta), 9)
  }
  expect([facts.alternatingFactor, facts.terminalFactor]).toEqual([1 / 1.9, expect.closeTo(10, 12)])
})

/** Momentum in the valley written a second time, as two loops over x and y. */
function byHand(alpha: number, beta: number, steps: number): number[] {
  const point = [-4, 1]
  const velocity = [0, 0]
  const losses = [58]
  for (let t = 1; t <= steps; t++) {
    for (const [c, curvature] of [1, 100].entries()) {
      velocity[c] = beta * velocity[c]! + curvature * point[c]!
      point[c]! -= alpha * velocity[c]
    }
    losses.push(0.5 * point[0]! ** 2 + 50 * point[1]! ** 2)
  }
  return losses
}
const staysFrom = (losses: readonly number[]): number =>
  losses.length - [...losses].reverse().findIndex((loss) => loss > 0.001)

test('race-in-the-valley', () => {
  const losses = byHand(0.015, 0.9, 500)
  expect(losses.findIndex((loss) => loss <= 0.001)).toBe(70)
  expect(staysFrom(losses)).toBe(107)
  expect(raced(momentum, 0.015)).toMatchObject({ reached: 70, settled: 107 })
  // 8·0.985^(2t) ≤ 0.001, when y is long gone.
  expect(Math.ceil(Math.log(8000) / (-2 * Math.log(0.985)))).toBe(298)
  expect(raced(gradientDescent, 0.015)).toMatchObject({ reached: 298, settled: 298 })
  expect([facts.plainArrival, facts.momentumReached, facts.momentumArrival]).toEqual([298, 70, 107])
  expect([facts.tolerance, facts.raceAlpha]).toEqual([0.001, 0.015])
})

test('root-of-the-condition-number', () => {
  for (const [objective, kappa] of [
    [BOWL, 10],
    [VALLEY, 100],
  ] as const) {
    const root = Math.sqrt(kappa)
    const plain = run(gradientDescent, objective, 2 / (1 + kappa), 0)
    const length = (path: ReturnType<typeof run>, k: number): number => Math.hypot(...path.frame(k).theta)
    expect(length(plain, 200) / length(plain, 199)).toBeCloseTo((kappa - 1) / (kappa + 1), 9)
    const alpha = (2 / (1 + root)) ** 2
    const path = run(momentum, objective, alpha, ((root - 1) / (root + 1)) ** 2)
    // A double root: t·ρᵗ, so the ratio tends to ρ like ρ·(1 + 1/t), from above.
    const rho = (root - 1) / (root + 1)
    const far = Math.floor(200 / -Math.log(rho))
    const ratio = length(path, far) / length(path, far - 1)
    expect(ratio).toBeGreaterThan(rho)
    expect(ratio).toBeLessThan(rho * (1 + 1.5 / far))
  }
  expect([facts.bestPlainFactor, facts.bestFactor]).toEqual([99 / 101, expect.closeTo(9 / 11, 12)])
  expect([facts.tunedPlainArrival, facts.tunedArrival]).toEqual([
    raced(gradientDescent, 0.0198).settled,
    staysFrom(byHand(0.03306, 0.6694, 500)),
  ])
})

test('swings-shrink-by-root-beta', () => {
  // The product of the two roots of z² − (1 + β − αλ)z + β is β; while they are complex, each has the size √β. The area
  // that two successive errors span with the next two is multiplied by that product.
  for (const alpha of [0.005, 0.01, 0.015, 0.03]) {
    const path = run(momentum, VALLEY, alpha, 0.9)
    for (const [c, curvature] of [1, 100].entries()) {
      expect((1 + 0.9 - alpha * curvature) ** 2).toBeLessThan(4 * 0.9)
      const e = coordinates(path, c as 0 | 1, 60)
      const area = (k: number): number => e[k]! * e[k + 2]! - e[k + 1]! ** 2
      for (const k of [1, 10, 40]) expect(area(k + 1) / area(k)).toBeCloseTo(0.9, 6)
      // It does swing: it changes sides.
      expect(
        coordinates(path, c as 0 | 1, 200).filter((x, k, all) => k > 0 && x * all[k - 1]! < 0).length,
      ).toBeGreaterThan(2)
    }
  }
  expect(facts.swingFactor ** 2).toBeCloseTo(0.9, 12)
  expect(facts.smallerArrival).toBe(staysFrom(byHand(0.01, 0.9, 500)))
  expect(facts.smallerArrival).toBeLessThan(facts.momentumArrival)
  expect(facts.smallerPlain).toBe(Math.ceil(Math.log(8000) / (-2 * Math.log(0.99))))
})

test('average-is-rescaled', () => {
  for (const beta of [0.5, 0.9]) {
    const sum = run(momentum, preset('rosenbrock'), 1e-4, beta)
    const average = run(momentumAverage, preset('rosenbrock'), 1e-4 / (1 - beta), beta)
    for (const k of [1, 2, 20, 200]) {
      for (const c of [0, 1]) {
        expect(average.frame(k).theta[c]! / sum.frame(k).theta[c]!).toBeCloseTo(1, 9)
        expect(average.frame(k).state['u']![c]! / sum.frame(k).state['u']![c]!).toBeCloseTo(1 - beta, 9)
      }
    }
  }
  expect(tries.sameForms.runners).toBe('momentum@0.015,momentum/average@0.15')
})

const withChange = (rule: Rule, changes: readonly { step: number; name: string; value: number }[]) =>
  trajectory({ rule, objective: BOWL, start: [-4, 2], hyperparameters: { alpha: 0.1, beta: 0.9 }, changes })

test('rate-inside', () => {
  const [sum, inside] = [withChange(momentum, []), withChange(momentumRateInside, [])]
  for (const k of [1, 5, 50]) {
    for (const c of [0, 1]) expect(inside.frame(k).theta[c]!).toBeCloseTo(sum.frame(k).theta[c]!, 9)
  }
  const smaller = [{ step: 5, name: 'alpha', value: 0.01 }]
  const [sumAfter, insideAfter] = [withChange(momentum, smaller), withChange(momentumRateInside, smaller)]
  expect(insideAfter.frame(5).theta[0]!).toBeCloseTo(sumAfter.frame(5).theta[0]!, 9)
  // Both carry on 0.9 of the velocity: as it was, α·u with α = 0.1, or times the new α = 0.01.
  const old = sum.frame(5).state['u']![0]!
  const x5 = sum.frame(5).theta[0]!
  expect(sumAfter.frame(6).theta[0]!).toBeCloseTo(x5 - 0.01 * (0.9 * old + x5), 9)
  expect(insideAfter.frame(6).theta[0]!).toBeCloseTo(x5 - 0.9 * 0.1 * old - 0.01 * x5, 9)
})

test('nesterov-looks-ahead', () => {
  // Sutskever's form: v ← βv − α∇L(φ + βv), φ ← φ + v. The point looked at, φ + βv, is the framework's θ.
  const objective = preset('rosenbrock')
  const [alpha, beta] = [2e-4, 0.9]
  const path = run(nesterov, objective, alpha, beta)
  let phi = [...objective.start]
  let velocity = [0, 0]
  for (let t = 1; t <= 60; t++) {
    const ahead = phi.map((x, c) => x + beta * velocity[c]!)
    const gradient = objective.gradientAt(ahead)
    velocity = velocity.map((v, c) => beta * v - alpha * gradient[c]!)
    phi = phi.map((x, c) => x + velocity[c]!)
    const theta = path.frame(t).theta
    phi.forEach((x, c) => expect(theta[c]!).toBeCloseTo(x + beta * velocity[c]!, 10))
  }
  expect(raced(nesterov, 0.01).settled).toBe(facts.aheadArrival)
  expect(facts.aheadArrival).toBeLessThan(facts.smallerArrival)
})

test('bounds', () => {
  const bounds: readonly (readonly [Rule, number, number])[] = [
    [gradientDescent, 2 / 10, facts.plainBound],
    [momentum, (2 * 1.9) / 10, facts.momentumBound],
    [nesterov, (2 * 1.9) / (2.8 * 10), facts.nesterovBound],
    [momentumAverage, (2 * 1.9) / (10 * 0.1), facts.averageBound],
  ]
  for (const [rule, bound, told] of bounds) {
    expect(told).toBeCloseTo(bound, 9)
    expect(run(rule, BOWL, bound * 0.99, 0.9).frame(5000).loss).toBeLessThan(1e-9)
    expect(run(rule, BOWL, bound * 1.01, 0.9).frame(5000).loss).toBeGreaterThan(1e6)
  }
  expect(facts.belowLoss).toBeLessThan(1)
  expect(facts.aboveLoss).toBeGreaterThan(1e10)
})

test('nesterov-leaves', () => {
  expect(raced(nesterov, 0.015).fate).toBe('away')
  expect(raced(momentum, 0.015).fate).toBe('settled')
  expect(raced(gradientDescent, 0.015).fate).toBe('settled')
  expect([facts.valleyMomentumBound, facts.valleyNesterovBound]).toEqual([
    0.038,
    expect.closeTo(3.8 / 280, 12),
  ])
})

test('slip-same-rate', () => {
  expect(raced(momentum, 0.015).settled).toBe(107)
  expect(raced(momentumAverage, 0.015).settled).toBe(261)
  // A tenth of the rate in the sum.
  expect(staysFrom(byHand(0.0015, 0.9, 500))).toBe(261)
  expect([facts.slipSumArrival, facts.slipAverageArrival]).toEqual([107, 261])
  expect(facts.averageAlpha).toBeCloseTo(0.015 / (1 - 0.9), 12)
})

test('rings', () => {
  let [x, u] = [0, 0]
  const errors = [x - 3]
  for (let t = 0; t < 60; t++) {
    u = 0.99 * u + 2 * (x - 3)
    x -= 0.1 * u
    errors.push(x - 3)
  }
  expect(errors.filter((e, k) => k > 0 && e * errors[k - 1]! < 0)).toHaveLength(9)
  expect(Math.max(...errors)).toBeCloseTo(2.91, 2)
  expect([facts.breaksPasses, facts.breaksOvershoot]).toEqual([9, expect.closeTo(Math.max(...errors), 9)])
  // √β to the power of the half-life is a half, one step before it is more.
  for (const [beta, steps] of [
    [0.99, facts.breaksHalfLife],
    [0.9, facts.usualHalfLife],
  ] as const) {
    expect(Math.sqrt(beta) ** steps).toBeLessThanOrEqual(0.5)
    expect(Math.sqrt(beta) ** (steps - 1)).toBeGreaterThan(0.5)
  }
})

test('calm-below', () => {
  const passes = (alpha: number, beta: number): number =>
    coordinates(run(momentum, SQUARE, alpha, beta), 0, 60).filter(
      (x, k, all) => k > 0 && (x - 3) * (all[k - 1]! - 3) < 0,
    ).length
  for (const alpha of [0.02, 0.1, 0.3, 0.45]) {
    const calm = (1 - Math.sqrt(2 * alpha)) ** 2
    for (const share of [0, 0.5, 0.99]) expect(passes(alpha, calm * share)).toBe(0)
    for (const more of [0.05, 0.15]) expect(passes(alpha, calm + more)).toBeGreaterThan(0)
  }
  // Above one even plain descent changes sides at every step.
  expect(passes(0.6, 0)).toBeGreaterThan(0)
  expect(facts.calmBeta).toBeCloseTo((1 - Math.sqrt(0.2)) ** 2, 12)
})

test('the numbers of the questions', () => {
  // 0.6, then 0.6 + 0.1·(0.9·6 + 4.8).
  expect(facts.secondX).toBeCloseTo(1.62, 12)
  expect(facts.secondXPlain).toBeCloseTo(0.6 + 0.48, 12)
  expect(facts.secondXOldGradient).toBeCloseTo(0.6 + 0.1 * (5.4 + 6), 12)
  expect(facts.secondXWholeVelocity).toBeCloseTo(0.6 + 0.1 * (6 + 4.8), 12)
  expect([facts.askedPlain, facts.askedKept, facts.askedAverage, facts.askedOther]).toEqual([
    0.1, 0.08, 0.02, 0.125,
  ])
})
