import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberText, parseNumber } from './parse-number.ts'

test.each([
  ['0.1', 0.1],
  ['1e-8', 1e-8],
  ['−1.2', -1.2],
  ['１．５', 1.5],
  ['2×10^-3', 0.002],
  [' .5 ', 0.5],
  ['-0', 0],
])('%s is %d', (typed, value) => expect(Object.is(parseNumber(typed), value)).toBe(true))

test.each(['', 'abc', '1,5', '1e400', '--1', '0x10', '1 2', 'NaN', 'Infinity'])('%s is refused', (typed) =>
  expect(parseNumber(typed)).toBeNull(),
)

test('what an input shows is read back exactly', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(parseNumber(numberText(x))).toBe(x + 0)
    }),
  )
})
