import { expect, test } from 'vitest'
import { laidOut } from '../parameters.ts'
import { deviation } from './deviation.ts'

const layout = laidOut([
  { name: 'large', shape: [2], isWeight: true },
  { name: 'small', shape: [1], isWeight: true },
])

test('each tensor is measured by its own largest number', () => {
  expect(deviation(layout, [4, 3.5, 1], [4, 3, 1])).toBe(0.5 / 4)
  expect(deviation(layout, [4, 3, 1.5], [4, 3, 1])).toBe(0.5)
})

test('a tensor that hardly counts is measured by the whole', () => {
  expect(deviation(layout, [4, 3, 0.001], [4, 3, 0])).toBe(0.001 / 0.05)
})

test('what is no number is never close, and what does not count is not looked at', () => {
  expect(deviation(layout, [4, NaN, 1], [4, 3, 1])).toBeNaN()
  expect(deviation(layout, [4, 9, 1], [4, 3, 1], (k) => k !== 1)).toBe(0)
})
