import { describe, expect, test } from 'vitest'
import { PRESET_IDS, preset } from '../objective/presets.ts'
import { TRAINING_OPTIMIZERS } from '../optimizer/index.ts'
import { coordinateValues, defaultHyperparameters } from '../optimizer/step.ts'
import { trajectory } from '../optimizer/trajectory.ts'
import { evaluate } from './evaluate.ts'
import { add, div, mul, pow, sub } from './expr.ts'
import { exactDigits, formatExactly, formatNumber, substitution } from './precision.ts'

test.each([
  [0, 4, '0'],
  [-0, 4, '0'],
  [2, 4, '2'],
  [0.5, 4, '0.5'],
  [0.50003, 4, '0.5000'],
  [-1.23456, 4, '−1.235'],
  [0.1 + 0.2, 4, '0.3000'],
  [12345.6, 3, '12346'],
  [123456, 3, '123456'],
  [99.96, 3, '100'],
  [9.996, 3, '10.0'],
  [0.0001, 3, '0.0001'],
  [0.000123456, 3, '0.000123'],
  [0.0000999999, 3, '0.000100'],
  [0.0000123456, 3, '1.23×10⁻⁵'],
  [999999, 3, '999999'],
  [999999.9, 3, '1.00000×10⁶'],
  [1e6, 3, '1×10⁶'],
  [-1234567.8, 3, '−1.23×10⁶'],
  [1e-8, 4, '1×10⁻⁸'],
  [6.02214076e23, 4, '6.022×10²³'],
  [NaN, 4, 'NaN'],
  [Infinity, 4, '∞'],
  [Number.MAX_VALUE, 2, '1.7976931348623157×10³⁰⁸'],
  [-Infinity, 4, '−∞'],
])('%d in %d digits is %s', (x, digits, text) => {
  expect(formatNumber(x, digits).text).toBe(text)
})

test('TeX and the rounded value go with the text', () => {
  expect(formatNumber(-1.23456, 4)).toEqual({ text: '−1.235', tex: '-1.235', value: -1.235 })
  expect(formatNumber(-1.5e-7, 4)).toMatchObject({ tex: '-1.5\\times 10^{-7}', value: -1.5e-7 })
  expect(formatNumber(1e-7, 4).tex).toBe('10^{-7}')
  expect(formatExactly(0.1 + 0.2).text).toBe('0.30000000000000004')
  expect([0.9, 0.999, 1e-8, 120, 1 / 3].map(exactDigits)).toEqual([1, 3, 1, 2, 16])
})

describe('substitution', () => {
  test('shows few-digit numbers as they are, others to the digits of the result', () => {
    const { shown, extended } = substitution(mul('beta', 'm'), { beta: 0.9999, m: 0.123456 }, 3)
    expect(shown).toEqual({ beta: { value: 0.9999, digits: 4 }, m: { value: 0.123, digits: 3 } })
    expect(extended).toEqual([])
  })

  test('shows more digits of what cancels', () => {
    const values = { a: 1.00001234, b: 1.00000111, c: 7.123456 }
    const { shown, result, extended } = substitution(add(mul(1e-9, 'c'), sub('a', 'b')), values, 3)
    expect(result.text).toBe('1.12×10⁻⁵')
    expect(extended).toEqual(['a', 'b'])
    expect(shown['c']!.value).toBe(7.12)
    const again = shown['a']!.value - shown['b']!.value + 1e-9 * 7.12
    expect(Math.abs(again - 1.12e-5)).toBeLessThanOrEqual(1.0001e-7)
  })

  test('shows more digits of what a power amplifies, and no more than that needs', () => {
    const { shown, extended } = substitution(pow('beta', 'n'), { beta: 0.99912345, n: 1000 }, 3)
    expect(extended).toEqual(['beta'])
    expect(shown['beta']!.digits).toBe(6)
  })

  test('an exact zero is shown by numbers that give zero', () => {
    const { shown, result } = substitution(sub(mul(3, 'a'), 'b'), { a: 0.123456789, b: 3 * 0.123456789 }, 3)
    expect(result.text).toBe('0')
    expect(3 * shown['a']!.value - shown['b']!.value).toBe(0)
  })

  test('a result that is not finite demands nothing', () => {
    expect(substitution(div('a', 'b'), { a: 1 / 3, b: 0 }, 3)).toMatchObject({
      result: { text: '∞' },
      extended: [],
    })
  })

  test('holds for every assignment of every rule, on every preset', () => {
    let count = 0
    for (const rule of TRAINING_OPTIMIZERS) {
      for (const id of PRESET_IDS) {
        const objective = preset(id)
        const start = objective.start.map((x) => x + 1 / 7)
        const hyperparameters = { ...defaultHyperparameters(rule), alpha: objective.learningRate / 3 }
        const run = trajectory({ rule, objective, start, hyperparameters, changes: [] })
        for (const t of [1, 2, 3, 10, 57, 300]) {
          const trace = run.frame(t).trace!
          const env = coordinateValues(rule, trace, { ...trace }, 0)
          for (const { target, value } of rule.assignments) {
            const { shown, result } = substitution(value, env, 4)
            const put = Object.fromEntries(Object.entries(shown).map(([name, s]) => [name, s.value]))
            const [again, exponent] = [evaluate(value, put), Math.floor(Math.log10(Math.abs(result.value)))]
            const unit = result.value === 0 ? 0 : 10 ** (exponent - 3)
            expect(Math.abs(again - result.value), `${rule.id} ${id} ${target} ${t}`).toBeLessThanOrEqual(
              unit * 1.000001,
            )
            count++
          }
        }
      }
    }
    expect(count).toBe((2 + 3 + 7) * PRESET_IDS.length * 6)
  })
})
