import { expect, test } from 'vitest'
import type { Objective } from '../../src/core/objective/objective.ts'
import { preset } from '../../src/core/objective/presets.ts'
import { MAX_STEPS } from '../../src/core/optimizer/trajectory.ts'
import * as facts from './facts.ts'

const { descend, tries, typed } = facts

/** Parabolas ½λ(x − c)² with their curvature and lowest point written down, not read from the code. */
const PARABOLAS: readonly (readonly [formula: string, curvature: number, lowest: number, start: number])[] = [
  ['(x-3)^2', 2, 3, 0],
  ['0.5*x^2', 1, 0, -4],
  ['8*(x+1)^2', 16, -1, 5],
  ['0.05*(x-2)^2 + 7', 0.1, 2, 2.5],
]

/** The signed distances to the lowest point after 0, 1, … steps. */
const errorsOf = (
  objective: Objective,
  alpha: number,
  start: number,
  lowest: number,
  steps: number,
): number[] => {
  const run = descend(objective, alpha, [start])
  return Array.from({ length: steps + 1 }, (_, k) => run.frame(k).theta[0]! - lowest)
}

/** What happens to the distances on every parabola, for learning rates that are the given multiples of 1/λ. */
function onParabolas(multiples: readonly number[], check: (before: number, after: number) => void): void {
  for (const [formula, curvature, lowest, start] of PARABOLAS) {
    for (const multiple of multiples) {
      const errors = errorsOf(typed(formula), multiple / curvature, start, lowest, 12)
      for (let k = 1; k < errors.length; k++) check(errors[k - 1]!, errors[k]!)
    }
  }
}

test('first-step', () => {
  const run = descend(preset('square'), 0.1)
  expect(run.frame(0).gradient).toEqual([2 * (0 - 3)])
  expect(run.frame(1).theta[0]).toBeCloseTo(0.6, 12)
  expect(run.frame(0).loss).toBe(9)
  expect(run.frame(1).loss).toBeCloseTo(2.4 ** 2, 12)
  expect(facts.firstStepTex.replace(/\\htmlClass\{[^}]*\}|[{}]/g, '')).toBe(
    '\\beginalignedg_1 &= 2 \\cdot (0 - 3) = -6' +
      '\\\\[2pt]\\Delta_1 &= 0.1 \\cdot (-6) = -0.6' +
      '\\\\[2pt]\\theta_1 &= 0 - (-0.6) = 0.6\\endaligned',
  )
})

test('creeps', () => {
  onParabolas([0.02, 0.2, 0.5, 0.9], (before, after) => {
    expect(after * before).toBeGreaterThan(0)
    expect(Math.abs(after)).toBeLessThan(Math.abs(before))
  })
  const errors = errorsOf(preset('square'), tries.creeps.alpha, 0, 3, tries.creeps.step)
  errors.forEach((e, k) => expect(e).toBeCloseTo(-3 * 0.8 ** k, 10))
  expect(facts.creepsFactor).toBeCloseTo(0.8, 12)
})

test('lands-at-once', () => {
  for (const [formula, curvature, lowest, start] of PARABOLAS) {
    const errors = errorsOf(typed(formula), 1 / curvature, start, lowest, 6)
    for (const e of errors.slice(1)) expect(Math.abs(e)).toBeLessThan(1e-12)
  }
  expect(facts.squareExact).toBe(0.5)
  expect(errorsOf(preset('square'), tries.landsAtOnce.alpha, 0, 3, 6)).toEqual([-3, 0, 0, 0, 0, 0, 0])
})

test('swings', () => {
  onParabolas([1.1, 1.5, 1.8, 1.98], (before, after) => {
    expect(after * before).toBeLessThan(0)
    expect(Math.abs(after)).toBeLessThan(Math.abs(before))
  })
  const errors = errorsOf(preset('square'), tries.swings.alpha, 0, 3, 200)
  expect(errors[1]).toBeCloseTo(2.4, 12)
  expect(Math.abs(errors[200]!)).toBeLessThan(1e-12)
  expect(facts.swingsFactor).toBeCloseTo(-0.8, 12)
})

test('diverges-above-bound', () => {
  onParabolas([2.01, 2.1, 3, 10], (before, after) => {
    expect(after * before).toBeLessThan(0)
    expect(Math.abs(after)).toBeGreaterThan(Math.abs(before))
  })
  expect(facts.squareBound).toBe(1)
  expect(facts.divergesFactor).toBeCloseTo(-1.1, 12)
  const square = preset('square')
  const above = errorsOf(square, tries.diverges.alpha, 0, 3, 200)
  expect(Math.abs(above[100]!)).toBeGreaterThan(1e4)
  expect(Math.abs(above[200]!)).toBeGreaterThan(1e8)
  expect(descend(square, tries.diverges.alpha).firstNonFinite(MAX_STEPS)).not.toBeNull()
  // At the bound itself the point neither comes nearer nor leaves.
  expect(errorsOf(square, 1, 0, 3, 3)).toEqual([-3, 3, -3, 3])
})

