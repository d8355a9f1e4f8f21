import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as facts from './facts.ts'

const { lab, lossOf } = facts

const bce = (y: number, p: number): number => lossOf('binary-cross-entropy', [y], [p]).value
const inside = fc.double({ min: 0.001, max: 0.999, noNaN: true })
const row = (size = 8) =>
  fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 2, maxLength: size })

test('same-probability-same-term', () => {
  expect(bce(0, 0.3)).toBeCloseTo(0.35667, 5)
  expect(bce(1, 0.7)).toBeCloseTo(0.35667, 5)
  expect(facts.firstTerm).toBe(facts.secondTerm)
  fc.assert(
    fc.property(inside, (p) => {
      expect(bce(0, 1 - p)).toBeCloseTo(bce(1, p), 12)
    }),
  )
  expect(facts.termsTex.replace(/\\htmlClass\{[^}]*\}|[{}]/g, '')).toContain('\\ln(0.7) - (1 - 1)')
})

test('zero-only-when-certain', () => {
  expect(bce(1, 1)).toBe(0)
  expect(bce(0, 0)).toBe(0)
  fc.assert(
    fc.property(inside, fc.constantFrom(0, 1), (p, y) => {
      expect(bce(y, p)).toBeGreaterThan(0)
    }),
  )
  for (let k = 1; k < 300; k++) expect(bce(1, 10 ** -k)).toBeCloseTo(k * Math.LN10, 8)
})

test('log-likelihood', () => {
  expect(facts.likelihood).toBeCloseTo(0.7 * 0.7 * 0.9 * 0.9, 12)
  expect(facts.sum).toBeCloseTo(-Math.log(0.3969), 12)
  const days = fc.array(fc.tuple(inside, fc.constantFrom(0, 1)), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(days, (all) => {
      const product = all.reduce((total, [p, y]) => total * (y === 1 ? p : 1 - p), 1)
      const [predictions, targets] = [all.map(([p]) => p), all.map(([, y]) => y)]
      expect(lossOf('binary-cross-entropy', targets, predictions, 'sum').value).toBeCloseTo(
        -Math.log(product),
        9,
      )
    }),
  )
})

test('honest', () => {
  expect(facts.atBest).toBeCloseTo(0.75 * Math.log(4 / 3) + 0.25 * Math.log(4), 12)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), inside, (rainy, dry, p) => {
      const days = rainy + dry
      const targets = Array.from({ length: days }, (_, i) => (i < rainy ? 1 : 0))
      const mean = (q: number) =>
        lossOf(
          'binary-cross-entropy',
          targets,
          targets.map(() => q),
        ).value
      if (Math.abs(p - rainy / days) > 1e-4) expect(mean(p)).toBeGreaterThan(mean(rainy / days))
    }),
  )
})

test('slope-is-error', () => {
  fc.assert(
    fc.property(fc.double({ min: -20, max: 20, noNaN: true }), fc.constantFrom(0, 1), (z, y) => {
      const slope = lossOf('binary-cross-entropy-from-logits', [y], [z]).gradient[0]!
      expect(slope).toBeCloseTo(1 / (1 + Math.exp(-z)) - y, 12)
      const h = 1e-5
      const at = (x: number) => lossOf('binary-cross-entropy-from-logits', [y], [x]).value
      expect(slope).toBeCloseTo((at(z + h) - at(z - h)) / (2 * h), 7)
    }),
  )
})

test('squared-error-stalls', () => {
  const p = 1 / (1 + Math.exp(10))
  expect(facts.scoreSlope).toBeCloseTo(p - 1, 14)
  const squared = (z: number) => lossOf('mean-squared-error', [1], [1 / (1 + Math.exp(-z))]).value
  const h = 1e-4
  expect(facts.squaredSlope).toBeCloseTo((squared(-10 + h) - squared(-10 - h)) / (2 * h), 10)
  expect(Math.abs(facts.squaredSlope)).toBeLessThan(1e-4 * Math.abs(facts.scoreSlope))
})

test('categorical-gradient', () => {
  const e = [2, 1, 0.1].map(Math.exp)
  const sum = e[0]! + e[1]! + e[2]!
  expect(facts.gA).toBeCloseTo(e[0]! / sum - 1, 12)
  expect(facts.gB).toBeCloseTo(e[1]! / sum, 12)
  expect(facts.gC).toBeCloseTo(e[2]! / sum, 12)
  fc.assert(
    fc.property(row(), fc.double({ min: 0.5, max: 5, noNaN: true }), (z, temperature) => {
      const { gradient } = lab(z, { temperature })
      expect(gradient!.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 12)
      expect(gradient![0]).toBeLessThanOrEqual(0)
      const h = 1e-5
      gradient!.forEach((g, k) => {
        const at = (dz: number) =>
          lab(
            z.map((x, j) => (j === k ? x + dz : x)),
            { temperature },
          ).loss!
        expect(g).toBeCloseTo((at(h) - at(-h)) / (2 * h), 6)
      })
    }),
  )
})

