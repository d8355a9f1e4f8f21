import { expect, test } from 'vitest'
import { dropoutMask, isKept } from './dropout.ts'

const SIZE = 20_000

test.each([0, 0.1, 0.5, 0.9])('at a rate of %d that share is dropped, and the mean stays', (rate) => {
  const mask = dropoutMask(7, 3, 1, SIZE, rate)
  const kept = mask.filter((m) => m > 0).length
  // Five standard errors of a binomial share.
  expect(Math.abs(kept / SIZE - (1 - rate))).toBeLessThanOrEqual(5 * Math.sqrt((rate * (1 - rate)) / SIZE))
  expect(mask.every((m) => m === 0 || m === Math.fround(1 / (1 - rate)))).toBe(true)
})

test.each([
  ['the seed', dropoutMask(8, 3, 1, SIZE, 0.5)],
  ['the step', dropoutMask(7, 4, 1, SIZE, 0.5)],
  ['the layer', dropoutMask(7, 3, 2, SIZE, 0.5)],
  ['the layer, when the step makes up for it', dropoutMask(7, 2, 2, SIZE, 0.5)],
  ['the element', Float32Array.from({ length: SIZE }, (_, i) => (isKept(7, 3, 1, i + 1, 0.5) ? 2 : 0))],
])('another mask, independent of the first, by %s', (_, other) => {
  const mask = dropoutMask(7, 3, 1, SIZE, 0.5)
  const agree = mask.filter((m, i) => m === other[i]).length / SIZE
  expect(Math.abs(agree - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / SIZE))
})
