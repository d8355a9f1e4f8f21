import type { Expr } from './expr.ts'

/**
 * e with other parts: `change` is asked about every part from the whole downwards, and what it gives takes the part's
 * place as it is; undefined keeps the part and asks about its own. Whatever is not changed stays the same object.
 */
export function rewritten(e: Expr, change: (part: Expr) => Expr | undefined): Expr {
  const other = change(e)
  if (other) return other
  switch (e.kind) {
    case 'number':
    case 'symbol':
      return e
    case 'negate':
    case 'call': {
      const of = rewritten(e.of, change)
      return of === e.of ? e : { ...e, of }
    }
    default: {
      const [left, right] = [rewritten(e.left, change), rewritten(e.right, change)]
      return left === e.left && right === e.right ? e : { ...e, left, right }
    }
  }
}

/** e with an expression in the place of every name that has one. */
export const replaced = (e: Expr, by: Readonly<Record<string, Expr>>): Expr =>
  rewritten(e, (part) => (part.kind === 'symbol' && Object.hasOwn(by, part.name) ? by[part.name] : undefined))
