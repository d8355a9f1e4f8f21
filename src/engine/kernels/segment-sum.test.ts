import fc from 'fast-check'
import { expect, test } from 'vitest'
import { segmentSum } from './segment-sum.ts'

test('rows with one number are added, rows of no segment are left out', () => {
  const x = [1, 10, 2, 20, 4, 40, 8, 80]
  expect([...segmentSum(x, [2, 0, 2, 7], 2, 4)]).toEqual([2, 20, 0, 0, 5, 50, 0, 0])
})

test('nothing is lost: the sum of all is the sum of all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: -99, max: 99 }))),
      (rows) => {
        const sums = segmentSum(
          rows.map(([, value]) => value),
          rows.map(([segment]) => segment),
          1,
          7,
        )
        const total = rows.reduce((sum, [, value]) => sum + value, 0)
        expect(sums.reduce((sum, v) => sum + v, 0)).toBe(total)
      },
    ),
  )
})
