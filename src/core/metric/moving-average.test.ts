import fc from 'fast-check'
import { expect, test } from 'vitest'
import { movingAverage } from './moving-average.ts'

const of = (losses: readonly number[], steps = losses.map((_, i) => i)) =>
  losses.map((y, i) => ({ x: steps[i] as number, y }))
const heights = (points: readonly { y: number }[]) => points.map((p) => p.y)

test('by hand: β = 0.5, losses 8, 4, 2 at steps 0, 1, 2', () => {
  // 8; 0.5·8 + 0.5·4 = 6; 0.5·6 + 0.5·2 = 4.
  expect(heights(movingAverage(of([8, 4, 2]), 0.5))).toEqual([8, 6, 4])
})

test('by hand: two steps on, the old average counts β² = 0.25', () => {
  // 0.25·8 + 0.75·4 = 5.
  expect(movingAverage(of([8, 4], [10, 12]), 0.5)).toEqual([
    { x: 10, y: 8 },
    { x: 12, y: 5 },
  ])
})

const losses = fc.array(fc.double({ min: 0, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 40 })
const beta = fc.double({ min: 0, max: 0.9999, noNaN: true })

test('it starts at the first loss and stays between the least and the largest', () => {
  fc.assert(
    fc.property(losses, beta, (given, b) => {
      const smooth = heights(movingAverage(of(given), b))
      expect(smooth[0]).toBe(given[0])
      const [low, high] = [Math.min(...given), Math.max(...given)]
      for (const s of smooth) {
        expect(s).toBeGreaterThanOrEqual(low - 1e-9)
        expect(s).toBeLessThanOrEqual(high + 1e-9)
      }
    }),
  )
})

test('β = 0 smooths nothing, a constant stays itself', () => {
  fc.assert(
    fc.property(losses, (given) => {
      expect(heights(movingAverage(of(given), 0))).toEqual(given)
    }),
  )
  fc.assert(
    fc.property(beta, (b) => {
      for (const s of heights(movingAverage(of([0.3, 0.3, 0.3]), b))) expect(s).toBeCloseTo(0.3, 12)
    }),
  )
})

test('a loss measured every step while it does not change counts as one measured once', () => {
  fc.assert(
    fc.property(beta, fc.integer({ min: 1, max: 30 }), (b, n) => {
      const every = movingAverage(of([1, ...Array.from({ length: n }, () => 0.2)]), b)
      const once = movingAverage(of([1, 0.2], [0, n]), b)
      expect(every[n]?.y).toBeCloseTo(once[1]?.y ?? NaN, 10)
    }),
  )
})
