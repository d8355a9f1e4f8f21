import fc from 'fast-check'
import katex from 'katex'
import { describe, expect, test } from 'vitest'
import { derivative } from './derive.ts'
import { compile, evaluate } from './evaluate.ts'
import {
  add,
  BINARY_KINDS,
  call,
  children,
  div,
  type Expr,
  expr,
  FUNCTION_NAMES,
  max,
  mul,
  neg,
  pow,
  sqrt,
  sub,
  symbolsIn,
  tagged,
} from './expr.ts'
import { parse, type ParseResult } from './parse.ts'
import { ALL_DIGITS, formatNumber, substitution } from './precision.ts'
import { print } from './print.ts'
import { simplify } from './simplify.ts'
import { tex, texWithNumbers } from './tex.ts'

const NAMES = ['x', 'y', 'beta1']
const leaf = fc.oneof(
  fc.constantFrom(...NAMES).map(expr),
  fc.integer({ min: -9, max: 9 }).map(expr),
  fc.constantFrom(0.5, 0.25, -1.5, 12.5).map(expr),
)

/** Any tree at all, of the given leaves. */
const treesOf = (leaves: fc.Arbitrary<Expr>, depth: number): fc.Arbitrary<Expr> =>
  fc.letrec<{ tree: Expr }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', maxDepth: depth, withCrossShrink: true },
      leaves,
      fc.record({ kind: fc.constantFrom(...BINARY_KINDS), left: tie('tree'), right: tie('tree') }),
      tie('tree').map(neg),
      fc.tuple(fc.constantFrom(...FUNCTION_NAMES), tie('tree')).map(([fn, of]) => call(fn, of)),
    ),
  })).tree

/** Trees without singularities: denominators, roots and logarithms of 1 + u² only. */
const smoothTrees: fc.Arbitrary<Expr> = fc.letrec<{ tree: Expr }>((tie) => {
  const two = fc.tuple(tie('tree'), tie('tree'))
  const safe = tie('tree').map((u) => add(1, pow(u, 2)))
  return {
    tree: fc.oneof(
      { depthSize: 'small', maxDepth: 5, withCrossShrink: true },
      fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(expr('x'), expr('y')) },
        { weight: 1, arbitrary: leaf },
      ),
      two.map(([a, b]) => add(a, b)),
      two.map(([a, b]) => sub(a, b)),
      two.map(([a, b]) => mul(a, b)),
      two.map(([a, b]) => max(a, b)),
      fc.tuple(tie('tree'), safe).map(([a, b]) => div(a, b)),
      fc.tuple(tie('tree'), fc.constantFrom(0, 1, 2, 3)).map(([a, n]) => pow(a, n)),
      fc
        .tuple(safe, fc.oneof(fc.constantFrom<Expr>(expr(-1), expr(0.5)), tie('tree')))
        .map(([a, b]) => pow(a, b)),
      tie('tree').map(neg),
      fc
        .tuple(fc.constantFrom('sin', 'cos', 'tanh', 'exp'), tie('tree'))
        .map(([fn, u]) => call(fn as 'sin', u)),
      safe.map((u) => sqrt(u)),
      safe.map((u) => call('ln', u)),
    ),
  }
}).tree

/** The largest value of any part: what rounding errors are to be measured by. NaN or ∞ if any part is. */
function largest(e: Expr, env: Record<string, number>): number {
  const inside = children(e).map((child) => largest(child, env))
  return Math.max(Math.abs(evaluate(e, env)), ...inside)
}

/** Whether two operands of a max are so close that a difference quotient would see both. */
const nearTie = (e: Expr, env: Record<string, number>): boolean =>
  (e.kind === 'maximum' && Math.abs(evaluate(e.left, env) - evaluate(e.right, env)) < 0.1) ||
  children(e).some((child) => nearTie(child, env))

/** Numbers with many digits and none so small that they have fewer (subnormal). */
const thousandths = (min: number, max: number) =>
  fc.integer({ min: min * 997, max: max * 997 }).map((n) => n / 997)
