import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate } from '../formula/evaluate.ts'
import { crossEntropyFromLogit } from './binary-cross-entropy.ts'
import {
  CLASS_PART_FROM_LOGIT,
  categoricalCrossEntropyFromLogits as fromLogits,
} from './categorical-cross-entropy-from-logits.ts'
import { categoricalCrossEntropy as fromProbabilities, CLASS_PART } from './categorical-cross-entropy.ts'
import { logSumExp, softmax } from './softmax.ts'

const logit = fc.double({ min: -8, max: 8, noNaN: true })
const batch = fc.integer({ min: 2, max: 5 }).chain((k) =>
  fc.array(fc.tuple(fc.array(logit, { minLength: k, maxLength: k }), fc.integer({ min: 0, max: k - 1 })), {
    minLength: 1,
    maxLength: 4,
  }),
)
const options = fc.record({
  reduction: fc.constantFrom('sum' as const, 'mean' as const),
  labelSmoothing: fc.constantFrom(0, 0.1, 0.5, 1),
})
const sum = (row: readonly number[]) => row.reduce((a, b) => a + b, 0)

describe('categorical cross-entropy', () => {
  it('is worked by hand: −ln of the probability given to the class', () => {
    const rows = [
      [0.25, 0.5, 0.25],
      [0.125, 0.125, 0.75],
    ]
    const { value, terms, parts, gradient } = fromProbabilities(rows, [1, 0], { reduction: 'mean' })
    expect(terms[0]).toBeCloseTo(Math.LN2, 15)
    expect(terms[1]).toBeCloseTo(3 * Math.LN2, 15)
    expect(value).toBeCloseTo(2 * Math.LN2, 15)
    expect(parts[0]!.map((x) => x > 0)).toEqual([false, true, false])
    // −1/p of the class, halved by the mean; 0 elsewhere, where p does not enter.
    expect(gradient).toEqual([
      [0, -1, 0],
      [-4, 0, 0],
    ])
  })

  it('gives with equal logits ln K, and p − q as gradient', () => {
    const { value, gradient, probabilities } = fromLogits([[7, 7, 7, 7]], [2], { reduction: 'mean' })
    expect(value).toBeCloseTo(Math.log(4), 15)
    expect(probabilities).toEqual([[0.25, 0.25, 0.25, 0.25]])
    expect(gradient).toEqual([[0.25, 0.25, -0.75, 0.25]])
  })

  it('smooths labels: q = 0.9 + 0.1/4 for the class, 0.1/4 for the others', () => {
    const { targets } = fromLogits([[0, 0, 0, 0]], [1], { reduction: 'mean', labelSmoothing: 0.1 })
    targets[0]!.forEach((q, k) => expect(q).toBeCloseTo(k === 1 ? 0.925 : 0.025, 15))
  })

  it('is the same from logits as from their softmax, value, parts and (by the chain rule) gradient', () => {
    fc.assert(
      fc.property(batch, options, (samples, chosen) => {
        const z = samples.map(([row]) => row)
        const classes = samples.map(([, c]) => c)
        const a = fromLogits(z, classes, chosen)
        const b = fromProbabilities(
          z.map((row) => softmax(row)),
          classes,
          chosen,
        )
        expect(Math.abs(a.value - b.value)).toBeLessThanOrEqual(1e-12 * Math.max(1, b.value))
        a.gradient.forEach((row, i) => {
          const [p, g] = [b.probabilities[i]!, b.gradient[i]!]
          // Jacobian of softmax: ∂pⱼ/∂zₖ = pⱼ(δⱼₖ − pₖ)
          const mean = sum(g.map((gj, j) => gj * p[j]!))
          row.forEach((slope, k) => expect(Math.abs(slope - p[k]! * (g[k]! - mean))).toBeLessThan(1e-12))
        })
      }),
    )
  })

  it('shows the formula it computes, class by class', () => {
    fc.assert(
      fc.property(batch, options, (samples, chosen) => {
        const { parts, terms, targets, probabilities } = fromLogits(
          samples.map(([row]) => row),
          samples.map(([, c]) => c),
          chosen,
        )
        samples.forEach(([z], i) => {
          expect(terms[i]!).toBeCloseTo(sum(parts[i]!), 12)
          z.forEach((zk, k) => {
            const q = targets[i]![k]!
            const shown = evaluate(CLASS_PART_FROM_LOGIT, { q, z: zk, L: logSumExp(z) })
            expect(Math.abs(shown - parts[i]![k]!)).toBeLessThan(1e-14)
            const p = probabilities[i]![k]!
            expect(Math.abs(evaluate(CLASS_PART, { q, p }) - parts[i]![k]!)).toBeLessThan(1e-14)
          })
        })
      }),
    )
  })

  it('has the gradient of its central difference', () => {
    const h = 1e-4
    fc.assert(
      fc.property(batch, options, (samples, chosen) => {
        const z = samples.map(([row]) => row)
        const classes = samples.map(([, c]) => c)
        const { gradient } = fromLogits(z, classes, chosen)
        gradient.forEach((row, i) =>
          row.forEach((slope, k) => {
            const at = (by: number) => z.map((r, m) => r.map((x, j) => (m === i && j === k ? x + by : x)))
            const difference =
              (fromLogits(at(h), classes, chosen).value - fromLogits(at(-h), classes, chosen).value) / (2 * h)
            expect(Math.abs(slope - difference)).toBeLessThan(1e-8)
          }),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('is binary cross-entropy when there are two classes with logits 0 and z', () => {
    fc.assert(
      fc.property(fc.double({ min: -900, max: 900, noNaN: true }), fc.constantFrom(0, 1), (z, y) => {
        const { value } = fromLogits([[0, z]], [y], { reduction: 'mean' })
        const binary = crossEntropyFromLogit(z, y)
        expect(Math.abs(value - binary)).toBeLessThanOrEqual(1e-13 * Math.max(1, binary))
        // Far out on the right side it keeps its digits as well.
        if (binary > 0 && binary < 0.5) expect(value / binary).toBeCloseTo(1, 8)
      }),
    )
  })

  it('does not care which class is impossible when its target is 0', () => {
    const { terms, gradient } = fromProbabilities([[0, 1]], [1], { reduction: 'sum' })
    expect(terms).toEqual([0])
    expect(gradient).toEqual([[0, -1]])
    expect(fromProbabilities([[0, 1]], [0], { reduction: 'sum' }).value).toBe(Infinity)
  })

  it('refuses what is no distribution and no class, with a sentence', () => {
    const mean = { reduction: 'mean' } as const
    expect(() => fromProbabilities([[0.5, 0.75]], [0], mean)).toThrow(
      'The predicted probabilities of sample 1 add up to 1.25; probabilities of all classes add up to 1.',
    )
    expect(() => fromProbabilities([[1.5, -0.5]], [0], mean)).toThrow(
      'is 1.5; a probability lies between 0 and 1',
    )
    expect(() => fromLogits([[0, 1]], [2], mean)).toThrow(
      'The target of sample 1 is class 2; classes are 0 to 1.',
    )
    expect(() => fromLogits([[0, 1]], [0.5], mean)).toThrow('is class 0.5')
    expect(() => fromLogits([[0, 1]], [[0.5, 0.6]], mean)).toThrow(
      'target probabilities of sample 1 add up to 1.1',
    )
    expect(() => fromLogits([[0, 1]], [[1]], mean)).toThrow('2 predictions but 1 targets')
    expect(() => fromLogits([[0, 1]], [0, 1], mean)).toThrow('1 predictions but 2 targets')
    expect(() => fromLogits([], [], mean)).toThrow('no samples')
    expect(() => fromLogits([[0, Infinity]], [0], mean)).toThrow(
      'The logit of class 1 of sample 1 is Infinity',
    )
    expect(() => fromLogits([[0, 1]], [0], { ...mean, labelSmoothing: 2 })).toThrow('Label smoothing is 2')
  })
})
