import { describe, expect, test } from 'vitest'
import { derivative } from './derive.ts'
import { evaluate } from './evaluate.ts'
import type { Expr } from './expr.ts'
import { parse } from './parse.ts'
import { print } from './print.ts'
import { simplify } from './simplify.ts'

function typed(text: string): Expr {
  const result = parse(text, ['x', 'y'])
  if (!result.ok) throw new Error(`${text}: ${result.error.code}`)
  return result.expr
}

describe('a derivative reads as a person would write it', () => {
  test.each([
    ['(x-1)^2 + 10*y^2', '2*(x - 1)'],
    ['5', '0'],
    ['y', '0'],
    ['x', '1'],
    ['-x', '-1'],
    ['x^1', '1'],
    ['x^0', '0'],
    ['x*x', '2*x'],
    ['3x^2 - 2x + 7', '6*x - 2'],
    ['(x^2+1)^2', '4*x*(x^2 + 1)'],
    ['(3-x)^2', '-2*(3 - x)'],
    ['(1-x)^2 + 100*(y-x^2)^2', '-2*(1 - x) - 400*x*(y - x^2)'],
    ['0.5*x^2 + 5*y^2', 'x'],
    ['x/3', '1/3'],
    ['y/x', '-(y/x^2)'],
    ['x/(1+x)', '1/(1 + x)^2'],
    ['x^-2', '-2*x^(-3)'],
    ['x^0.5', '0.5*x^(-0.5)'],
    ['x^y', 'y*x^(y - 1)'],
    ['2^x', '2^x*ln(2)'],
    ['x^x', 'x^x*(ln(x) + 1)'],
    ['sqrt(x)', '1/(2*sqrt(x))'],
    ['sqrt(x^2+1)', 'x/sqrt(x^2 + 1)'],
    ['exp(3x)', '3*exp(3*x)'],
    ['exp(-x^2)', '-2*x*exp(-x^2)'],
    ['ln(2x)', '1/x'],
    ['sin(3x)', '3*cos(3*x)'],
    ['cos(x)', '-sin(x)'],
    ['tan(x)', '1/cos(x)^2'],
    ['tanh(x)', '1 - tanh(x)^2'],
    ['abs(x-3)', 'sign(x - 3)'],
    ['sign(x)', '0'],
    ['max(x, y)', '(1 + sign(x - y))/2'],
    ['max(x^2, x^2)', '2*x'],
    ['max(y, 3)', '0'],
    ['0.1*3*x', '0.1*3'],
  ])('(%s)′ = %s', (text, expected) => {
    expect(print(derivative(typed(text), 'x'))).toBe(expected)
  })
})

test('the larger of two has the slope of the larger, and between them the mean', () => {
  const slope = derivative(typed('max(x^2, 6 - x)'), 'x')
  // x² = 6 − x at 2 and −3; left of −3 and right of 2 the parabola is larger.
  expect([-5, -3, 0, 2, 5].map((x) => evaluate(slope, { x }))).toEqual([-10, -3.5, -1, 1.5, 10])
  const relu = derivative(typed('max(x, 0)'), 'x')
  expect([-2, 0, 2].map((x) => evaluate(relu, { x }))).toEqual([0, 0.5, 1])
})

describe('simplify', () => {
  test.each([
    ['0*x + y', 'y'],
    ['1*x', 'x'],
    ['x + 0', 'x'],
    ['0 - x', '-x'],
    ['--x', 'x'],
    ['x - -y', 'x + y'],
    ['x + -2y', 'x - 2*y'],
    ['2*3 + 4', '10'],
    ['1/3', '1/3'],
    ['x/1', 'x'],
    ['0/x', '0'],
    ['x/0', 'x/0'],
    ['x^1 + x^0', 'x + 1'],
    ['1^x', '1'],
    ['2*(x-1)*1', '2*(x - 1)'],
    ['x*2*3', '6*x'],
    ['x*y*x', 'x^2*y'],
    ['x + y + x', '2*x + y'],
    ['x - x', '0'],
    ['-1 + x', 'x - 1'],
    ['4x/(2y)', '2*x/y'],
    ['(x/y)/(x/2)', '2/y'],
    ['(2x)^3', '8*x^3'],
    ['(x^2)^3', 'x^6'],
    ['(x^2)^0.5', '(x^2)^0.5'],
    ['sqrt(4)', '2'],
    ['sqrt(2)', 'sqrt(2)'],
    ['max(2, 3) + x', '3 + x'],
    ['max(x + 0, x)', 'x'],
    ['max(x, 1*y)', 'max(x, y)'],
  ])('%s becomes %s', (text, expected) => {
    expect(print(simplify(typed(text)))).toBe(expected)
  })
})
