import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BIN, BINS, histogramOf, middleOf, numbersOf, weightsOf } from './weights.ts'

test('weights alone, without biases', () => {
  // 2-1-1: two weights and a bias, then one and one.
  expect([...weightsOf({ hidden: [1] }, Float32Array.of(1, 2, 30, 4, 50))]).toEqual([1, 2, 4])
})

test('every weight is in the one bin around it; far ones in the outermost', () => {
  const any = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 50 })
  fc.assert(
    fc.property(any, (list) => {
      const counts = histogramOf(Float32Array.from(list))
      expect(counts.length).toBe(BINS)
      const expected = new Array<number>(BINS).fill(0)
      for (const w of list) {
        let bin = 0
        while (bin < BINS - 1 && w >= middleOf(bin) + BIN / 2) bin++
        expected[bin]!++
      }
      expect(counts).toEqual(expected)
    }),
  )
  expect([middleOf(0), middleOf((BINS - 1) / 2), middleOf(BINS - 1)]).toEqual([-4, 0, 4])
})

test('numbers by hand', () => {
  const numbers = numbersOf(Float32Array.of(0.5, -0.25, 0.04, -2))
  expect(numbers.count).toBe(4)
  expect(numbers.small).toBe(1)
  // 0.25 + 0.0625 + 0.0016 + 4 and 0.5 + 0.25 + 0.04 + 2
  expect(numbers.squares).toBeCloseTo(4.3141, 6)
  expect(numbers.sizes).toBeCloseTo(2.79, 6)
})
