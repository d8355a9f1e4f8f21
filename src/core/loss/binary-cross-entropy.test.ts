import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binaryCrossEntropy, crossEntropyFromLogit, crossEntropySlope } from './binary-cross-entropy.ts'

describe('cross-entropy from a logit', () => {
  it('is −ln of the probability given to the class', () => {
    fc.assert(
      fc.property(fc.double({ min: -15, max: 15, noNaN: true }), fc.constantFrom(0, 1), (z, y) => {
        const p = 1 / (1 + Math.exp(-z))
        expect(crossEntropyFromLogit(z, y)).toBeCloseTo(-Math.log(y === 1 ? p : 1 - p), 8)
      }),
    )
  })

  it('stays finite and exact far out', () => {
    expect(crossEntropyFromLogit(1000, 0)).toBe(1000)
    expect(crossEntropyFromLogit(-1000, 1)).toBe(1000)
    expect(crossEntropyFromLogit(1000, 1)).toBe(0)
    expect(crossEntropyFromLogit(-50, 0)).toBeCloseTo(1.9287498479639178e-22, 36)
    expect(crossEntropySlope(-1000, 1)).toBe(-1)
    expect(crossEntropySlope(1000, 0)).toBe(1)
  })

  it('has the slope of its central difference', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), fc.constantFrom(0, 1), (z, y) => {
        const h = 1e-5
        const difference = (crossEntropyFromLogit(z + h, y) - crossEntropyFromLogit(z - h, y)) / (2 * h)
        expect(Math.abs(crossEntropySlope(z, y) - difference)).toBeLessThan(1e-9)
      }),
    )
  })

  it('has as its mean ln 2 where nothing is known, and NaN where a logit is none', () => {
    expect(binaryCrossEntropy([0, 0, 0], [0, 1, 1])).toBeCloseTo(Math.LN2, 15)
    expect(binaryCrossEntropy([0, NaN], [0, 1])).toBeNaN()
    expect(binaryCrossEntropy([Infinity], [1])).toBeNaN()
  })
})
