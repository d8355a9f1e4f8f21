import { expect, test } from 'vitest'
import { mul, sub } from './expr.ts'
import { filled } from './filled.ts'

const notations = { a: { tex: 'a' }, b: { tex: 'b' } }

test('the numbers and their result have the digits that are asked for', () => {
  // 1/7 = 0.142857… times 2 is 0.285714….
  const values = { a: 1 / 7, b: 2 }
  const of = (digits: number) => filled(mul('a', 'b'), values, notations, digits)
  expect([of(3).text, of(6).text]).toEqual(['0.286', '0.285714'])
  expect([of(3).result, of(6).result]).toEqual(['0.286', '0.285714'])
  expect([of(3).value, of(6).value]).toEqual([0.286, 0.285714])
  expect(of(3).numbers).toBe('0.143 \\cdot 2')
  expect(of(6).numbers).toBe('0.142857 \\cdot 2')
})

test('where a difference cancels, the operands have more, and are marked', () => {
  // 1.00001 − 1 = 0.00001: with four digits 1.000 − 1.000 would be 0.
  const { numbers, text } = filled(sub('a', 'b'), { a: 1.00001, b: 1 }, notations, 4)
  expect(numbers).toContain('more-digits')
  expect(numbers).toContain('1.00001')
  expect(text).toMatch(/^1\.000.10⁻⁵$/)
})

test('a name without a value is refused', () => {
  expect(() => filled(mul('a', 'c'), { a: 1 }, notations, 4)).toThrow('c')
})