test('two-classes', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -20, max: 20, noNaN: true }),
      fc.double({ min: -20, max: 20, noNaN: true }),
      (a, b) => {
        expect(lab([a, b]).probabilities[0]).toBeCloseTo(1 / (1 + Math.exp(b - a)), 12)
      },
    ),
  )
})

test('temperature', () => {
  const spread = (z: readonly number[], temperature: number) => {
    const { probabilities } = lab(z, { temperature })
    return Math.max(...probabilities) - Math.min(...probabilities)
  }
  fc.assert(
    fc.property(row(), (z) => {
      expect(spread(z, 1e6)).toBeLessThan(1e-4)
      for (const t of [0.5, 1, 2, 4]) expect(spread(z, 2 * t)).toBeLessThanOrEqual(spread(z, t) + 1e-12)
      const order = (t: number) => lab(z, { temperature: t }).probabilities
      z.forEach((a, j) =>
        z.forEach((b, k) => {
          if (a > b) for (const t of [0.5, 1, 100]) expect(order(t)[j]).toBeGreaterThanOrEqual(order(t)[k]!)
        }),
      )
    }),
  )
  expect(lab([2, 1, 0.1], { temperature: 0.01 }).probabilities[0]).toBeCloseTo(1, 12)
  expect(facts.hottest).toBeCloseTo(1 / 3, 2)
  expect(facts.coldest).toBeCloseTo(1, 8)
})

test('definition-overflows', () => {
  const { exponentials, probabilities, loss } = lab(facts.shiftedLogits, { stable: false })
  expect(exponentials).toEqual([Infinity, Infinity, Infinity])
  expect(probabilities).toEqual([NaN, NaN, NaN])
  expect(loss).toBeNaN()
  // Single precision: 89 is too much for the second, and 88 is not for the first.
  const { logits } = facts.tries.single
  expect(lab(logits, { stable: false, precision: 'float32' }).exponentials[0]).toBeLessThan(Infinity)
  expect(lab(logits, { stable: false, precision: 'float32' }).exponentials[1]).toBe(Infinity)
  expect(lab(logits, { stable: false }).sum).toBeLessThan(Infinity)
})

test('shift-changes-nothing', () => {
  fc.assert(
    fc.property(row(), fc.integer({ min: -1000, max: 1000 }), (z, c) => {
      const moved = lab(z.map((x) => x + c)).probabilities
      lab(z).probabilities.forEach((p, k) => expect(moved[k]).toBeCloseTo(p, 10))
    }),
  )
  expect(facts.shiftedStages.loss).toBeCloseTo(facts.labLoss, 12)
})

test('sum-is-tame', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 8 }),
      (z) => {
        const { exponentials, sum } = lab(z)
        expect(Math.max(...exponentials)).toBe(1)
        expect(sum).toBeGreaterThanOrEqual(1)
        expect(sum).toBeLessThanOrEqual(z.length)
      },
    ),
  )
})

test('slip', () => {
  expect(facts.positivesOnly).toBeCloseTo(-Math.log(0.7) - Math.log(0.9), 12)
  expect(facts.sum).toBeCloseTo(2 * facts.positivesOnly, 12)
  expect(facts.mean).toBeCloseTo(facts.sum / 4, 12)
  expect([facts.positivesOnly, facts.sum, facts.mean].map((x) => x.toFixed(4))).toEqual([
    '0.4620',
    '0.9241',
    '0.2310',
  ])
  // The ones alone cost nothing under certain rain, and something under any other forecast.
  const { targets } = facts.tries.slipHalf
  expect(lossOf('binary-cross-entropy', targets, [1, 1]).value).toBe(0)
  expect(lossOf('binary-cross-entropy', targets, [1, 0.999]).value).toBeGreaterThan(0)
  for (const x of [facts.positivesOnly, facts.positivesOnly / 2, facts.sum, facts.mean])
    expect(Math.abs(x - facts.printed)).toBeGreaterThan(0.04)
})

test('certain-and-wrong', () => {
  const { targets, predictions } = facts.tries.certain
  const { terms, value } = lossOf('binary-cross-entropy', targets, predictions)
  expect(terms[1]).toBe(Infinity)
  expect(value).toBe(Infinity)
})

test('lost-by-underflow', () => {
  const { logits } = facts.tries.lost
  const naive = lab(logits, { stable: false, target: 1 })
  expect(naive.probabilities[1]).toBe(0)
  expect(naive.loss).toBe(Infinity)
  expect(lab(logits, { target: 1 }).loss).toBe(800)
})
