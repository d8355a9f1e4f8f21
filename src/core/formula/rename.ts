import type { Expr } from './expr.ts'

/** The expression with another name in the place of `from`; whatever does not contain it stays the same object. */
export function renamed(e: Expr, from: string, to: string): Expr {
  switch (e.kind) {
    case 'number':
      return e
    case 'symbol':
      return e.name === from ? { ...e, name: to } : e
    case 'negate':
    case 'call': {
      const of = renamed(e.of, from, to)
      return of === e.of ? e : { ...e, of }
    }
    default: {
      const [left, right] = [renamed(e.left, from, to), renamed(e.right, from, to)]
      return left === e.left && right === e.right ? e : { ...e, left, right }
    }
  }
}
