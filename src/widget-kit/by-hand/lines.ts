import { evaluate } from '../../core/formula/evaluate.ts'
import type { Expr } from '../../core/formula/expr.ts'
import { numbersTex } from '../../core/formula/filled.ts'
import { formatExactly, formatNumber, substitution } from '../../core/formula/precision.ts'
import type { Notations } from '../../core/formula/quantity.ts'
import { broken } from './broken.ts'
import { HIDDEN, type Hidden, isAlone } from './hiding.ts'

/** One quantity of a step for one coordinate: the formula with the numbers in, and what they give. */
export interface Row {
  /** The parameter's name; null for what has no coordinates: the loss, the norm, the rate in force. */
  readonly coordinate: string | null
  /** The formula in symbols, where each coordinate has its own. */
  readonly symbols: string | null
  /** Empty where the number comes from somewhere else, and not from a formula. */
  readonly numbers: string
  readonly result: string
  /** The result exactly, and as it is said. */
  readonly value: number
  readonly text: string
  /** Every number that was put in, exactly, by its name in the formula. */
  readonly operands: Readonly<Record<string, number>>
  /** What was put in the place of the result by hand. */
  readonly byHand: number | null
  /** The reader works it out: the result is a question mark. */
  readonly isHidden: boolean
}

/** The three aligned lines of a stop: symbols once, then numbers and result for every coordinate. */
export interface Lines {
  readonly head: string
  readonly rows: readonly Row[]
  /** How the operands are written. */
  readonly notations: Notations
}

/** What is not in the rule's own lines is computed and shown from a formula too. */
export interface Formula {
  readonly e: Expr
  readonly values: Readonly<Record<string, number>>
}

/** Each number marked with its row and name, so that a pointer on it can be told its exact value. */
function marked(e: Expr, row: number): Expr {
  switch (e.kind) {
    case 'number':
      return e
    case 'symbol':
      return { ...e, tag: `of-${row}-${e.name}` }
    case 'negate':
    case 'call':
      return { ...e, of: marked(e.of, row) }
    default:
      return { ...e, left: marked(e.left, row), right: marked(e.right, row) }
  }
}

/** Which operands of a formula, and whether its result, the reader works out. */
export interface Veil {
  readonly isHidden: boolean
  hides(name: string): boolean
}

/** What is hidden of a line of a rule, for one coordinate. */
export const veilOf = (stop: string, coordinate: number, hidden: Hidden): Veil => ({
  isHidden: hidden(stop, coordinate),
  hides: (name) =>
    stop !== 'g' &&
    // What the rule reads as its α may come from a schedule.
    (name === 'alpha' ? hidden('rate', 0) : hidden(name, isAlone(name) ? 0 : coordinate)),
})

/**
 * The formula with numbers in, its digits chosen so that the shown numbers give the shown result. What is hidden keeps
 * its symbol.
 */
export function rowOf({ e, values }: Formula, notations: Notations, digits: number, row: number, veil: Veil) {
  const { shown, result, extended } = substitution(e, values, digits)
  const open = Object.entries(shown).filter(([name]) => !veil.hides(name))
  const numbers = numbersTex(marked(e, row), { shown: Object.fromEntries(open), extended }, notations)
  const operands = Object.fromEntries(open.map(([name]) => [name, values[name] ?? NaN]))
  const { isHidden } = veil
  const said = isHidden ? { result: HIDDEN, text: HIDDEN } : { result: result.tex, text: result.text }
  return { numbers, ...said, operands, value: evaluate(e, values), isHidden }
}

/** The lines as one block of TeX, aligned at the equals signs; long sums go on below. */
export function alignedTex(
  { head, rows }: Lines,
  digits: number,
  coordinateTex: (name: string) => string = () => '',
): string {
  const [name = '', ...formula] = head.split(' = ')
  const lines = [`${name} &= ${broken(formula.join(' = '))}`]
  rows.forEach((r, i) => {
    const label = r.coordinate === null ? '' : coordinateTex(r.coordinate)
    if (r.symbols !== null) lines.push(`${label} &= ${broken(r.symbols)}`)
    if (r.numbers !== '') lines.push(`${r.symbols === null ? label : ''} &= ${broken(r.numbers)}`)
    const changed =
      r.byHand === null ? '' : `\\;\\rightarrow\\;\\htmlClass{by-hand}{${formatNumber(r.byHand, digits).tex}}`
    lines.push(`&= \\htmlClass{result result-${i}}{${r.result}}${changed}`)
  })
  return `\\begin{aligned}${lines.join('\\\\[2pt]')}\\end{aligned}`
}

/** A number of the lines: which row's, and which of its operands; null is the result. */
export interface Place {
  readonly row: number
  readonly name: string | null
}

export const placesOf = (lines: Lines): Place[] =>
  lines.rows.flatMap(({ operands, isHidden }, row) => [
    ...Object.keys(operands).map((name) => ({ row, name })),
    ...(isHidden ? [] : [{ row, name: null }]),
  ])

/** The number at a place of the lines with all its digits. */
export function exactTex(lines: Lines, { row, name }: Place): string | null {
  const of = lines.rows[row]
  const value = name !== null ? of?.operands[name] : of?.isHidden ? undefined : of?.value
  if (!of || value === undefined) return null
  const coordinate = lines.rows.length > 1 ? `${of.coordinate}\\colon\\;` : ''
  const symbol = name === null ? lines.head.split(' = ')[0] : (lines.notations[name]?.tex ?? name)
  return `${coordinate}${symbol} = ${formatExactly(value).tex}`
}