/** x and y after k steps on a bowl with its minimum at the origin. */
const pointAfter = (objective: Objective, alpha: number, k: number): readonly [number, number] => {
  const [x, y] = descend(objective, alpha).frame(k).theta
  return [x!, y!]
}

test('steepest-sets-bound', () => {
  for (const [id, steepest] of [
    ['bowl', 10],
    ['narrow-valley', 100],
  ] as const) {
    const objective = preset(id)
    const [x, y] = pointAfter(objective, (2 / steepest) * 0.995, 6000)
    expect(Math.hypot(x, y)).toBeLessThan(1e-9)
    const [xAbove, yAbove] = pointAfter(objective, (2 / steepest) * 1.01, 600)
    expect(Math.abs(yAbove)).toBeGreaterThan(1e4)
    expect(Math.abs(xAbove)).toBeLessThan(4)
  }
  const [x, y] = pointAfter(preset('bowl'), tries.aboveBound.alpha, tries.aboveBound.step)
  expect(y).toBeCloseTo(2 * 1.1 ** 8, 9)
  expect(x).toBeCloseTo(-4 * 0.79 ** 8, 9)
  expect([facts.bowlBound, facts.narrowBound]).toEqual([0.2, 0.02])
})

test('flattest-sets-pace', () => {
  const bowl = preset('bowl')
  const [x, y] = pointAfter(bowl, 0.15, 8)
  expect(x).toBeCloseTo(-4 * 0.85 ** 8, 12)
  expect(y).toBeCloseTo(2 * 0.5 ** 8, 12)
  expect(Math.abs(x)).toBeGreaterThan(100 * Math.abs(y))
  // Up to 2/(λmin + λmax), and not above, the factor of the flattest direction is the one that remains.
  for (const [id, steepest] of [
    ['bowl', 10],
    ['narrow-valley', 100],
  ] as const) {
    const objective = preset(id)
    const limit = 2 / (1 + steepest)
    const ratio = (alpha: number, k: number): number =>
      Math.hypot(...pointAfter(objective, alpha, k + 1)) / Math.hypot(...pointAfter(objective, alpha, k))
    for (const multiple of [0.1, 0.5, 0.825, 0.95, 1]) {
      const alpha = limit * multiple
      for (const k of [500, 600]) expect(ratio(alpha, k)).toBeCloseTo(1 - alpha, 6)
    }
    expect(ratio(limit * 1.005, 1000)).toBeGreaterThan(1 - limit * 1.005 + 1e-4)
  }
})

test('the promise: below 2/λmax every step lowers the loss, also where the curvature changes', () => {
  // The second derivative of (x² − 1)² + 0.3x is 12x² − 4, at most 26.72 between −1.6 and 1.6.
  const wells = preset('double-well')
  for (const start of [-1.6, -0.9, -0.1, 0.3, 1.1, 1.6]) {
    const run = descend(wells, 1.99 / 26.72, [start])
    for (let k = 0; k < 8; k++) expect(run.frame(k + 1).loss).toBeLessThan(run.frame(k).loss)
  }
  // Where the gradient is zero the point stays.
  expect(descend(preset('saddle'), 0.1, [0, 0]).frame(50).theta).toEqual([0, 0])
})

/** (κ−1)/(κ+1) a step, so the first k with that to the power k at most a thousandth. */
const counted = (condition: number): number =>
  Math.ceil(Math.log(1000) / Math.log((condition + 1) / (condition - 1)))

test('condition-number-costs-steps', () => {
  expect([facts.bowlCondition, facts.narrowCondition]).toEqual([10, 100])
  expect(facts.bowlStepsNeeded).toBe(counted(10))
  expect(facts.narrowStepsNeeded).toBe(counted(100))
  expect(facts.narrowStepsNeeded / facts.bowlStepsNeeded).toBeGreaterThan(9)
  expect(facts.narrowStepsNeeded / facts.bowlStepsNeeded).toBeLessThan(11)
})

