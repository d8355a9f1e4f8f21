import { applyBinary, applyFunction } from './evaluate.ts'
import type { BinaryKind, Expr, FunctionName, NumberNode } from './expr.ts'
import { alike, factorsOf, isNumber, num, powerOf, same, short, type Term, termOf, termsOf } from './terms.ts'

/*
 * Constructors that tidy as they build, so that a derivative reads as a person would write it. Each looks only at
 * the tops of its operands, whose own parts are tidy already, with a term's number in front of all its factors.
 * They assume finite values (0·x becomes 0) and remove removable singularities (x/x becomes 1).
 */

const folded = (kind: BinaryKind, a: Expr, b: Expr): NumberNode | undefined =>
  a.kind === 'number' && b.kind === 'number' ? short(applyBinary(kind, a.value, b.value)) : undefined

/** c · rest, without a coefficient 1, with a sign instead of −1; a fraction takes the number on top. */
function scaled({ c, rest }: Term): Expr {
  if (c === 0) return num(0)
  if (rest === undefined) return num(c)
  if (c === 1) return rest
  if (c === -1) return { kind: 'negate', of: rest }
  if (rest.kind === 'divide') return quotient(product(num(c), rest.left), rest.right)
  return { kind: 'multiply', left: num(c), right: rest }
}

/** −e */
export function negation(e: Expr): Expr {
  if (e.kind === 'subtract') return difference(e.right, e.left)
  const { c, rest } = termOf(e)
  return scaled({ c: -c, rest })
}

/** a + b, with like terms together */
export function sum(a: Expr, b: Expr): Expr {
  if (isNumber(a, 0)) return b
  if (isNumber(b, 0)) return a
  const [left, right] = [termsOf(a), termsOf(b)]
  if (!left || !right) return { kind: 'add', left: a, right: b }
  const terms = [...left]
  for (const term of right) {
    const i = terms.findIndex((other) => alike(other, term) && short(other.c + term.c) !== undefined)
    if (i < 0) terms.push(term)
    else terms[i] = { c: terms[i]!.c + term.c, rest: term.rest }
  }
  return written(terms.filter((term) => term.c !== 0))
}

/** The terms one after the other, a positive one first where there is one. */
function written(terms: Term[]): Expr {
  const positive = terms.findIndex((term) => term.c > 0)
  if (positive > 0) terms.unshift(...terms.splice(positive, 1))
  const [first, ...others] = terms
  if (!first) return num(0)
  let e = scaled(first)
  for (const { c, rest } of others) {
    e = { kind: c < 0 ? 'subtract' : 'add', left: e, right: scaled({ c: Math.abs(c), rest }) }
  }
  return e
}

/** a − b */
export function difference(a: Expr, b: Expr): Expr {
  if (isNumber(b, 0)) return a
  const terms = termsOf(b)
  if (!terms) return isNumber(a, 0) ? { kind: 'negate', of: b } : { kind: 'subtract', left: a, right: b }
  return sum(a, written(terms.map(({ c, rest }) => ({ c: -c, rest }))))
}

/** a · b, with the numbers together in front */
export function product(a: Expr, b: Expr): Expr {
  const [p, q] = [termOf(a), termOf(b)]
  if (p.c === 0 || q.c === 0) return num(0)
  const c = short(p.c * q.c)
  // 3 · 0.1 would be 0.30000000000000004: leave such numbers apart.
  if (!c) return { kind: 'multiply', left: a, right: b }
  const rest = p.rest && q.rest ? factors(p.rest, q.rest) : (p.rest ?? q.rest)
  if (!rest) return c
  // Equal factors or fractions may have left another number: 2·(3/x).
  const own = termOf(rest)
  const all = short(c.value * own.c)
  return all ? scaled({ c: all.value, rest: own.rest }) : { kind: 'multiply', left: c, right: rest }
}

/** a · b for factors without coefficients: one fraction, and equal factors as a power. */
function factors(a: Expr, b: Expr): Expr {
  if (a.kind === 'divide' && b.kind === 'divide') {
    return quotient(product(a.left, b.left), product(a.right, b.right))
  }
  if (a.kind === 'divide') return quotient(product(a.left, b), a.right)
  if (b.kind === 'divide') return quotient(product(a, b.left), b.right)
  const [left, right] = [factorsOf(a), factorsOf(b)]
  if (!left || !right) return { kind: 'multiply', left: a, right: b }
  const together = [...left]
  for (const factor of right) {
    const { base, n } = powerOf(factor)
    const i = together.findIndex((other) => same(powerOf(other).base, base))
    if (i < 0) together.push(factor)
    else together[i] = power(base, num(powerOf(together[i]!).n + n))
  }
  return together.reduce((e, factor) => ({ kind: 'multiply', left: e, right: factor }))
}

