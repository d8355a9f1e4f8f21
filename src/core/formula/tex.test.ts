import { describe, expect, test } from 'vitest'
import { adam } from '../optimizer/adam.ts'
import { TRAINING_OPTIMIZERS } from '../optimizer/index.ts'
import { notationsOf } from '../optimizer/rule.ts'
import { add, type Expr, expr, mul, neg, pow, sub, tagged } from './expr.ts'
import { parse } from './parse.ts'
import { tex, texWithNumbers } from './tex.ts'

const plain = { notations: {} }
function typed(text: string): Expr {
  const result = parse(text, ['x', 'y', 'a_b'])
  if (!result.ok) throw new Error(`${text}: ${result.error.code}`)
  return result.expr
}

describe('in symbols', () => {
  test.each([
    ['2x', '2 x'],
    ['x*2', 'x \\cdot 2'],
    ['2*3', '2 \\cdot 3'],
    ['x*y', 'x\\,y'],
    ['2(x+1)', '2 (x + 1)'],
    ['(x+1)(y-1)', '(x + 1)(y - 1)'],
    ['(x+1)*y', '(x + 1)\\,y'],
    ['x - (y - 1)', 'x - (y - 1)'],
    ['x + (y - 1)', 'x + y - 1'],
    ['x + (-y)', 'x + (-y)'],
    ['x*(-y)', 'x\\,(-y)'],
    ['-x*y', '-x\\,y'],
    ['-(x+y)', '-(x + y)'],
    ['-x^2', '-x^{2}'],
    ['(-x)^2', '(-x)^{2}'],
    ['(-2)^2', '(-2)^{2}'],
    ['(x^2)^3', '(x^{2})^{3}'],
    ['x^y^2', 'x^{y^{2}}'],
    ['(x*y)^2', '(x\\,y)^{2}'],
    ['x/(y+1)', '\\frac{x}{y + 1}'],
    ['(x/y)^2', '\\left(\\frac{x}{y}\\right)^{2}'],
    ['2*(1/2)', '2 \\cdot \\frac{1}{2}'],
    ['(1/2)*x', '\\frac{1}{2}\\,x'],
    ['sqrt(x+1)', '\\sqrt{x + 1}'],
    ['sqrt(x)^2', '\\left(\\sqrt{x}\\right)^{2}'],
    ['sin(x)^2', '(\\sin(x))^{2}'],
    ['2ln(x/y)', '2 \\ln\\left(\\frac{x}{y}\\right)'],
    ['exp(-x)', 'e^{-x}'],
    ['exp(x)^2', '(e^{x})^{2}'],
    ['e^x', 'e^{x}'],
    ['2pi x', '2 \\pi\\,x'],
    ['abs(x)', '\\left|x\\right|'],
    ['max(x, -y)', '\\max(x, -y)'],
    ['2max(x, y/2)', '2 \\max\\left(x, \\frac{y}{2}\\right)'],
    ['max(x, y)^2', '(\\max(x, y))^{2}'],
    ['sign(x)', '\\operatorname{sign}(x)'],
    ['1e-8 + x', '10^{-8} + x'],
    ['1.5e-8^2', '(1.5\\times 10^{-8})^{2}'],
    ['a_b', '\\mathrm{a\\_b}'],
  ])('%s', (text, expected) => {
    expect(tex(typed(text), plain)).toBe(expected)
  })

  test('Adam’s lines are written as in its paper', () => {
    const notations = Object.fromEntries(
      Object.entries(notationsOf(adam)).map(([name, { tex }]) => [name, { tex }]),
    )
    expect(adam.assignments.map((a) => tex(a.value, { notations }))).toEqual([
      '\\beta_1\\,m_{t-1} + (1 - \\beta_1)\\,g_t',
      '\\beta_2\\,v_{t-1} + (1 - \\beta_2)\\,g_t^{2}',
      '\\frac{m_t}{1 - \\beta_1^{t}}',
      '\\frac{v_t}{1 - \\beta_2^{t}}',
      '\\sqrt{\\hat v_t} + \\varepsilon',
      '\\frac{\\alpha\\,\\hat m_t}{d_t}',
      '\\theta_{t-1} - \\Delta_t',
    ])
  })

  test('every name of every rule has a notation, and what has a meaning has its colour', () => {
    for (const rule of TRAINING_OPTIMIZERS) {
      for (const { value } of rule.assignments) {
        expect(tex(value, { notations: notationsOf(rule) })).not.toContain('mathrm')
      }
    }
    expect(tex(expr('g'), { notations: notationsOf(adam) })).toBe('\\htmlClass{q q-gradient}{g_t}')
  })
})

test('a tagged term and a highlighted name carry their classes', () => {
  const notations = { x: { tex: 'x', quantity: 'parameter' }, y: { tex: 'y' } } as const
  const e = add(tagged('old part', mul(2, 'x')), 'y')
  expect(tex(e, { notations })).toBe('\\htmlClass{term term-old-part}{2 \\htmlClass{q q-parameter}{x}} + y')
  expect(tex(e, { notations, highlight: 'old part' })).toContain('{term term-old-part highlight}')
  expect(tex(e, { notations, highlight: 'x' })).toContain('\\htmlClass{q q-parameter highlight}{x}')
  expect(tex(e, { notations, highlight: 'y' })).toContain(' + {\\htmlClass{highlight}{y}}')
  expect(tex(tagged('s', expr('y')), { notations })).toBe('\\htmlClass{term term-s}{y}')
})

describe('with numbers', () => {
  test.each([
    ['x^2', { x: -2 }, '(-2)^{2}'],
    ['x*y', { x: 0.9, y: -1.5 }, '0.9 \\cdot (-1.5)'],
    ['x*y', { x: -1.5, y: 2 }, '-1.5 \\cdot 2'],
    ['x - y', { x: 1, y: -2 }, '1 - (-2)'],
    ['-x', { x: -2 }, '-(-2)'],
    ['2x', { x: 3 }, '2 \\cdot 3'],
    ['x^y', { x: 1e-9, y: -1 }, '(10^{-9})^{-1}'],
    ['x/y', { x: -1, y: -2 }, '\\frac{-1}{-2}'],
    ['x+y', { x: 1 / 3 }, '0.3333 + y'],
    ['x', { x: Infinity }, '\\infty'],
    ['max(x, y)', { x: 0.5, y: -2 }, '\\max(0.5, -2)'],
  ])('%s at %j', (text, values, expected) => {
    expect(texWithNumbers(typed(text), { notations: {}, values, digits: 4 })).toBe(expected)
  })

  test('numbers keep the colours of their symbols, and each its own digits', () => {
    const notations = { g: { tex: 'g', quantity: 'gradient' } } as const
    const e = sub(pow('g', 2), neg('h'))
    const values = { g: -1 / 3, h: 2 / 3 }
    expect(texWithNumbers(e, { notations, values, digits: { g: 2, h: 5 } })).toBe(
      '(\\htmlClass{q q-gradient}{-0.33})^{2} - (-0.66667)',
    )
  })
})
