import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastSquares, type Point } from '../../src/core/objective/least-squares.ts'
import { miniBatches, type Samples } from '../../src/core/objective/sampling.ts'
import { uniform } from '../../src/core/rng.ts'
import * as facts from './facts.ts'

const { line, descend, shuffled, floorOf, alpha, leastLoss, sampleCount: n } = facts

const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length
/** Every way to draw so many of the numbers 0 … n − 1 one after another, with replacement. */
const draws = (size: number): number[][] =>
  size === 0 ? [[]] : draws(size - 1).flatMap((d) => Array.from({ length: n }, (_, i) => [...d, i]))
/** The same without replacement. */
const subsets = (size: number): number[][] =>
  draws(size).filter((d) => d.every((i, k) => k === 0 || d[k - 1]! < i))
const gradientOver = (samples: Samples, at: readonly number[]): readonly number[] =>
  line.over(samples).gradientAt(at)

test('average-of-samples', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.double({ min: -5, max: 5, noNaN: true }),
      (w, b) => {
        const full = line.gradientAt([w, b])
        for (const size of [1, 2, 3, 4]) {
          const all = subsets(size).map((samples) => gradientOver(samples, [w, b]))
          for (const c of [0, 1]) expect(mean(all.map((g) => g[c]!))).toBeCloseTo(full[c]!, 9)
        }
      },
    ),
    { numRuns: 30 },
  )
  // By hand, at w = −0.5, b = 3: 2·x·(w·x + b − y) and 2·(w·x + b − y).
  expect(facts.sampleRows.map((r) => [r.dw, r.db])).toEqual([
    [-33, 11],
    [-14, 7],
    [-7, 7],
    [1, 1],
    [2, 1],
    [-9, -3],
  ])
  expect([facts.fullDw, facts.fullDb]).toEqual([-60 / 6, 24 / 6])
})

/** The mean squared distance from the full gradient over all batches that can be drawn. */
const spread = (batches: readonly Samples[]): number =>
  mean(
    batches.map((samples) => {
      const [dw, db] = gradientOver(samples, line.start) as readonly [number, number]
      return (dw - facts.fullDw) ** 2 + (db - facts.fullDb) ** 2
    }),
  )

test('noise-of-a-batch', () => {
  // (−23, 7), (−4, 3), (3, 3), (11, −3), (12, −3), (1, −7): the squares add up to 954.
  expect(facts.variance).toBeCloseTo(954 / 6, 12)
  for (const { size, withReplacement, without } of facts.noiseRows) {
    if (size <= 4) expect(spread(draws(size))).toBeCloseTo(withReplacement, 9)
    expect(spread(subsets(size))).toBeCloseTo(without, 9)
  }
  expect(spread(draws(4))).toBeCloseTo(facts.variance / facts.halving, 9)
  expect(spread(draws(facts.halvingVariance))).toBeCloseTo(facts.variance / 2, 9)
  expect(facts.halvingRoot ** 2).toBeCloseTo(facts.halvingVariance, 12)
})

test('noise-floor', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const floor = floorOf(descend(line, { alpha, samplesOf: shuffled(1, seed) }))
    expect(floor).toBeGreaterThan(0.05)
    expect(floor).toBeLessThan(0.08)
    // Batches of three of the six still have a floor, a far lower one.
    const ofThree = floorOf(descend(line, { alpha, samplesOf: shuffled(3, seed) }))
    expect(ofThree).toBeGreaterThan(0.003)
    expect(ofThree).toBeLessThan(floor / 5)
  }
  expect(facts.floor).toBe(floorOf(descend(line, { alpha, samplesOf: shuffled(1) })))
  const full = descend(line, { alpha })
  expect(full.frame(facts.tries.all.step).loss - leastLoss).toBeLessThan(1e-8)
  expect(Math.abs(floorOf(full))).toBeLessThan(1e-8)
})

/** Samples drawn one at a time with replacement; a function of the step. */
const replaced =
  (seed: number) =>
  (t: number): Samples => [Math.floor(uniform(seed, 99, t) * n)]

