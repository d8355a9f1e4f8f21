import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  EXP_OVERFLOWS_ABOVE,
  logSoftmax,
  logSumExp,
  naiveLogSumExp,
  naiveSoftmaxSteps,
  softmax,
  softmaxSteps,
} from './softmax.ts'

const row = (size: number) =>
  fc.array(fc.double({ min: -size, max: size, noNaN: true }), { minLength: 1, maxLength: 8 })
const temperature = fc.double({ min: 0.1, max: 10, noNaN: true })

describe('softmax', () => {
  it('is worked by hand for logits ln 1, ln 2, ln 5', () => {
    const z = [0, Math.log(2), Math.log(5)]
    softmax(z).forEach((p, k) => expect(p).toBeCloseTo([1 / 8, 2 / 8, 5 / 8][k]!, 15))
    expect(logSumExp(z)).toBeCloseTo(Math.log(8), 15)
    // T = 1/2 doubles the logits, which squares the exponentials: 1, 4, 25.
    softmax(z, 0.5).forEach((p, k) => expect(p).toBeCloseTo([1 / 30, 4 / 30, 25 / 30][k]!, 15))
  })

  it('agrees with its definition as long as nothing overflows, steps and all', () => {
    fc.assert(
      fc.property(row(30), temperature, (z, t) => {
        const [naive, stable] = [naiveSoftmaxSteps(z, t), softmaxSteps(z, t)]
        stable.probabilities.forEach((p, k) =>
          expect(Math.abs(p - naive.probabilities[k]!)).toBeLessThan(1e-13),
        )
        expect(stable.logSumExp).toBeCloseTo(naive.logSumExp, 10)
        expect(stable.sum).toBeGreaterThanOrEqual(1)
        expect(stable.sum).toBeLessThanOrEqual(z.length)
        expect(Math.max(...stable.exponentials)).toBe(1)
      }),
    )
  })

  it('gives probabilities that add up to 1 for any logits, and does not mind a shift', () => {
    fc.assert(
      fc.property(row(1e300), row(50), fc.integer({ min: -1000, max: 1000 }), (huge, z, shift) => {
        for (const p of [softmax(huge), softmax(z)]) {
          expect(p.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12)
          expect(p.every((x) => x >= 0 && x <= 1)).toBe(true)
        }
        softmax(z.map((x) => x + shift)).forEach((p, k) =>
          expect(Math.abs(p - softmax(z)[k]!)).toBeLessThan(1e-10),
        )
      }),
    )
  })

  it('sharpens when cold and levels when hot', () => {
    expect(softmax([1, 2, 3], 1e-3)).toEqual([0, 0, 1])
    expect(softmax([1, 2, 3], 1e-310)).toEqual([0, 0, 1])
    softmax([1, 2, 3], 1e9).forEach((p) => expect(p).toBeCloseTo(1 / 3, 8))
  })

  it('shows what overflows and underflows without the shift', () => {
    const over = naiveSoftmaxSteps([1000, 999])
    expect(over.exponentials).toEqual([Infinity, Infinity])
    expect(over.probabilities).toEqual([NaN, NaN])
    expect(naiveLogSumExp([1000, 0])).toBe(Infinity)
    expect(logSumExp([1000, 0])).toBe(1000)
    const under = naiveSoftmaxSteps([-800, -801])
    expect(under.sum).toBe(0)
    expect(under.probabilities).toEqual([NaN, NaN])
    expect(naiveLogSumExp([-800, -801])).toBe(-Infinity)
    // −800 + ln(1 + e⁻¹)
    expect(logSumExp([-800, -801])).toBeCloseTo(-800 + Math.log1p(Math.exp(-1)), 12)
    expect(softmax([1000, 999])[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 15)
    expect(Math.exp(EXP_OVERFLOWS_ABOVE)).toBeLessThan(Infinity)
    expect(Math.exp(EXP_OVERFLOWS_ABOVE + 1e-12)).toBe(Infinity)
  })

  it('gives a ruled-out logit nothing', () => {
    expect(softmax([0, -Infinity, 0])).toEqual([0.5, 0, 0.5])
    expect(logSumExp([-Infinity, 3])).toBe(3)
  })

  it('refuses what has no softmax', () => {
    expect(() => softmax([])).toThrow('There are no logits')
    expect(() => softmax([0, NaN])).toThrow('Logit 2 is NaN')
    expect(() => softmax([Infinity])).toThrow('Logit 1 is Infinity')
    expect(() => softmax([-Infinity])).toThrow('Every logit is −∞')
    for (const t of [0, -1, NaN, Infinity]) expect(() => softmax([1], t)).toThrow(`The temperature is ${t}`)
  })
})

describe('the logarithm of softmax', () => {
  it('is that, and keeps its digits where a prediction is nearly certain', () => {
    fc.assert(
      fc.property(row(20), (z) => {
        logSoftmax(z).forEach((log, k) => expect(log).toBeCloseTo(Math.log(softmax(z)[k]!), 10))
      }),
    )
    // −ln(1 + 2e⁻⁵⁰)
    expect(logSoftmax([50, 0, 0])[0]! / (-2 * Math.exp(-50))).toBeCloseTo(1, 12)
    expect(logSoftmax([0, 0])[1]).toBeCloseTo(-Math.LN2, 15)
  })
})