test.each(['bowl', 'narrow-valley'] as const)(
  'no fixed learning rate does better than 2/(λmin + λmax) on %s',
  (id) => {
    const objective = preset(id)
    const steepest = id === 'bowl' ? 10 : 100
    const best = 2 / (1 + steepest)
    const slowest = (alpha: number): number => {
      const [x, y] = pointAfter(objective, alpha, 20)
      return Math.max(Math.abs(x / objective.start[0]!), Math.abs(y / objective.start[1]!))
    }
    for (const multiple of [0.5, 0.9, 0.99, 1.005, 1.009]) {
      expect(slowest(best * multiple)).toBeGreaterThan(slowest(best))
    }
  },
)

test('start-decides-valley', () => {
  const wells = preset('double-well')
  const end = (start: number, alpha: number) => descend(wells, alpha, [start]).frame(400)
  for (const start of [0.2, 0.5, 1, 1.6]) expect(end(start, 0.05).theta[0]).toBeCloseTo(0.96015, 4)
  for (const start of [-0.2, -0.5, -1, -1.6]) expect(end(start, 0.05).theta[0]).toBeCloseTo(-1.03558, 4)
  // Both ends are flat, and the loss there is what the formula says: the left valley is the deeper one.
  const value = (x: number): number => (x * x - 1) ** 2 + 0.3 * x
  expect(facts.rightLoss).toBeCloseTo(value(0.96015), 6)
  expect(facts.leftLoss).toBeCloseTo(value(-1.03558), 6)
  expect(facts.leftLoss).toBeLessThan(facts.rightLoss)
  for (const x of [facts.rightValley, facts.leftValley]) {
    expect(4 * x * (x * x - 1) + 0.3).toBeCloseTo(0, 4)
  }
})

test('slip-one-step', () => {
  // θ₁ = 1 + 0.2(y − 1); the printed rule 1 − 0.1(y − 1).
  expect(facts.slipRows.map((r) => r.y)).toEqual([0, 1, 2])
  for (const [i, right] of [0.8, 1, 1.2].entries()) expect(facts.slipRows[i]!.right).toBeCloseTo(right, 12)
  for (const [i, printed] of [1.1, 1, 0.9].entries())
    expect(facts.slipRows[i]!.printed).toBeCloseTo(printed, 12)
  const { formula, alpha, start, step } = tries.slip
  expect(descend(typed(formula), alpha, start).frame(step).theta[0]).toBeCloseTo(1.2, 12)
  // The right step makes J smaller wherever it is not 0 already; the printed one makes it larger.
  for (const { y, printed, right } of facts.slipRows.filter((r) => r.y !== 1)) {
    expect((y - right) ** 2).toBeLessThan((y - 1) ** 2)
    expect((y - printed) ** 2).toBeGreaterThan((y - 1) ** 2)
  }
})

test('breaks', () => {
  const run = descend(preset('bowl'), tries.breaks.alpha)
  for (let k = 0; k < tries.breaks.step; k++) {
    const [y, next] = [run.frame(k).theta[1]!, run.frame(k + 1).theta[1]!]
    expect(next / y).toBeCloseTo(-1.5, 9)
  }
  expect(facts.breaksLoss).toBeCloseTo(5 * (2 * 1.5 ** 30) ** 2, -3)
  const end = run.firstNonFinite(MAX_STEPS)!
  expect(end).toMatchObject({ step: facts.breaksEnd, name: 'loss', value: Infinity })
  // 5y² passes the largest float64 when |y| = 2·1.5ᵏ does √(1.8·10³⁰⁸ / 5).
  const most = Math.log(Math.sqrt(Number.MAX_VALUE / 5) / 2) / Math.log(1.5)
  expect(facts.breaksEnd).toBe(Math.ceil(most))
  // Half of it settles.
  expect(descend(preset('bowl'), facts.halvedAlpha).frame(400).loss).toBeLessThan(1e-12)
})

test('the numbers of the questions', () => {
  // 3·0.4⁴ from the minimum after four steps with α = 0.3.
  expect(facts.lossAfterFour).toBeCloseTo((3 * 0.4 ** 4) ** 2, 12)
  expect(facts.xAfterFour).toBeCloseTo(3 - 3 * 0.4 ** 4, 12)
  expect(facts.lossAfterThree).toBeCloseTo((3 * 0.4 ** 3) ** 2, 12)
  expect(facts.distanceAfterFour).toBeCloseTo(0.0768, 12)
  expect([facts.halfStep, facts.halfStepNoFactor, facts.halfStepWrongSign]).toEqual([3, 1.5, -3])
  expect([facts.narrowBoundFlattest, facts.narrowLanding, facts.narrowBoundCoefficient]).toEqual([
    2, 0.01, 0.04,
  ])
})
