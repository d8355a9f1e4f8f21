import { expect, test } from 'vitest'
import { judgeChoice, judgeNumber } from './question.ts'

const key = {
  kind: 'number' as const,
  answer: 3,
  tolerance: 0.01,
  mistakes: [
    { value: 1.5, why: 'no factor' },
    { value: 1.505, why: 'rounded too soon' },
    { value: 3.005, why: 'never said' },
  ],
}

test('a number is right within the tolerance, ends included', () => {
  for (const given of [3, 3.01, 2.99]) expect(judgeNumber(key, given).kind).toBe('right')
  expect(judgeNumber(key, 2.98)).toEqual({ kind: 'wrong' })
})

test('a mistake is named; two that cannot be told apart are both named', () => {
  expect(judgeNumber(key, 1.5)).toEqual({ kind: 'mistake', why: 'no factor rounded too soon' })
})

test('where a mistake gives nearly the right answer, the answer is right', () => {
  expect(judgeNumber(key, 3.005).kind).toBe('right')
})

test('a choice says why, and a place that is none is wrong', () => {
  const options = [
    { text: 'a', right: false, why: 'since' },
    { text: 'b', right: true, why: 'yes' },
  ]
  expect(judgeChoice({ kind: 'choice', options }, 0)).toEqual({ kind: 'mistake', why: 'since' })
  expect(judgeChoice({ kind: 'choice', options }, 1)).toEqual({ kind: 'right', why: 'yes' })
  expect(judgeChoice({ kind: 'choice', options }, 7)).toEqual({ kind: 'wrong' })
})
