import { describe, expect, it } from 'vitest'
import { add, call, div, max, mul, neg, pow, sub } from '../../core/formula/expr.ts'

import { createRuleProgram, ruleOf } from '../rule-program.ts'
import { toWgsl, wgslLines, wgslNumber } from './wgsl-expr.ts'

const same = (name: string): string => name

describe('formulas as WGSL', () => {
  it('writes numbers as f32 literals, negative ones in parentheses', () => {
    expect([1, 0.5, -2, 1e-8, 3e38].map(wgslNumber)).toEqual([
      '1.0',
      '0.5',
      '(-2.0)',
      '9.99999993922529e-9',
      '3.0000000054977558e+38',
    ])
    for (const x of [NaN, Infinity, -Infinity, 1e39]) expect(() => wgslNumber(x)).toThrow(RangeError)
  })

  it('puts every operation into parentheses of its own', () => {
    expect(toWgsl(div(sub('a', mul(2, 'b')), neg(add('c', 'd'))), same)).toBe(
      '((a - (2.0 * b)) / (-(c + d)))',
    )
    expect(toWgsl(sub('a', sub('b', 'c')), same)).toBe('(a - (b - c))')
    expect(toWgsl(max(call('sqrt', 'x'), pow('y', 0.5)), same)).toBe('max(sqrt(x), pow(y, 0.5))')
    expect(toWgsl(call('ln', call('tanh', 'x')), same)).toBe('log(stable_tanh(x))')
  })

  it('squares by multiplying: WGSL’s pow has no negative base', () => {
    expect(toWgsl(pow(sub('g', 'h'), 2), same)).toBe('squared((g - h))')
  })

  it('writes Adam as a person would', () => {
    const lines = wgslLines(createRuleProgram(ruleOf('adam')), (k) => `c[${k}]`)
    expect(lines.split('\n')).toEqual([
      'let m = ((c[0] * m_prev) + (c[1] * g));',
      'let v = ((c[2] * v_prev) + (c[3] * squared(g)));',
      'let m_hat = (m / c[4]);',
      'let v_hat = (v / c[5]);',
      'let d = (sqrt(v_hat) + c[6]);',
      'let delta = ((c[7] * m_hat) / d);',
      'let theta = (theta_prev - delta);',
    ])
  })
})
