import { expect, test } from 'vitest'
import { huber } from '../../src/core/loss/huber.ts'
import { meanAbsoluteError } from '../../src/core/loss/mean-absolute-error.ts'
import { meanSquaredError } from '../../src/core/loss/mean-squared-error.ts'
import { exampleOf } from '../../src/widgets/loss-bench/data.ts'
import * as facts from './facts.ts'

const { lossOf, ofConstant } = facts
const ALL = [meanSquaredError, meanAbsoluteError, huber]

test('twice-the-miss', () => {
  for (const r of [0.1, 1, 1.5, 40]) {
    const term = (miss: number) => lossOf(meanSquaredError, [3], [3 + miss]).value
    expect(term(2 * r) / term(r)).toBeCloseTo(4, 9)
    expect(term(-r)).toBeCloseTo(term(r), 9)
  }
  expect([facts.twicePrediction, facts.twiceTerm]).toEqual([1, 9])
})

test('sum-grows-mean-stays', () => {
  // The same samples twice, three times: the mean stays, the sum grows with them.
  for (const loss of ALL) {
    const value = (times: number, reduction: 'sum' | 'mean') => {
      const repeat = (xs: readonly number[]) => Array.from({ length: times }, () => xs).flat()
      return lossOf(loss, repeat(facts.targets), repeat(facts.predictions), reduction).value
    }
    for (const times of [2, 3, 7]) {
      expect(value(times, 'mean')).toBeCloseTo(value(1, 'mean'), 12)
      expect(value(times, 'sum')).toBeCloseTo(times * value(1, 'sum'), 10)
    }
  }
  expect([facts.sum, facts.mse]).toEqual([3.5, 0.875])
})

test('sum-mean-gradient', () => {
  for (const loss of ALL) {
    const of = (reduction: 'sum' | 'mean') =>
      lossOf(loss, facts.targets, facts.predictions, reduction).gradient
    of('sum').forEach((g, i) => expect(of('mean')[i]).toBeCloseTo(g / 4, 14))
  }
  // A step with α on the sum is a step with 4α on the mean.
  expect(0.1 * facts.gradientFourthOfSum).toBeCloseTo(4 * 0.1 * facts.gradientFourth, 14)
})

test('gradient-in-proportion', () => {
  expect([facts.gradientFirst, facts.gradientSecond, facts.gradientThird, facts.gradientFourth]).toEqual([
    0.25, -0.5, 0, 0.75,
  ])
  for (const r of [-3, -0.2, 0.7, 5]) {
    const h = 1e-5
    const value = (p: number) => lossOf(meanSquaredError, [1, 8], [p, 2]).value
    const difference = (value(1 + r + h) - value(1 + r - h)) / (2 * h)
    expect(lossOf(meanSquaredError, [1, 8], [1 + r, 2]).gradient[0]).toBeCloseTo(difference, 6)
    expect(difference).toBeCloseTo((2 * r) / 2, 6)
  }
})

/** The least value of a function on a fine grid, and where. */
function lowest(f: (c: number) => number): number {
  let best = 0
  for (let i = 0; i <= 16_000; i++) if (f(i / 1000) < f(best / 1000)) best = i
  return best / 1000
}

test('mean-and-median', () => {
  expect([facts.mean, facts.median]).toEqual([5, 3])
  expect(lowest((c) => ofConstant(meanSquaredError, c))).toBe(5)
  expect(lowest((c) => ofConstant(meanAbsoluteError, c))).toBe(3)
  // Of four targets every number between the two in the middle, 2 and 3, is as good as any other, and none is better.
  const ofFour = (c: number) => lossOf(meanAbsoluteError, [2, 3, 1, 14], [c, c, c, c], 'sum').value
  for (const c of [2, 2.3, 2.9, 3]) expect(ofFour(c)).toBeCloseTo(14, 12)
  for (const c of [1.9, 3.1]) expect(ofFour(c)).toBeGreaterThan(14.1)
  // Written out: (1 + 0 + 4 + 1 + 144)/5, (9 + 4 + 16 + 1 + 100)/5, (1 + 0 + 2 + 1 + 12)/5, (3 + 2 + 4 + 1 + 10)/5.
  expect([facts.mseAtMedian, facts.mseAtMean]).toEqual([30, 26])
  expect(facts.maeAtMedian).toBeCloseTo(3.2, 14)
  expect(facts.maeAtMean).toBeCloseTo(4, 14)
})

