import type { Expr } from '../../formula/expr.ts'
import { numbersTex } from '../../formula/filled.ts'
import { formatExactly, formatNumber, substitution } from '../../formula/precision.ts'
import type { Notations } from '../../formula/quantity.ts'
import { tex } from '../../formula/tex.ts'
import { OBJECTIVE_NOTATIONS } from '../../objective/objective.ts'
import type { Setup } from '../frame.ts'
import { notationsIn } from '../notation.ts'
import { type Assignment, notationsOf, type Rule } from '../rule.ts'
import { type Column, type RunTable, SAMPLES } from './table.ts'

/** The names without their colours: no class is left to write. */
const plain = (notations: Notations): Notations =>
  Object.fromEntries(Object.entries(notations).map(([name, notation]) => [name, { tex: notation.tex }]))

/** The same formula without its marks. */
function unmarked(e: Expr): Expr {
  const { tag: _, ...bare } = e
  switch (bare.kind) {
    case 'number':
    case 'symbol':
      return bare
    case 'negate':
    case 'call':
      return { ...bare, of: unmarked(bare.of) }
    default:
      return { ...bare, left: unmarked(bare.left), right: unmarked(bare.right) }
  }
}

/** A formula as LaTeX that any document understands (amsmath for \operatorname): no classes, no marks. */
export const formulaLatex = (e: Expr, notations: Notations): string =>
  tex(unmarked(e), { notations: plain(notations) })

/** The formula with its numbers in and what they give, both to as many digits as they need: 2 \cdot 3 = 6. */
export function filledLatex(
  e: Expr,
  values: Readonly<Record<string, number>>,
  notations: Notations,
  digits: number,
): string {
  const { shown, result } = substitution(e, values, digits)
  return `${numbersTex(unmarked(e), { shown, extended: [] }, plain(notations))} = ${result.tex}`
}

/** An assignment of a rule as plain LaTeX: m_t = \beta_1\,m_{t-1} + … */
export const assignmentLatex = (
  rule: Rule,
  { target, tex, value }: Assignment,
  notations: Notations = notationsOf(rule),
): string => `${notations[target]?.tex ?? tex} = ${formulaLatex(value, notations)}`

/** Lines of LaTeX one below the other, aligned where each has an & (amsmath). */
export const alignedLatex = (lines: readonly string[]): string =>
  `\\begin{align*}\n${lines.map((line) => `  ${line}`).join(' \\\\\n')}\n\\end{align*}\n`

/** A rule as plain LaTeX: its assignments one below the other. */
export const ruleLatex = (rule: Rule, notations: Notations = notationsOf(rule)): string =>
  alignedLatex(rule.assignments.map((a) => assignmentLatex(rule, a, notations).replace(' = ', ' &= ')))

/**
 * The table as a LaTeX tabular without packages (amsmath where a number is NaN): symbols above, a row per step, every
 * number to so many significant digits; a number that is not there is an empty cell. In the last columns, where the run
 * has them, the samples and, under the heading `byHand`, whose numbers were put in by hand.
 */
export function tabular(table: RunTable, significantDigits: number, byHand = 'by hand'): string {
  const { run, columns, rows, samples } = table
  const head = (column: Column): string => `$${headOf(run.setup, column)}$`
  const heads = [...columns.map(head), ...(samples ? [head(SAMPLES)] : []), ...(table.byHand ? [byHand] : [])]
  const lines = rows.map((row, t) => [
    ...row.map((x, i) => {
      if (x === null) return ''
      const shown = columns[i]?.name === 't' ? formatExactly(x) : formatNumber(x, significantDigits)
      return `$${shown.tex}$`
    }),
    ...(samples ? [samples[t] ? `$${setLatex(samples[t])}$` : ''] : []),
    ...(table.byHand ? [(table.byHand[t] ?? []).map(head).join(', ')] : []),
  ])
  const written = [heads, ...lines].map((cells) => `  ${cells.join(' & ')} \\\\\n`)
  const [top, ...others] = written
  const rules = ['  \\hline\n', top, '  \\hline\n', ...others, '  \\hline\n']
  const sides = 'r'.repeat(columns.length) + 'l'.repeat(heads.length - columns.length)
  return `\\begin{tabular}{${sides}}\n${rules.join('')}\\end{tabular}\n`
}

/** The samples of a step, in the order in which it sees them. */
export const setLatex = (samples: readonly number[]): string => `\\{${samples.join(', ')}\\}`

/** With several parameters every symbol says whose it is: m_t\,(y). */
function headOf(setup: Setup, { name, coordinate }: Column): string {
  const { names } = setup.objective
  const notations = notationsOf(setup.rule)
  const parameter = coordinate === null ? undefined : names[coordinate]
  if (parameter === undefined) {
    if (name === SAMPLES.name) return 'B_t'
    return (name === 'rate' ? notationsIn(setup)['alpha'] : notations[name])?.tex ?? name
  }
  const symbol = notations[name]?.tex ?? name
  const parameterTex = OBJECTIVE_NOTATIONS[parameter]?.tex ?? parameter
  if (name === 'theta') return parameterTex
  return names.length > 1 ? `${symbol}\\,(${parameterTex})` : symbol
}
