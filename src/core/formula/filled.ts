import type { Expr } from './expr.ts'
import { substitution, type Substitution } from './precision.ts'
import type { Notations } from './quantity.ts'
import { texWithNumbers } from './tex.ts'

/** A formula with its numbers in, and what they give. */
export interface Filled {
  /** TeX. Operands with more digits than the result asked for have the class `more-digits`. */
  readonly numbers: string
  /** The result as TeX, as it is said, and the number that it says. */
  readonly result: string
  readonly text: string
  readonly value: number
}

/** The formula as TeX with the operands of a substitution in; names that it lacks stay symbols. */
export function numbersTex(
  e: Expr,
  { shown, extended }: Pick<Substitution, 'shown' | 'extended'>,
  notations: Notations,
): string {
  const entries = Object.entries(shown)
  return texWithNumbers(e, {
    notations,
    values: Object.fromEntries(entries.map(([name, s]) => [name, s.value])),
    digits: Object.fromEntries(entries.map(([name, s]) => [name, s.digits])),
    extended,
  })
}

/**
 * The formula with numbers in, its digits chosen so that the shown numbers give the shown result.
 * @throws Error when a name of e has no value
 */
export function filled(
  e: Expr,
  values: Readonly<Record<string, number>>,
  notations: Notations,
  digits: number,
): Filled {
  const found = substitution(e, values, digits)
  const { tex, text, value } = found.result
  return { numbers: numbersTex(e, found, notations), result: tex, text, value }
}
