import type { BinaryNode, CallNode, Expr } from './expr.ts'
import { leftToRight, tidied } from './simplify.ts'
import { application, difference, negation, power, product, quotient, sum } from './tidy.ts'

const ZERO: Expr = { kind: 'number', value: 0 }
const ONE: Expr = { kind: 'number', value: 1 }
const TWO: Expr = { kind: 'number', value: 2 }

/**
 * ∂e/∂name, exact, as a tidy expression; every other name is held constant. Parts that occur several times are the
 * same object, so that derivatives of derivatives stay small for `compile`.
 *
 * |u|′ = sign(u)·u′ and sign(u)′ = 0, which at u = 0 picks the value 0. (u^c)′ = c·u^(c−1)·u′ for a constant c, so
 * x¹ has the derivative 1 at 0 too (0⁰ = 1); where the exponent varies, u^v·(v′·ln u + v·u′/u) needs u > 0. Where
 * u = v, max(u, v)′ is the mean of u′ and v′, which agrees with |u| = max(u, −u).
 */
export function derivative(e: Expr, name: string): Expr {
  const derivatives = new Map<Expr, Expr>()
  const d = (node: Expr): Expr => {
    const known = derivatives.get(node)
    if (known) return known
    const result = rule(node, name, d)
    derivatives.set(node, result)
    return result
  }
  return leftToRight(d(tidied(e)))
}

type Derive = (e: Expr) => Expr

function rule(e: Expr, name: string, d: Derive): Expr {
  switch (e.kind) {
    case 'number':
      return ZERO
    case 'symbol':
      return e.name === name ? ONE : ZERO
    case 'negate':
      return negation(d(e.of))
    case 'add':
      return sum(d(e.left), d(e.right))
    case 'subtract':
      return difference(d(e.left), d(e.right))
    case 'multiply':
      return sum(product(d(e.left), e.right), product(e.left, d(e.right)))
    case 'divide':
      return quotientRule(e, d)
    case 'power':
      return powerRule(e, d)
    case 'maximum':
      return maximumRule(e, d)
    case 'call':
      return product(d(e.of), outer(e))
  }
}

const isZero = (e: Expr): boolean => e.kind === 'number' && e.value === 0

function quotientRule({ left: u, right: v }: BinaryNode, d: Derive): Expr {
  const dv = d(v)
  if (isZero(dv)) return quotient(d(u), v)
  return quotient(difference(product(d(u), v), product(u, dv)), power(v, TWO))
}

function powerRule(e: BinaryNode, d: Derive): Expr {
  const { left: u, right: v } = e
  const [du, dv] = [d(u), d(v)]
  if (isZero(dv)) return product(product(v, du), power(u, difference(v, ONE)))
  const growth = product(dv, application('ln', u))
  if (isZero(du)) return product(e, growth)
  return product(e, sum(growth, quotient(product(v, du), u)))
}

/** max(u, v) = (u + v + |u − v|)/2 */
function maximumRule({ left: u, right: v }: BinaryNode, d: Derive): Expr {
  const [du, dv] = [d(u), d(v)]
  const sign = application('sign', difference(u, v))
  return quotient(sum(sum(du, dv), product(sign, difference(du, dv))), TWO)
}

/** fn′(u) */
function outer({ fn, of: u }: CallNode): Expr {
  switch (fn) {
    case 'sqrt':
      return quotient(ONE, product(TWO, application('sqrt', u)))
    case 'exp':
      return application('exp', u)
    case 'ln':
      return quotient(ONE, u)
    case 'sin':
      return application('cos', u)
    case 'cos':
      return negation(application('sin', u))
    case 'tan':
      return quotient(ONE, power(application('cos', u), TWO))
    case 'tanh':
      return difference(ONE, power(application('tanh', u), TWO))
    case 'abs':
      return application('sign', u)
    case 'sign':
      return ZERO
  }
}
