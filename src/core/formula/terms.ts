import type { Expr, NumberNode } from './expr.ts'

/** Numbers are folded only where the result is short: 2·3 becomes 6, but 1/3 stays a fraction. */
const SHORT = 12
/** Two expressions are compared up to this many nodes; larger ones count as different, which is safe. */
const COMPARED_NODES = 200
/** Longer sums and products are left as they are, so that tidying takes time in proportion to the expression. */
const MANY = 16

/** A NumberNode. */
export const num = (value: number): NumberNode => ({ kind: 'number', value })

/** Whether e is that very number. */
export const isNumber = (e: Expr, value: number): boolean => e.kind === 'number' && e.value === value

/** The number, if it is finite and has few enough digits to be nicer than the operation that gave it. */
export function short(value: number): NumberNode | undefined {
  return Number.isFinite(value) && Number(value.toPrecision(SHORT)) === value ? num(value) : undefined
}

/** Whether two expressions are the same tree; tags do not count. */
export function same(a: Expr, b: Expr): boolean {
  let budget = COMPARED_NODES
  const equal = (x: Expr, y: Expr): boolean => {
    if (x === y) return true
    if (budget-- <= 0) return false
    switch (x.kind) {
      case 'number':
        return y.kind === 'number' && Object.is(x.value, y.value)
      case 'symbol':
        return y.kind === 'symbol' && x.name === y.name
      case 'negate':
        return y.kind === 'negate' && equal(x.of, y.of)
      case 'call':
        return y.kind === 'call' && x.fn === y.fn && equal(x.of, y.of)
      default:
        return y.kind === x.kind && equal(x.left, y.left) && equal(x.right, y.right)
    }
  }
  return equal(a, b)
}

/** A number times the rest of a term; without a rest it is the number alone. */
export interface Term {
  readonly c: number
  readonly rest: Expr | undefined
}

/** e as a term: 3·x is 3 and x, −x is −1 and x, 3·x/y is 3 and x/y, 7 is 7 and nothing. */
export function termOf(e: Expr): Term {
  if (e.kind === 'number') return { c: e.value, rest: undefined }
  if (e.kind === 'negate') {
    const { c, rest } = termOf(e.of)
    return { c: -c, rest }
  }
  if (e.kind === 'multiply' && e.left.kind === 'number') return { c: e.left.value, rest: e.right }
  if (e.kind !== 'divide') return { c: 1, rest: e }
  const top = termOf(e.left)
  return top.c === 1 ? { c: 1, rest: e } : { c: top.c, rest: { ...e, left: top.rest ?? num(1) } }
}

/** The terms of a sum, left to right; nothing when there are too many. */
export function termsOf(e: Expr): readonly Term[] | undefined {
  const terms: Term[] = []
  const visit = (node: Expr, sign: number): void => {
    if (terms.length > MANY) return
    if (node.kind === 'add' || node.kind === 'subtract') {
      visit(node.left, sign)
      visit(node.right, node.kind === 'add' ? sign : -sign)
    } else {
      const { c, rest } = termOf(node)
      terms.push({ c: sign * c, rest })
    }
  }
  visit(e, 1)
  return terms.length > MANY ? undefined : terms
}

/** Whether two terms differ in their numbers only. */
export const alike = (a: Term, b: Term): boolean =>
  a.rest === undefined || b.rest === undefined ? a.rest === b.rest : same(a.rest, b.rest)

/** A factor as base and exponent, where the exponent is a positive whole number: x is x¹. */
export function powerOf(e: Expr): { readonly base: Expr; readonly n: number } {
  if (
    e.kind === 'power' &&
    e.right.kind === 'number' &&
    Number.isInteger(e.right.value) &&
    e.right.value > 0
  ) {
    return { base: e.left, n: e.right.value }
  }
  return { base: e, n: 1 }
}

/** The factors of a product, left to right; nothing when there are too many. */
export function factorsOf(e: Expr): readonly Expr[] | undefined {
  const factors: Expr[] = []
  const visit = (node: Expr): void => {
    if (factors.length > MANY) return
    if (node.kind === 'multiply') {
      visit(node.left)
      visit(node.right)
    } else factors.push(node)
  }
  visit(e)
  return factors.length > MANY ? undefined : factors
}