const point = fc.record({ x: thousandths(-2, 2), y: thousandths(-2, 2), beta1: thousandths(0, 1) })

describe('compile', () => {
  test('gives the same bits as evaluate', () => {
    fc.assert(
      fc.property(treesOf(leaf, 6), fc.array(point, { minLength: 2, maxLength: 4 }), (e, points) => {
        const run = compile(e, NAMES)
        for (const p of points) expect(run([p.x, p.y, p.beta1])).toBe(evaluate(e, p))
      }),
      { numRuns: 500 },
    )
  })
})

describe('derivative and simplify', () => {
  test('the derivative is the limit of the difference quotient', () => {
    let compared = 0
    fc.assert(
      fc.property(smoothTrees, point, fc.constantFrom('x', 'y'), (e, at, name) => {
        const value = (shift: number) => evaluate(e, { ...at, [name]: at[name as 'x'] + shift })
        const quotient = (h: number) => (value(h) - value(-h)) / (2 * h)
        // Richardson: the h² error of the two cancels; how far they differ bounds what is left.
        const [coarse, fine] = [quotient(2e-3), quotient(1e-3)]
        const limit = (4 * fine - coarse) / 3
        const size = largest(e, at)
        const rough = Math.abs(coarse - fine)
        fc.pre(size < 1e4 && rough <= 1e-3 * Math.max(1, Math.abs(limit)) && !nearTie(e, at))
        compared++
        const exact = evaluate(derivative(e, name), at)
        const tolerance = rough + 1e-10 * Math.max(1, size) + 1e-9 * Math.abs(limit)
        expect(Math.abs(exact - limit), `${print(e)} by ${name}: ${exact} and ${limit}`).toBeLessThan(
          tolerance,
        )
      }),
      { numRuns: 2000 },
    )
    expect(compared).toBeGreaterThan(1000)
  })

  test('the second derivative is the derivative of the first', () => {
    fc.assert(
      fc.property(smoothTrees, point, (e, at) => {
        const first = derivative(e, 'x')
        const value = (shift: number) => evaluate(first, { ...at, x: at.x + shift })
        const quotient = (h: number) => (value(h) - value(-h)) / (2 * h)
        const [coarse, fine] = [quotient(2e-3), quotient(1e-3)]
        const limit = (4 * fine - coarse) / 3
        const size = Math.max(largest(e, at), largest(first, at))
        const rough = Math.abs(coarse - fine)
        fc.pre(size < 1e4 && rough <= 1e-3 * Math.max(1, Math.abs(limit)) && !nearTie(e, at))
        const exact = compile(derivative(first, 'x'), NAMES)([at.x, at.y, at.beta1])
        const tolerance = rough + 1e-10 * Math.max(1, size) + 1e-9 * Math.abs(limit)
        expect(Math.abs(exact - limit), `${print(e)}: ${exact} and ${limit}`).toBeLessThan(tolerance)
      }),
      { numRuns: 500 },
    )
  })

  test('simplify changes the writing, not the function', () => {
    fc.assert(
      fc.property(smoothTrees, point, (e, at) => {
        const size = largest(e, at)
        fc.pre(size < 1e6)
        expect(Math.abs(evaluate(simplify(e), at) - evaluate(e, at))).toBeLessThanOrEqual(
          1e-10 * Math.max(1, size),
        )
      }),
      { numRuns: 1000 },
    )
  })
})

/** The tree that the printed text says: a negative number is the negation of a positive one. */
function spelled(e: Expr): Expr {
  switch (e.kind) {
    case 'number':
      return e.value < 0 || Object.is(e.value, -0) ? neg(-e.value) : e
    case 'symbol':
      return e
    case 'negate':
    case 'call':
      return { ...e, of: spelled(e.of) }
    default:
      return { ...e, left: spelled(e.left), right: spelled(e.right) }
  }
}

/** What nobody may type a random tree can have. */
const isRefusedExponent = (read: ParseResult): boolean => !read.ok && read.error.code === 'exponent-too-large'

