import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linearScale } from './scale.ts'

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true, noDefaultInfinity: true })

test('the ends go to the ends, the middle to the middle, and back again', () => {
  fc.assert(
    fc.property(number, number, number, number, (a, b, c, d) => {
      fc.pre(Math.abs(b - a) > 1e-3 && Math.abs(d - c) > 1e-3)
      const scale = linearScale([a, b], [c, d])
      expect((scale(a) ?? NaN) + 0).toBe(c + 0)
      expect(scale(b)).toBeCloseTo(d, 5)
      expect(scale((a + b) / 2)).toBeCloseTo((c + d) / 2, 5)
      expect((scale.invert?.(c) ?? NaN) + 0).toBe(a + 0)
    }),
  )
})

test('a copy is its own; what Recharts sets on it does not come back', () => {
  const scale = linearScale()
  const copy = scale.copy().domain([0, 10]).range([300, 0])
  expect([copy(0), copy(5), copy(10)]).toEqual([300, 150, 0])
  expect([...copy.domain(), ...copy.range()]).toEqual([0, 10, 300, 0])
  expect(scale(0.25)).toBe(0.25)
})

test('a domain of one point has a place, not an infinite one', () => {
  expect(linearScale([2, 2], [0, 100])(2)).toBe(50)
})
