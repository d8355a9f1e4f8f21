import { describe, expect, it } from 'vitest'
import { classAccuracy, rSquared } from './index.ts'

describe('classAccuracy', () => {
  it('counts rows whose largest logit is that of the right class', () => {
    const logits = [3, 1, 2, /**/ -1, -2, -0.5, /**/ 0, 7, 6]
    expect(classAccuracy(logits, 3, [0, 2, 1])).toBe(1)
    expect(classAccuracy(logits, 3, [0, 1, 2])).toBeCloseTo(1 / 3, 15)
  })

  it('takes the first of equal logits, and no row with a NaN', () => {
    expect(classAccuracy([5, 5, 5], 3, [0])).toBe(1)
    expect(classAccuracy([5, 5, 5], 3, [2])).toBe(0)
    for (const row of [
      [NaN, 1, 2],
      [3, NaN, 2],
      [1, 2, NaN],
    ])
      expect([0, 1, 2].map((y) => classAccuracy(row, 3, [y]))).toEqual([0, 0, 0])
  })
})

describe('rSquared', () => {
  it('is worked by hand', () => {
    // Mean 2; spread 1 + 0 + 1 = 2; errors ½, 0, −1: ¼ + 1 = 1.25.
    expect(rSquared([1.5, 2, 2], [1, 2, 3])).toBeCloseTo(1 - 1.25 / 2, 15)
  })

  it('is 1 for exact predictions, 0 for the mean, negative for worse', () => {
    expect(rSquared([1, 2, 6], [1, 2, 6])).toBe(1)
    expect(rSquared([3, 3, 3], [1, 2, 6])).toBe(0)
    expect(rSquared([6, 2, 1], [1, 2, 6])).toBeLessThan(0)
  })

  it('has a meaning also where all targets are one number', () => {
    expect(rSquared([4, 4], [4, 4])).toBe(1)
    expect(rSquared([4, 5], [4, 4])).toBe(0)
  })
})
