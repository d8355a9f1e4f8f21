import type { Expr } from '../../formula/expr.ts'

/** A part of a formula under a name of its own. */
export interface NamedPart {
  readonly name: string
  readonly value: Expr
}

/** Formulas cut into lines: `parts` one after the other give the names that `results` and later parts use. */
export interface Outline {
  readonly parts: readonly NamedPart[]
  readonly results: readonly Expr[]
}

/** With more symbols, numbers and signs than this a part becomes a line of its own. */
const LONGEST = 80

/**
 * The formulas as they are where each fits on a line; otherwise with long parts on lines of their own, each once: a
 * derivative, written out as one line, may be longer than any memory. The values, bit for bit, stay the same. Parts
 * are called `<prefix>1`, `<prefix>2`, …; a part without a name in it never is one.
 */
export function outlined(formulas: readonly Expr[], prefix: string): Outline {
  const parts: NamedPart[] = []
  const known = new Map<Expr, Measured>()
  const measure = (e: Expr): Measured => {
    const found = known.get(e)
    if (found) return found
    const measured = rewritten(e, named)
    known.set(e, measured)
    return measured
  }
  const shortened = new Map<Expr, Measured>()
  const named = (e: Expr): Measured => {
    const found = shortened.get(e)
    if (found) return found
    let measured = measure(e)
    if (measured.size > LONGEST && measured.hasName) {
      const name = `${prefix}${parts.length + 1}`
      parts.push({ name, value: measured.e })
      measured = { e: { kind: 'symbol', name }, size: 1, hasName: true }
    }
    shortened.set(e, measured)
    return measured
  }
  return { results: formulas.map((e) => measure(e).e), parts }
}

interface Measured {
  readonly e: Expr
  /** Of the tree, shared parts counted as often as they would be written. */
  readonly size: number
  readonly hasName: boolean
}

/** e with each of its direct parts as `part` has it. */
function rewritten(e: Expr, part: (e: Expr) => Measured): Measured {
  switch (e.kind) {
    case 'number':
      return { e, size: 1, hasName: false }
    case 'symbol':
      return { e, size: 1, hasName: true }
    case 'negate':
    case 'call': {
      const of = part(e.of)
      return { e: { ...e, of: of.e }, size: of.size + 1, hasName: of.hasName }
    }
    default: {
      const [left, right] = [part(e.left), part(e.right)]
      return {
        e: { ...e, left: left.e, right: right.e },
        size: left.size + right.size + 1,
        hasName: left.hasName || right.hasName,
      }
    }
  }
}