test('what is printed is read back as the same tree, with the same value', () => {
  const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map(expr)
  fc.assert(
    fc.property(treesOf(fc.oneof(leaf, numbers), 6), point, (e, at) => {
      const text = print(e)
      fc.pre(text.length <= 500)
      const read = parse(text, NAMES)
      fc.pre(!isRefusedExponent(read))
      expect(read, text).toEqual({ ok: true, expr: spelled(e) })
      if (read.ok) expect(evaluate(read.expr, at)).toBe(evaluate(e, at))
    }),
    { numRuns: 2000 },
  )
})

test('no pair of printed parentheses can be left out', () => {
  fc.assert(
    fc.property(treesOf(leaf, 4), (e) => {
      const text = print(e)
      fc.pre(text.length <= 200)
      for (const [open, close] of pairs(text)) {
        const isCall = /[a-z]/.test(text[open - 1] ?? '')
        const beforeSign = text[open + 1] === '-'
        if (isCall || beforeSign) continue
        const without = text.slice(0, open) + text.slice(open + 1, close) + text.slice(close + 1)
        expect(parse(without, NAMES), `${text} without the pair at ${open}`).not.toEqual(parse(text, NAMES))
      }
    }),
    { numRuns: 500 },
  )
})

/** Where each parenthesis opens and closes. */
function pairs(text: string): [number, number][] {
  const open: number[] = []
  const found: [number, number][] = []
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') open.push(i)
    if (text[i] === ')') found.push([open.pop()!, i])
  }
  return found
}

const NOTATIONS = {
  x: { tex: 'x', quantity: 'parameter' },
  y: { tex: 'y' },
  beta1: { tex: '\\beta_1', quantity: 'hyperparameter' },
} as const
const katexOptions: katex.KatexOptions = {
  throwOnError: true,
  trust: (context) => context.command === '\\htmlClass',
  strict: (code: string) => (code === 'htmlExtension' ? 'ignore' : 'error'),
}
const taggedTrees = treesOf(leaf, 4).chain((e) => fc.constantFrom(e, tagged('a-tag', e)))

/** The TeX as a formula a person would type, so that the parser can judge its parentheses. */
function typedFrom(source: string): string {
  let text = source.replaceAll(/\\htmlClass\{[^}]*\}/g, '')
  const words: [RegExp, string][] = [
    [/\\left\|/g, 'abs('],
    [/\\right\|/g, ')'],
    [/\\left|\\right/g, ''],
    [/\\cdot|\\times/g, '*'],
    [/\\,/g, ' '],
    [/\\operatorname\{sign\}/g, 'sign'],
    [/\\beta_1/g, 'beta1'],
    [/\\(sqrt|ln|sin|cos|tan|tanh|max)\b/g, ' $1'],
  ]
  for (const [pattern, replacement] of words) text = text.replaceAll(pattern, replacement)
  for (let at = text.lastIndexOf('\\frac'); at >= 0; at = text.lastIndexOf('\\frac')) {
    const middle = groupEnd(text, at + 5)
    const end = groupEnd(text, middle)
    text = `${text.slice(0, at)} ((${text.slice(at + 6, middle - 1)})/(${text.slice(middle + 1, end - 1)}))${text.slice(end)}`
  }
  return text.replaceAll('{', '(').replaceAll('}', ')')
}

/** Just after the brace that closes the one at `start`. */
function groupEnd(text: string, start: number): number {
  let depth = 0
  for (let i = start; ; i++) {
    if (text[i] === '{') depth++
    if (text[i] === '}' && --depth === 0) return i + 1
  }
}

