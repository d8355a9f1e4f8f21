import fc from 'fast-check'
import { expect, test } from 'vitest'
import { derivative } from '../formula/derive.ts'
import { evaluate } from '../formula/evaluate.ts'
import type { Expr } from '../formula/expr.ts'
import { print } from '../formula/print.ts'
import { leastSquares, type Point } from './least-squares.ts'
import { miniBatches } from './sampling.ts'

const points: Point[] = [
  [-3, -1],
  [-2, 0.5],
  [-1, 0],
  [1, 2],
  [2, 1.5],
  [3, 3],
]

/** The mean of squares, as a plain loop. */
const byHand = (some: readonly Point[], w: number, b: number): number =>
  some.reduce((sum, [x, y]) => sum + (w * x + b - y) ** 2, 0) / some.length

test('the loss is the mean of the squared residuals, the gradient its derivative', () => {
  const number = fc.integer({ min: -20, max: 20 }).map((n) => n / 2)
  fc.assert(
    fc.property(
      fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 8 }),
      number,
      number,
      (some, w, b) => {
        const objective = leastSquares(some)
        expect(objective.valueAt([w, b])).toBeCloseTo(byHand(some, w, b), 8)
        const exact = ['w', 'b'].map((name) => evaluate(derivative(objective.expr, name), { w, b }))
        objective.gradientAt([w, b]).forEach((g, c) => {
          expect(g).toBeCloseTo(exact[c]!, 8)
          expect(evaluate(objective.gradient[c]!, { w, b })).toBe(g)
        })
      },
    ),
    { numRuns: 200 },
  )
})

test('a part of the samples has a mean of its own, written with its own 1/|B|', () => {
  const objective = leastSquares(points)
  const part = objective.over([0, 4])
  // x = −3 and 2 at w = 1, b = 0: residuals −3 + 1 = −2 and 2 − 1.5 = 0.5.
  expect(part.valueAt([1, 0])).toBe((4 + 0.25) / 2)
  expect(part.gradientAt([1, 0])).toEqual([(2 * -3 * -2 + 2 * 2 * 0.5) / 2, (2 * -2 + 2 * 0.5) / 2])
  expect(part.gradient.map(print)).toEqual([
    '1/2*(2*(-3)*(-3*w + b + 1) + 2*2*(2*w + b - 1.5))',
    '1/2*(2*(-3*w + b + 1) + 2*(2*w + b - 1.5))',
  ])
  expect(objective.over([3]).gradient.map(print)).toEqual(['2*(w + b - 2)', '2*(w + b - 2)'])
  expect(objective.over([4, 0])).not.toBe(part)
  expect(objective.over([0, 4])).toBe(part)
})

test('the mean over samples is that of the term, sample by sample', () => {
  const { term, over } = leastSquares(points)
  const at = { w: 1.25, b: -0.5 }
  const ofTerm = (e: Expr, samples: readonly number[]): number =>
    samples.reduce((sum, i) => {
      const [x, y] = term.samples[i]!
      return sum + evaluate(e, { ...at, x: x!, y: y! }) / samples.length
    }, 0)
  for (const samples of [[0], [2, 4], [3, 3, 5], [0, 1, 2, 3, 4, 5]]) {
    const part = over(samples)
    expect(ofTerm(term.loss, samples)).toBeCloseTo(part.valueAt([at.w, at.b]), 12)
    const gradient = part.gradientAt([at.w, at.b])
    term.gradient.forEach((e, c) => expect(ofTerm(e, samples)).toBeCloseTo(gradient[c]!, 12))
  }
})

test('the minimum is the line of least squares; where x never changes there is none', () => {
  const objective = leastSquares(points)
  // x̄ = 0, ȳ = 1, Σxy = 3 − 1 + 0 + 2 + 3 + 9 = 16, Σx² = 28.
  expect(objective.minima).toEqual([[16 / 28, 1]])
  objective.gradientAt(objective.minima[0]!).forEach((g) => expect(g).toBeCloseTo(0, 12))
  // The second derivatives are 2·Σx²/n = 28/3, 0 and 2.
  expect(objective.lambdaMax).toBeCloseTo(28 / 3, 12)
  expect(
    leastSquares([
      [2, 1],
      [2, 3],
    ]).minima,
  ).toEqual([])
})

test('from its start and at its learning rate every single sample brings the line nearer to it', () => {
  const { start, learningRate, over } = leastSquares(points)
  for (let i = 0; i < points.length; i++) {
    const one = over([i])
    const [dw = 0, db = 0] = one.gradientAt(start)
    const next = [start[0]! - learningRate * dw, start[1]! - learningRate * db]
    expect(one.valueAt(next)).toBeLessThan(one.valueAt(start))
  }
})

test('mini-batches are decided by seed and step, and use every sample once an epoch', () => {
  const samples = miniBatches(7, 6, 2)
  expect(samples(5)).toEqual(miniBatches(7, 6, 2)(5))
  for (let epoch = 0; epoch < 5; epoch++) {
    const used = [1, 2, 3].flatMap((t) => samples(3 * epoch + t))
    expect([...used].sort()).toEqual([0, 1, 2, 3, 4, 5])
  }
  const other = Array.from({ length: 12 }, (_, i) => miniBatches(8, 6, 2)(i + 1))
  expect(other).not.toEqual(Array.from({ length: 12 }, (_, i) => samples(i + 1)))
  expect(miniBatches(7, 3, 9)(1)).toHaveLength(3)
})
