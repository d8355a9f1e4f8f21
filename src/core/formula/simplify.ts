import type { Expr } from './expr.ts'
import { factorsOf } from './terms.ts'
import { application, combine, negation } from './tidy.ts'

/** Applies `rebuild` to every part, from the leaves up; parts that are shared stay shared. */
function rebuilt(e: Expr, rebuild: (e: Expr) => Expr): Expr {
  const done = new Map<Expr, Expr>()
  const parts = (node: Expr): Expr => {
    if (node.kind === 'number' || node.kind === 'symbol') return node
    if (node.kind === 'negate' || node.kind === 'call') return { ...node, of: visit(node.of) }
    return { ...node, left: visit(node.left), right: visit(node.right) }
  }
  const visit = (node: Expr): Expr => {
    const known = done.get(node)
    if (known) return known
    const result = rebuild(parts(node))
    done.set(node, result)
    return result
  }
  return visit(e)
}

/** e as the constructors of tidy.ts would have built it. */
export function tidied(e: Expr): Expr {
  return rebuilt(e, (node) => {
    if (node.kind === 'number' || node.kind === 'symbol') return node
    if (node.kind === 'negate') return negation(node.of)
    if (node.kind === 'call') return application(node.fn, node.of)
    return combine(node.kind, node.left, node.right)
  })
}

/** Products written from left to right, as people do: 4·(x·y) becomes (4·x)·y. */
export function leftToRight(e: Expr): Expr {
  return rebuilt(e, (node) => {
    const factors = node.kind === 'multiply' ? factorsOf(node.right) : undefined
    if (node.kind !== 'multiply' || !factors) return node
    return factors.reduce((left, right) => ({ kind: 'multiply', left, right }), node.left)
  })
}

/** The same function, written shorter. Tags of terms that had to be rebuilt are dropped. */
export const simplify = (e: Expr): Expr => leftToRight(tidied(e))