test('outlier-moves-the-mean', () => {
  const best = (last: number, loss: typeof meanSquaredError) =>
    lowest((c) => lossOf(loss, [2, 3, 1, 4, last], [c, c, c, c, c]).value)
  expect(best(facts.intended, meanSquaredError)).toBe(3)
  expect(best(facts.slipped, meanSquaredError)).toBe(5)
  expect(best(facts.intended, meanAbsoluteError)).toBe(3)
  expect(best(facts.slipped, meanAbsoluteError)).toBe(3)
  expect(facts.intendedMean).toBe(3)
  expect(facts.outlierShare).toBeCloseTo(144 / 150, 14)
})

test('pull-is-bounded', () => {
  const pull = (loss: typeof meanSquaredError, miss: number) =>
    lossOf(loss, [2, 3, 1, 4, 3 + miss], [3, 3, 3, 3, 3]).gradient[4]!
  for (const miss of [12, 100, 1e6]) {
    expect(pull(meanSquaredError, miss)).toBeCloseTo((-2 * miss) / 5, 6)
    expect(pull(meanAbsoluteError, miss)).toBeCloseTo(-1 / 5, 14)
    expect(pull(huber, miss)).toBeCloseTo(-1 / 5, 14)
  }
  expect(facts.outlierPullSquared).toBeCloseTo(-4.8, 14)
  for (const delta of [0.3, 2, 7]) {
    const pulls = [-90, -4, 0.1, 2, 80].map(
      (miss) => lossOf(huber, [0, 1], [miss, 1], 'mean', { delta }).gradient[0]!,
    )
    for (const g of pulls) expect(Math.abs(g)).toBeLessThanOrEqual(delta / 2)
    expect(pulls.at(-1)).toBeCloseTo(delta / 2, 14)
  }
  // Near its target Huber's gradient shrinks like that of squares; the absolute error's does not.
  for (const miss of [0.5, 0.01]) {
    expect(pull(huber, miss)).toBeCloseTo(-miss / 5, 14)
    expect(pull(meanAbsoluteError, miss)).toBeCloseTo(-1 / 5, 14)
  }
})

test('huber-between', () => {
  const best = (delta: number) => lowest((c) => ofConstant(huber, c, delta))
  expect(best(5)).toBe(3.75)
  expect(facts.huberBest).toBeCloseTo(3.75, 9)
  expect(facts.bestForHuber(1)).toBeCloseTo(3, 9)
  for (const delta of [10, 30, 100]) expect(facts.bestForHuber(delta)).toBeCloseTo(5, 9)
})

test('slip', () => {
  // 0.3² + 0.3² + 0.1² + 0.1² = 0.2
  expect(facts.slipSum).toBeCloseTo(0.2, 14)
  expect(facts.slipRight).toBeCloseTo(0.05, 14)
  expect(facts.slipHalf).toBeCloseTo(0.1, 14)
})

test('breaks', () => {
  let prediction = facts.swingNear
  for (let step = 1; step <= 100; step++) {
    prediction = facts.stepFrom(meanAbsoluteError, prediction)
    expect(prediction).toBeCloseTo(step % 2 === 1 ? 3.2 : 2.8, 9)
  }
  // Squares and Huber's loss come nearer with the same rate.
  for (const loss of [meanSquaredError, huber]) {
    let p = facts.swingNear
    for (let step = 0; step < 60; step++) p = facts.stepFrom(loss, p)
    expect(p).toBeCloseTo(3, 9)
  }
  expect([facts.swingSlopeNear, facts.swingSlopeFar]).toEqual([-1, 1])
  expect(facts.squaredStep).toBeCloseTo(2.96, 12)
})

test('the numbers of the questions and formulas', () => {
  // The first figure begins with the widget's own samples.
  expect(exampleOf('mse', 3)).toEqual({ targets: facts.targets, predictions: facts.predictions })
  expect(facts.gradientOfSix).toBeCloseTo(0.5, 14)
  expect([facts.gradientOfSixOldCount, facts.gradientOfSixSum, facts.gradientOfSixNoFactor]).toEqual([
    0.75, 3, 0.25,
  ])
  expect(facts.midrange).toBe(8)
  const plain = (tex: string) => tex.replace(/\\htmlClass\{[^}]*\}|[{}\s]/g, '')
  expect(plain(facts.mseNumbersTex)).toContain('\\frac0.25+1+0+2.254=0.875')
  expect(plain(facts.gradientTex)).toContain('\\frac2(\\haty_i-y_i)n')
  expect(plain(facts.huberTex)).toContain(
    '\\delta\\,\\left(\\left|\\haty_i-y_i\\right|-\\frac\\delta2\\right)&\\left|\\haty_i-y_i\\right|>\\delta',
  )
})
