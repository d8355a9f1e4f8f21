import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'
import { MAX_DEPTH, MAX_LENGTH, parse, PARSE_ERROR_CODES } from './parse.ts'
import { print } from './print.ts'

const NAMES = ['x', 'y', 'theta']
const AT = { x: 3, y: 5, theta: 7 }

function value(text: string): number {
  const result = parse(text, NAMES)
  if (!result.ok) throw new Error(`${text}: ${JSON.stringify(result.error)}`)
  return evaluate(result.expr, AT)
}

describe('what a reader types', () => {
  test.each([
    ['(x-1)^2 + 10*y^2', 4 + 250],
    ['-x^2', -9],
    ['(-x)^2', 9],
    ['2^-3', 0.125],
    ['2^3^2', 512],
    ['2**3', 8],
    ['x - 1 - 1', 1],
    ['60/x/5', 4],
    ['1/2x', 1.5],
    ['--x', 3],
    ['+x', 3],
    ['2*-3', -6],
    ['x--y', 8],
    ['2x', 6],
    ['2(x+1)', 8],
    ['(x+1)(y-1)', 16],
    ['x y', 15],
    ['xy', 15],
    ['2xy^2', 150],
    ['x(y+1)', 18],
    ['2^3x', 24],
    ['x^-2y', 5 / 9],
    ['1e-3', 0.001],
    ['1.5E+2', 150],
    ['.5', 0.5],
    ['2.', 2],
    ['2e', 2 * Math.E],
    ['2e3', 2000],
    ['2pi', 2 * Math.PI],
    ['2 e', 2 * Math.E],
    ['πx', 3 * Math.PI],
    ['e^x', Math.E ** 3],
    ['exp(0)', 1],
    ['ln(1)', 0],
    ['log(e)', 1],
    ['sqrt(x+1)', 2],
    ['2sqrt(4)', 4],
    ['max(x, y)', 5],
    ['2max(x, y)^2', 50],
    ['x max(-1, y) + 1', 16],
    ['max(max(1, x), sqrt(4)) - y', -2],
    ['ｍａｘ（ｘ，ｙ）', 5],
    ['xsqrt(4)', 6],
    ['abs(-x)', 3],
    ['sign(-x)', -1],
    ['tanh(0)', 0],
    ['θ+1', 8],
    ['theta', 7],
    ['X + Y', 8],
    ['Sqrt(4)', 2],
    ['x²', 9],
    ['x²y³', 9 * 125],
    ['x⁻¹⁰', 3 ** -10],
    ['2² + x', 7],
    ['3 − 1', 2],
    ['3–1', 2],
    ['2×x·y', 30],
    ['6÷x', 2],
    ['（ｘ＋１）＊２', 8],
    ['１２．５－Ｘ', 9.5],
    ['ｘ＾２', 9],
    ['x……2', 9],
    ['1。5', 1.5],
    ['\u3000x\t\n', 3],
  ])('%s', (text, expected) => {
    expect(value(text)).toBe(expected)
  })

  test('a name that is asked for comes before the constant of that name', () => {
    const result = parse('e + pi', ['e'])
    expect(result.ok && evaluate(result.expr, { e: 1 })).toBe(1 + Math.PI)
    expect(parse('beta1 m_prev', ['beta1', 'm_prev'])).toMatchObject({ ok: true, expr: { kind: 'multiply' } })
  })
})

describe('is told what is wrong, and where', () => {
  test.each([
    ['', 'empty', 0, 0],
    ['   ', 'empty', 0, 0],
    ['x + z', 'unknown-name', 4, 1],
    ['x2', 'unknown-name', 0, 2],
    ['2 * foo(x)', 'unknown-name', 4, 3],
    ['constructor', 'unknown-name', 0, 11],
    ['__proto__', 'unexpected-character', 0, 1],
    ['x + ?', 'unexpected-character', 4, 1],
    ['x=1', 'unexpected-character', 1, 1],
    ['x😀', 'unexpected-character', 1, 2],
    ['1,5', 'unexpected-character', 1, 1],
    [',', 'unexpected-character', 0, 1],
    ['(x, y)', 'unexpected-character', 2, 1],
    ['sin(x, y)', 'unexpected-character', 5, 1],
    ['max(, y)', 'unexpected-character', 4, 1],
    ['max(1, 2, 3)', 'unexpected-character', 8, 1],
    ['2 + max', 'missing-argument', 4, 3],
    ['max x', 'missing-argument', 0, 3],
    ['max()', 'missing-argument', 0, 3],
    ['2 max(x)', 'missing-argument', 2, 3],
    ['max(x, )', 'missing-operand', 7, 1],
    ['max(x,', 'missing-operand', 5, 1],
    ['max(x 2, y)', 'missing-operator', 6, 1],
    ['max(x, y 2)', 'missing-operator', 9, 1],
    ['max(', 'unclosed-parenthesis', 3, 1],
    ['max(x', 'unclosed-parenthesis', 3, 1],
    ['max(x, y', 'unclosed-parenthesis', 3, 1],
    ['.', 'unexpected-character', 0, 1],
    ['x⁻', 'unexpected-character', 1, 1],
    ['x +', 'missing-operand', 2, 1],
    ['x + * y', 'missing-operand', 4, 1],
    ['*x', 'missing-operand', 0, 1],
    ['()', 'missing-operand', 1, 1],
    ['(x + )', 'missing-operand', 5, 1],
    ['x^', 'missing-operand', 1, 1],
    ['-', 'missing-operand', 0, 1],
    ['2 3', 'missing-operator', 2, 1],
    ['1.2.3', 'missing-operator', 3, 2],
    ['x 2', 'missing-operator', 2, 1],
    ['(x 2)', 'missing-operator', 3, 1],
    ['sin x', 'missing-argument', 0, 3],
    ['2 + sin()', 'missing-argument', 4, 3],
    ['ln', 'missing-argument', 0, 2],
    ['((x)', 'unclosed-parenthesis', 0, 1],
    ['2 + (', 'unclosed-parenthesis', 4, 1],
    ['sin(x', 'unclosed-parenthesis', 3, 1],
    ['x)', 'unexpected-parenthesis', 1, 1],
    [')', 'unexpected-parenthesis', 0, 1],
    ['x + 1e999', 'number-out-of-range', 4, 5],
    ['９'.repeat(400), 'number-out-of-range', 0, 400],
    ['x^1e400', 'number-out-of-range', 2, 5],
    ['x^1e308', 'exponent-too-large', 2, 5],
    ['y + x^(10*101)', 'exponent-too-large', 6, 8],
    ['x^-1001 + y', 'exponent-too-large', 2, 5],
    ['9^9^9^9^9', 'exponent-too-large', 6, 3],
    ['x^(0/0)', 'exponent-too-large', 2, 5],
  ])('%s: %s', (text, code, at, length) => {
    const found = length > 0 ? { found: text.slice(at, at + length) } : {}
    expect(parse(text, NAMES)).toEqual({ ok: false, error: { code, at, length, ...found } })
  })
})

