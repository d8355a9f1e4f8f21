import fc from 'fast-check'
import { expect, test } from 'vitest'
import { axisFor, drawnShare, fineLogAxis, linearAxis, logAxis, shareOf } from './axis.ts'

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true })

test('a linear axis covers its values with a few round ticks', () => {
  expect(linearAxis(0, 0.7).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8])
  expect(linearAxis(3, 3).from).toBe(3)
  fc.assert(
    fc.property(finite, finite, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      const axis = linearAxis(low, high)
      expect(axis.ticks.length).toBeLessThanOrEqual(7)
      expect(shareOf(axis, low)).toBeGreaterThanOrEqual(-1e-6)
      expect(shareOf(axis, high)).toBeLessThanOrEqual(1 + 1e-6)
    }),
  )
})

test('a logarithmic axis has decades as ticks', () => {
  expect(logAxis(0.003, 40).ticks).toEqual([0.001, 0.01, 0.1, 1, 10, 100])
  expect(shareOf(logAxis(0.01, 100), 1)).toBeCloseTo(0.5, 12)
})

test('a fine logarithmic axis ends at a 1, 2 or 5, and has all of them as ticks while there are few', () => {
  expect(fineLogAxis(0.07, 0.69).ticks).toEqual([0.05, 0.1, 0.2, 0.5, 1])
  expect(fineLogAxis(0.2, 0.5).ticks).toEqual([0.2, 0.5])
  expect(fineLogAxis(1, 1).ticks).toEqual([1, 2])
  expect(fineLogAxis(0.003, 40)).toEqual(logAxis(0.003, 40))
  const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true })
  fc.assert(
    fc.property(positive, positive, (a, b) => {
      const axis = fineLogAxis(Math.min(a, b), Math.max(a, b))
      for (const x of [a, b]) {
        expect(shareOf(axis, x)).toBeGreaterThanOrEqual(-1e-6)
        expect(shareOf(axis, x)).toBeLessThanOrEqual(1 + 1e-6)
      }
      expect(axis.ticks.length).toBeLessThanOrEqual(9)
    }),
  )
})

test('losses over decades get a logarithmic axis, others a linear one from zero', () => {
  expect(axisFor([1000, 0.5]).scale).toBe('log')
  expect(axisFor([0.7, 0.2])).toMatchObject({ scale: 'linear', from: 0 })
  expect(axisFor([NaN, Infinity])).toMatchObject({ from: 0, to: 1 })
  expect(axisFor([-3, 5]).scale).toBe('linear')
})

test('what lies far outside is drawn outside, at a place that a picture can have', () => {
  const axis = linearAxis(0, 1)
  expect([0, 0.25, 1, 3].map((x) => drawnShare(axis, x))).toEqual([0, 0.25, 1, 3])
  for (const x of [1e39, 1e300, -1e39]) {
    const share = drawnShare(axis, x)
    expect(Math.abs(share)).toBeLessThan(1000)
    expect(share * Math.sign(x)).toBeGreaterThan(1)
  }
})
