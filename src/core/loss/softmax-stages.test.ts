import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate } from '../formula/evaluate.ts'
import { categoricalCrossEntropyFromLogits } from './categorical-cross-entropy-from-logits.ts'
import { FLOAT_LIMITS, PRECISIONS, ROUND } from './float-format.ts'
import { softmaxFormula, stageResult, stagesOf, stageValues } from './softmax-formulas.ts'
import { naiveSoftmaxSteps, softmaxSteps } from './softmax.ts'
import { type SoftmaxOptions, softmaxStages } from './softmax-stages.ts'

const plain: SoftmaxOptions = { temperature: 1, stable: true, precision: 'float64', target: null }
const row = (size: number) =>
  fc.array(fc.double({ min: -size, max: size, noNaN: true }), { minLength: 2, maxLength: 8 })
const temperature = fc.double({ min: 0.1, max: 100, noNaN: true })

describe('the stages of a softmax', () => {
  it('are worked by hand for logits ln 1, ln 2, ln 5 and target 2', () => {
    const z = [0, Math.log(2), Math.log(5)]
    const stages = softmaxStages(z, { ...plain, target: 1 })
    stages.exponentials.forEach((e, k) => expect(e).toBeCloseTo([1 / 5, 2 / 5, 1][k]!, 14))
    expect(stages.sum).toBeCloseTo(8 / 5, 14)
    stages.probabilities.forEach((p, k) => expect(p).toBeCloseTo([1 / 8, 2 / 8, 5 / 8][k]!, 14))
    expect(stages.logSumExp).toBeCloseTo(Math.log(8), 14)
    expect(stages.loss).toBeCloseTo(Math.log(4), 14)
    stages.gradient!.forEach((g, k) => expect(g).toBeCloseTo([1 / 8, -6 / 8, 5 / 8][k]!, 14))
    // At T = 1/2 the exponentials are squared, 1, 4, 25, and the slopes doubled.
    const cold = softmaxStages(z, { ...plain, temperature: 0.5, target: 1 })
    cold.gradient!.forEach((g, k) => expect(g).toBeCloseTo((2 * [1, -26, 25][k]!) / 30, 13))
  })

  it('agree with the softmax that computes in one go', () => {
    fc.assert(
      fc.property(row(30), temperature, (z, t) => {
        const naive = softmaxStages(z, { ...plain, temperature: t, stable: false })
        expect(naive.probabilities).toEqual(naiveSoftmaxSteps(z, t).probabilities)
        const stable = softmaxStages(z, { ...plain, temperature: t })
        const known = softmaxSteps(z, t)
        stable.probabilities.forEach((p, k) =>
          expect(Math.abs(p - known.probabilities[k]!)).toBeLessThan(1e-12),
        )
        expect(Math.abs(stable.logSumExp - known.logSumExp)).toBeLessThan(1e-10)
      }),
    )
  })

  it('have the loss and the gradient of cross-entropy from logits', () => {
    fc.assert(
      fc.property(row(50), fc.nat(), (z, seed) => {
        const target = seed % z.length
        const { value, gradient } = categoricalCrossEntropyFromLogits([z], [target], { reduction: 'sum' })
        const stages = softmaxStages(z, { ...plain, target })
        expect(stages.loss!).toBeCloseTo(value, 10)
        stages.gradient!.forEach((g, k) => expect(g).toBeCloseTo(gradient[0]![k]!, 12))
      }),
    )
  })

  it('have a gradient that is the slope of the loss, temperature included', () => {
    fc.assert(
      fc.property(row(5), fc.double({ min: 0.5, max: 5, noNaN: true }), (z, t) => {
        const options = { ...plain, temperature: t, target: 0 }
        const h = 1e-5
        const lossAt = (dz: number) =>
          softmaxStages([...z.slice(0, -1), z[z.length - 1]! + dz], options).loss!
        const slope = (lossAt(h) - lossAt(-h)) / (2 * h)
        expect(softmaxStages(z, options).gradient![z.length - 1]).toBeCloseTo(slope, 6)
      }),
    )
  })

  it('show where each format overflows and vanishes', () => {
    for (const precision of PRECISIONS) {
      const { expOverflowsAbove: top, expVanishesBelow: bottom, largest } = FLOAT_LIMITS[precision]
      const exp = (x: number) => ROUND[precision](Math.exp(x))
      expect(ROUND[precision](largest)).toBe(largest)
      expect(exp(top * (1 - 1e-9))).toBeLessThan(Infinity)
      expect(exp(top * (1 + 1e-9))).toBe(Infinity)
      expect(exp(bottom * (1 - 1e-9))).toBeGreaterThan(0)
      expect(exp(bottom * (1 + 1e-9))).toBe(0)
    }
    expect(FLOAT_LIMITS.float32.expOverflowsAbove).toBeCloseTo(88.7228, 4)
    expect(FLOAT_LIMITS.float64.expOverflowsAbove).toBeCloseTo(709.7827, 4)
  })

  it('lose a prediction to overflow only where nothing is taken off', () => {
    const over = softmaxStages([1000, 999], { ...plain, stable: false, target: 1 })
    expect(over).toMatchObject({ exponentials: [Infinity, Infinity], sum: Infinity, loss: NaN })
    expect(over.probabilities).toEqual([NaN, NaN])
    expect(softmaxStages([1000, 999], { ...plain, target: 1 }).loss).toBeCloseTo(
      1 + Math.log1p(Math.exp(-1)),
      12,
    )
    // 89 is harmless in float64 and too much in float32.
    const z = [89, 0]
    expect(softmaxStages(z, { ...plain, stable: false }).sum).toBeLessThan(Infinity)
    const single = softmaxStages(z, { ...plain, stable: false, precision: 'float32' })
    expect(single.probabilities).toEqual([NaN, 0])
    expect(softmaxStages(z, { ...plain, precision: 'float32' }).probabilities[0]).toBe(1)
    // Each addition is rounded: 1 + 4.1×10⁻⁸ is 1 again, twice.
    expect(softmaxStages([0, -17, -17], { ...plain, precision: 'float32' }).sum).toBe(1)
    // The naive loss is ∞ where the probability is too small to be held; from logits it is the difference.
    expect(softmaxStages([800, 0], { ...plain, target: 1 })).toMatchObject({ loss: 800 })
    expect(softmaxStages([0, -800], { ...plain, stable: false, target: 1 })).toMatchObject({ loss: Infinity })
  })

  it('are the values of their formulas, bit for bit in float64 and to half a unit in float32', () => {
    const settings = fc.record({
      temperature,
      stable: fc.boolean(),
      precision: fc.constantFrom(...PRECISIONS),
      target: fc.constantFrom(null, 0, 1),
    })
    fc.assert(
      fc.property(row(2000), settings, fc.nat(7), (z, options, place) => {
        const stages = softmaxStages(z, options)
        const k = place % z.length
        for (const stage of stagesOf(stages)) {
          const formula = softmaxFormula(stage, options.stable, z.length)
          const value = evaluate(formula, stageValues(stage, stages, k))
          const held = stageResult(stage, stages, k)
          if (options.precision === 'float64')
            expect(held === 0 ? 0 : held, stage).toBe(value === 0 ? 0 : value)
          else if (Number.isFinite(held))
            expect(Math.abs(held - value), stage).toBeLessThanOrEqual(1e-6 * Math.abs(value) + 1e-6)
        }
      }),
    )
  })

  it('leave out what there is not', () => {
    expect(stagesOf({ stable: false, target: null })).toEqual([
      'scaled',
      'exponential',
      'sum',
      'probability',
      'log-sum-exp',
    ])
    expect(stagesOf({ stable: true, target: 0 })).toHaveLength(8)
    expect(() => softmaxStages([], plain)).toThrow('There are no logits')
    expect(() => softmaxStages([1e39], { ...plain, precision: 'float32' })).toThrow('Logit 1 is Infinity')
  })
})
