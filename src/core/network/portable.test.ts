import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exp, tanh } from './portable.ts'

/** Distance as a share of the value. */
const share = (a: number, b: number): number => (a === b ? 0 : Math.abs(a - b) / Math.abs(b))
const UNIT = 2 ** -52

test('the exponential is that of the platform, to two units in the last place', () => {
  fc.assert(
    fc.property(fc.double({ min: -700, max: 709, noNaN: true }), (x) => {
      expect(share(exp(x), Math.exp(x))).toBeLessThanOrEqual(2 * UNIT)
    }),
    { numRuns: 2000 },
  )
  expect([exp(0), exp(-Infinity), exp(Infinity)]).toEqual([1, 0, Infinity])
  expect(exp(NaN)).toBeNaN()
  expect(exp(1)).toBeCloseTo(Math.E, 15)
})

test('the hyperbolic tangent is that of the platform, to four units in the last place, and odd', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.double({ min: -25, max: 25, noNaN: true }),
        fc.double({ min: -0.6, max: 0.6, noNaN: true }),
      ),
      (x) => {
        expect(share(tanh(x), Math.tanh(x))).toBeLessThanOrEqual(4 * UNIT)
        expect(tanh(-x)).toBe(-tanh(x))
      },
    ),
    { numRuns: 2000 },
  )
  expect([tanh(-Infinity), tanh(Infinity), tanh(1e-300)]).toEqual([-1, 1, 1e-300])
  expect(tanh(NaN)).toBeNaN()
})

test('values from elsewhere: Python’s math.exp and math.tanh', () => {
  expect([exp(-3.7), exp(12.25), tanh(0.3), tanh(-1.9)].map((x) => x.toPrecision(12))).toEqual([
    '0.0247235264703',
    '208981.288870',
    '0.291312612452',
    '-0.956237458128',
  ])
})