test('floor-and-rate', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const [one, half] = [alpha, facts.halfAlpha].map((rate) =>
      floorOf(descend(line, { alpha: rate, samplesOf: shuffled(1, seed) })),
    )
    expect(one! / half!).toBeGreaterThan(4)
    expect(one! / half!).toBeLessThan(5.5)
  }
  expect(facts.shuffledRatio).toBeGreaterThan(4)
  expect(facts.replacedRatio).toBeGreaterThan(2)
  expect(facts.replacedRatio).toBeLessThan(3)
  // What theory expects is what many runs give on average.
  for (const rate of [alpha, facts.halfAlpha]) {
    const floors = Array.from({ length: 12 }, (_, seed) =>
      floorOf(descend(line, { alpha: rate, samplesOf: replaced(seed) })),
    )
    expect(mean(floors) / facts.floorWithReplacement(rate)).toBeGreaterThan(0.85)
    expect(mean(floors) / facts.floorWithReplacement(rate)).toBeLessThan(1.15)
  }
  // In proportion to the rate, once it is small.
  expect(facts.floorWithReplacement(0.002) / facts.floorWithReplacement(0.001)).toBeCloseTo(2, 1)
})

test('falling-rate', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const run = descend(line, { alpha, samplesOf: shuffled(1, seed), schedule: facts.falling })
    expect(run.frame(facts.decaySteps).loss - leastLoss).toBeLessThan(facts.floor / 100)
  }
})

test('agreeing-samples', () => {
  const { agreeingLine } = facts
  expect(agreeingLine.valueAt([0.5, 1])).toBe(0)
  for (const seed of [1, 2, 3]) {
    const samplesOf = miniBatches(seed, agreeingLine.points.length, 1)
    const run = descend(agreeingLine, { alpha, samplesOf })
    expect(run.frame(facts.tries.agrees.step).loss).toBeLessThan(1e-8)
    expect(run.frame(1000).loss).toBeLessThan(1e-20)
  }
})

test('a step at the usual rate lowers the loss of its own sample', () => {
  const run = descend(line, { alpha, samplesOf: shuffled(1) })
  for (let t = 1; t <= 120; t++) {
    const own = line.over(shuffled(1)(t))
    expect(own.valueAt(run.frame(t).theta)).toBeLessThanOrEqual(own.valueAt(run.frame(t - 1).theta))
  }
})

test('small-batches-early', () => {
  expect(facts.trainPoints).toBe(facts.tries.wholeSet.batch)
  expect([facts.smallSteps, facts.wholeSteps]).toEqual([(facts.trainPoints * 10) / 4, 10])
  for (const seed of [1, 2, 3, 4, 5]) {
    expect(facts.trained(facts.smallBatch, facts.epochs, seed).loss).toBeLessThan(0.3)
    expect(facts.trained(facts.trainPoints, facts.epochs, seed).loss).toBeGreaterThan(0.6)
  }
})

test('slip-gradient-zero', () => {
  expect(facts.slipOnFirst).toBe(1)
  // ∂/∂w (1·w + 0 − 2)² at w = 1 is −2.
  expect(facts.slipOnSecond).toBeCloseTo(1 + 0.1 * 2, 12)
  expect(facts.slipPrinted).toBeCloseTo(0.9, 12)
  const slip = leastSquares([[1, 1] as Point])
  expect(slip.gradientAt([1, 0])).toEqual([0, 0])
})

test('breaks', () => {
  // (2/6)·Σx² = 28/3 is the largest curvature of the mean; 2·(3² + 1) = 20 that of the samples at x = ±3.
  expect(facts.boundOfAll).toBeCloseTo(2 / (28 / 3), 12)
  expect(facts.boundOfSteepest).toBeCloseTo(2 / 20, 12)
  const { breaksAlpha, breaksSteps } = facts
  expect(descend(line, { alpha: breaksAlpha }).frame(breaksSteps).loss - leastLoss).toBeLessThan(1e-6)
  for (const seed of [1, 2, 3, 4, 5]) {
    const run = descend(line, { alpha: breaksAlpha, samplesOf: shuffled(1, seed) })
    expect(run.frame(600).loss).toBeGreaterThan(1e4)
  }
  expect(facts.breaksFactor).toBeCloseTo(1 - 0.2 * 20, 12)
  expect(facts.breaksLoss).toBeGreaterThan(100)
})

test('the numbers of the question on one sample', () => {
  // The point of the line −2w + b = 0.5 nearest to (−0.5, 3): the residual 3.5 is taken off along (−2, 1)/5.
  expect(facts.againW).toBeCloseTo(-0.5 + (3.5 * 2) / 5, 9)
  expect(facts.againAfterOne).toBeCloseTo(-0.5 + 0.05 * 14, 12)
  const at = [-0.5 + 1.4, 3 - 0.7] as const
  expect(facts.againLoss).toBeCloseTo(line.valueAt(at), 9)
  expect(facts.againLoss).toBeGreaterThan(10 * leastLoss)
})