describe('tex', () => {
  test.each(['symbols', 'numbers'])('in %s reads as the formula it was made from', (mode) => {
    const options = { notations: NOTATIONS, digits: ALL_DIGITS }
    fc.assert(
      fc.property(taggedTrees, point, (e, at) => {
        const source = mode === 'symbols' ? tex(e, options) : texWithNumbers(e, { ...options, values: at })
        const text = typedFrom(source)
        const size = largest(e, at)
        fc.pre(text.length <= 500 && size < 1e6)
        const read = parse(text, NAMES)
        fc.pre(!isRefusedExponent(read))
        if (!read.ok) throw new Error(`${source} → ${text}: ${JSON.stringify(read.error)}`)
        const difference = Math.abs(evaluate(read.expr, at) - evaluate(e, at))
        expect(difference, `${print(e)} → ${source}`).toBeLessThanOrEqual(1e-9 * Math.max(1, size))
      }),
      { numRuns: 1500 },
    )
  })

  test('is set by KaTeX without a complaint, in symbols and in numbers', () => {
    fc.assert(
      fc.property(taggedTrees, point, fc.constantFrom('x', 'a-tag'), (e, values, highlight) => {
        const options = { notations: NOTATIONS, highlight }
        for (const source of [tex(e, options), texWithNumbers(e, { ...options, values, digits: 4 })]) {
          expect(groupEnd(`{${source}}`, 0)).toBe(source.length + 2)
          expect(katex.renderToString(source, katexOptions)).toContain('katex')
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('shown numbers', () => {
  /** The number that a shown text says, and one unit in its last digit. */
  function said(text: string): { value: number; unit: number } {
    const read = parse(text, [])
    if (!read.ok) throw new Error(`${text}: ${read.error.code}`)
    const [mantissa = '', tens = '1'] = text.replace('\u2212', '').split('×')
    const power = parse(tens, [])
    const scale = power.ok ? evaluate(power.expr, {}) : NaN
    const decimals = mantissa.split('.')[1]?.length ?? 0
    return { value: evaluate(read.expr, {}), unit: 10 ** -decimals * scale }
  }

  const anyNumber = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }),
    fc.double({ noNaN: true, min: -2e6, max: 2e6 }),
    fc.integer({ min: -2_000_000, max: 2_000_000 }),
  )

  test('a number is within half a unit of what is shown, and never written “−0” or wider than asked', () => {
    fc.assert(
      fc.property(anyNumber, fc.integer({ min: 1, max: 12 }), (x, digits) => {
        fc.pre(x === 0 || Math.abs(x) > 1e-290)
        const { text, value } = formatNumber(x, digits)
        const { value: read, unit } = said(text)
        expect(Math.abs(read - value)).toBeLessThanOrEqual(1e-13 * Math.abs(value))
        expect(Math.abs(read - x), text).toBeLessThanOrEqual(unit * 0.5000001 + 1e-13 * Math.abs(x))
        expect(text).not.toMatch(/^\u22120*\.?0*$/)
        const plain = value === 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e6)
        expect(text.includes('×10')).toBe(!plain)
        const shownDigits = text
          .split('×')[0]!
          .replaceAll(/^\u2212|\./g, '')
          .replace(/^0+/, '').length
        const whole = plain ? String(Math.trunc(Math.abs(value))).length : 1
        expect(shownDigits).toBeLessThanOrEqual(Math.max(digits, whole))
      }),
      { numRuns: 3000 },
    )
  })

  test('the shown operands give the shown result to one unit in its last digit', () => {
    const values = fc.record({
      x: anyNumber,
      y: anyNumber,
      beta1: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    let extended = 0
    fc.assert(
      fc.property(
        treesOf(leaf, 4),
        fc.oneof(values, point),
        fc.integer({ min: 2, max: 8 }),
        (e, env, digits) => {
          const exact = evaluate(e, env)
          fc.pre(Number.isFinite(exact) && Math.abs(exact) > 1e-290 && symbolsIn(e).length > 0)
          const { shown, result, extended: more } = substitution(e, env, digits)
          extended += more.length
          for (const [name, operand] of Object.entries(shown)) {
            expect(formatNumber(env[name as 'x'], operand.digits).value).toBe(operand.value)
          }
          const put = Object.fromEntries(
            Object.entries(shown).map(([name, operand]) => [name, operand.value]),
          )
          const { value, unit } = said(result.text)
          const slack = 1e-6 * unit + 1e-13 * Math.abs(value)
          expect(Math.abs(evaluate(e, put) - value), print(e)).toBeLessThanOrEqual(unit + slack)
        },
      ),
      { numRuns: 2000 },
    )
    expect(extended).toBeGreaterThan(50)
  })
})
