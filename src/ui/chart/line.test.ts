import { expect, test } from 'vitest'
import { spread } from './line.ts'

test('labels that would touch are moved apart upwards, the others stay, and each keeps its place in the list', () => {
  expect(spread([0.5, 0.1], 0.09)).toEqual([0.5, 0.1])
  expect(spread([0.52, 0.5], 0.09)).toEqual([0.59, 0.5])
  const [a = 0, b = 0, c = 0] = spread([0.5, 0.5, 0.5], 0.1)
  expect([a, b, c].sort()).toEqual([0.5, 0.6, expect.closeTo(0.7, 12)])
})
