import { expect, test } from 'vitest'
import { spread } from './line.ts'

test('labels that would touch are moved apart upwards, the others stay, and each keeps its place in the list', () => {
  expect(spread([0.5, 0.1], 0.09)).toEqual([0.5, 0.1])
  expect(spread([0.52, 0.5], 0.09)).toEqual([0.59, 0.5])
  const [a = 0, b = 0, c = 0] = spread([0.5, 0.5, 0.5], 0.1)
  expect([a, b, c].sort()).toEqual([0.5, 0.6, expect.closeTo(0.7, 12)])
})

test('labels that would stand above the chart are pushed down, and none below it', () => {
  const near = (list: readonly number[]) => list.map((x) => expect.closeTo(x, 12))
  expect(spread([1, 0.95, 1], 0.1)).toEqual(near([0.9, 0.8, 1]))
  // More labels than there is room for: the lowest stand in order from the bottom.
  const many = spread(Array<number>(13).fill(1), 0.1)
  expect(many.slice(0, 3)).toEqual(near([0, 0.1, 0.2]))
})

test('labels that would not meet stay where their lines end', () => {
  // Two in one place at the right, one at the left at the same height.
  const xs = [1, 1, 0.2]
  const meet = (i: number, j: number) => Math.abs((xs[i] as number) - (xs[j] as number)) < 0.3
  expect(spread([0.5, 0.5, 0.5], 0.1, meet)).toEqual([0.5, 0.6, 0.5])
  expect(spread([1, 1, 1], 0.1, meet)).toEqual([0.9, 1, 1])
})