describe('hostile input', () => {
  const code = (text: string) => {
    const result = parse(text, NAMES)
    return result.ok ? 'ok' : result.error.code
  }
  const nested = (n: number) => '('.repeat(n) + 'x' + ')'.repeat(n)

  test('length and depth have limits, exactly', () => {
    expect(code('x' + '+x'.repeat((MAX_LENGTH - 2) / 2) + ' ')).toBe('ok')
    expect(code(' '.repeat(MAX_LENGTH) + 'x')).toBe('too-long')
    expect(code(nested(MAX_DEPTH))).toBe('ok')
    expect(code(nested(MAX_DEPTH + 1))).toBe('too-deep')
    expect(code('-'.repeat(MAX_DEPTH) + 'x')).toBe('ok')
    expect(code('-'.repeat(MAX_DEPTH + 1) + 'x')).toBe('too-deep')
    expect(code('x^'.repeat(MAX_DEPTH) + 'x')).toBe('ok')
    expect(code('x^'.repeat(MAX_DEPTH + 1) + 'x')).toBe('too-deep')
    expect(code('sin('.repeat(MAX_DEPTH + 1) + 'x')).toBe('too-deep')
    expect(code('max(x,'.repeat(MAX_DEPTH) + 'x' + ')'.repeat(MAX_DEPTH))).toBe('ok')
    expect(code('max(x,'.repeat(MAX_DEPTH + 1) + 'x')).toBe('too-deep')
    expect(code('max('.repeat(MAX_DEPTH + 1) + 'x')).toBe('too-deep')
    expect(code('-('.repeat(40) + 'x' + ')'.repeat(40))).toBe('too-deep')
  })

  test.each([nested(5000), '('.repeat(5000), '\u0000'.repeat(65_536), '9^'.repeat(40_000), 'x'.repeat(1e6)])(
    '%#: a flood is refused unread',
    (text) => {
      expect(parse(text, NAMES)).toEqual({
        ok: false,
        error: { code: 'too-long', at: MAX_LENGTH, length: 1, found: text[MAX_LENGTH] },
      })
    },
  )

  test('the largest exponents are values', () => {
    expect(value('2^1000')).toBe(2 ** 1000)
    expect(value('2^-(500*2)')).toBe(2 ** -1000)
    expect(value('9^x^1000')).toBe(9 ** (AT.x ** 1000))
    expect(value('1e-999')).toBe(0)
  })

  const fragments = [
    ...'()+-*/^.,eE0123456789xyθπ²⁻（）－，… ',
    '**',
    'sin',
    'ln(',
    'max(',
    'log',
    'pi',
    'theta',
    '1e',
    '😀',
    '\ud800',
  ]
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((parts) => parts.join('')),
  )

  test('nothing throws, and every error lies inside the text', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(hostile, (text) => {
        const result = parse(text, NAMES)
        if (result.ok) {
          seen.add('ok')
          const again = parse(print(result.expr), NAMES)
          const [a, b] = [evaluate(result.expr, AT), again.ok ? evaluate(again.expr, AT) : undefined]
          if (again.ok || again.error.code !== 'too-long') expect(b).toBe(a)
          return
        }
        const { code, at, length, found } = result.error
        seen.add(code)
        expect(PARSE_ERROR_CODES).toContain(code)
        expect(at >= 0 && length >= 0 && at + length <= text.length).toBe(true)
        expect(found ?? '').toBe(text.slice(at, at + length))
      }),
      { numRuns: 5000 },
    )
    expect(seen.size).toBeGreaterThan(8)
  })
})