/** a / b: fractions within fractions become one, whole numbers and equal factors are cancelled. */
export function quotient(a: Expr, b: Expr): Expr {
  if (isNumber(b, 0)) return { kind: 'divide', left: a, right: b }
  if (isNumber(a, 0)) return num(0)
  const number = folded('divide', a, b)
  if (number) return number
  const [p, q] = [termOf(a), termOf(b)]
  if (p.rest?.kind === 'divide') return quotient(product(num(p.c), p.rest.left), product(p.rest.right, b))
  if (q.rest?.kind === 'divide') return quotient(product(a, q.rest.right), product(num(q.c), q.rest.left))
  const [above, below] = reduced(Math.abs(p.c), Math.abs(q.c))
  const [top, bottom] = p.rest && q.rest ? cancelled(p.rest, q.rest) : [p.rest, q.rest]
  const numerator = scaled({ c: above, rest: top })
  const denominator = scaled({ c: below, rest: bottom })
  const sign = Math.sign(p.c) * Math.sign(q.c)
  if (isNumber(denominator, 1)) return scaled({ c: sign * above, rest: top })
  const fraction: Expr = { kind: 'divide', left: numerator, right: denominator }
  return sign < 0 ? { kind: 'negate', of: fraction } : fraction
}

/** 4/2 is 2/1 and 2/4 is 1/2; anything that does not divide stays. */
function reduced(above: number, below: number): readonly [number, number] {
  if (Number.isSafeInteger(above / below)) return [above / below, 1]
  return Number.isSafeInteger(below / above) ? [1, below / above] : [above, below]
}

/** Numerator and denominator without the powers of factors that they share; nothing where nothing is left. */
function cancelled(top: Expr, bottom: Expr): readonly [Expr | undefined, Expr | undefined] {
  const [above, below] = [factorsOf(top), factorsOf(bottom)]
  if (!above || !below) return [top, bottom]
  const upper: (Expr | undefined)[] = [...above]
  const lower = below.map((factor) => {
    const q = powerOf(factor)
    const i = upper.findIndex((other) => other && same(powerOf(other).base, q.base))
    const p = powerOf(upper[i] ?? factor)
    if (i < 0) return factor
    const common = Math.min(p.n, q.n)
    upper[i] = p.n > common ? power(p.base, num(p.n - common)) : undefined
    return q.n > common ? power(q.base, num(q.n - common)) : undefined
  })
  return [chain(upper), chain(lower)]
}

/** The factors as one product, those that are left. */
function chain(factors: readonly (Expr | undefined)[]): Expr | undefined {
  const left = factors.filter((factor) => factor !== undefined)
  return left.length > 0
    ? left.reduce((e, factor) => ({ kind: 'multiply', left: e, right: factor }))
    : undefined
}

/** a ^ b; x⁰ is 1 for every x, 0 included, as `evaluate` has it */
export function power(a: Expr, b: Expr): Expr {
  if (isNumber(b, 0)) return num(1)
  if (isNumber(b, 1) || isNumber(a, 1)) return a
  const whole = b.kind === 'number' && Number.isInteger(b.value) ? b.value : undefined
  const { base, n } = powerOf(a)
  // (x²)³ is x⁶ for whole exponents; (x²)^0.5 is |x| and stays.
  if (n > 1 && whole !== undefined) return power(base, num(n * whole))
  const { c, rest } = termOf(a)
  const front = whole !== undefined && rest && c !== 1 ? short(applyBinary('power', c, whole)) : undefined
  if (front && rest) return product(front, power(rest, b))
  return folded('power', a, b) ?? { kind: 'power', left: a, right: b }
}

/** max(a, b) */
export function maximum(a: Expr, b: Expr): Expr {
  if (same(a, b)) return a
  return folded('maximum', a, b) ?? { kind: 'maximum', left: a, right: b }
}

/** fn(e) */
export function application(fn: FunctionName, e: Expr): Expr {
  const number = e.kind === 'number' ? short(applyFunction(fn, e.value)) : undefined
  return number ?? { kind: 'call', fn, of: e }
}

/** a ∘ b, tidied. */
export function combine(kind: BinaryKind, a: Expr, b: Expr): Expr {
  switch (kind) {
    case 'add':
      return sum(a, b)
    case 'subtract':
      return difference(a, b)
    case 'multiply':
      return product(a, b)
    case 'divide':
      return quotient(a, b)
    case 'power':
      return power(a, b)
    case 'maximum':
      return maximum(a, b)
  }
}
