import type { Expr } from '../../formula/expr.ts'
import { formatExactly, formatNumber } from '../../formula/precision.ts'
import type { Notations } from '../../formula/quantity.ts'
import { tex, texWithNumbers } from '../../formula/tex.ts'
import { type Objective, OBJECTIVE_NOTATIONS } from '../../objective/objective.ts'
import { type Assignment, notationsOf, type Rule } from '../rule.ts'
import type { Column, RunTable } from './table.ts'

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

const targetTex = (rule: Rule, { target, tex }: Assignment): string => notationsOf(rule)[target]?.tex ?? tex

/** An assignment of a rule as plain LaTeX: m_t = \beta_1\,m_{t-1} + … */
export const assignmentLatex = (rule: Rule, assignment: Assignment): string =>
  `${targetTex(rule, assignment)} = ${formulaLatex(assignment.value, notationsOf(rule))}`

/** An assignment with the numbers put in; `values` and `digits` as `texWithNumbers` takes them. */
export const assignmentLatexWithNumbers = (
  rule: Rule,
  assignment: Assignment,
  values: Readonly<Record<string, number>>,
  digits: number | Readonly<Record<string, number>>,
): string => {
  const options = { notations: plain(notationsOf(rule)), values, digits }
  return `${targetTex(rule, assignment)} = ${texWithNumbers(unmarked(assignment.value), options)}`
}

/** A rule as plain LaTeX: its assignments one below the other, aligned at their equals signs (amsmath). */
export function ruleLatex(rule: Rule): string {
  const lines = rule.assignments.map((a) => `  ${assignmentLatex(rule, a).replace(' = ', ' &= ')}`)
  return `\\begin{align*}\n${lines.join(' \\\\\n')}\n\\end{align*}\n`
}

/**
 * The table as a LaTeX tabular without packages (amsmath where a number is NaN): symbols above, a row per step, every
 * number to so many significant digits; a number that is not there is an empty cell.
 */
export function tabular({ run, columns, rows }: RunTable, significantDigits: number): string {
  const { rule, objective } = run.setup
  const heads = columns.map((column) => `$${head(rule, objective, column)}$`)
  const lines = rows.map((row) =>
    row.map((x, i) => {
      if (x === null) return ''
      const shown = columns[i]?.name === 't' ? formatExactly(x) : formatNumber(x, significantDigits)
      return `$${shown.tex}$`
    }),
  )
  const written = [heads, ...lines].map((cells) => `  ${cells.join(' & ')} \\\\\n`)
  const [top, ...others] = written
  const rules = ['  \\hline\n', top, '  \\hline\n', ...others, '  \\hline\n']
  return `\\begin{tabular}{${'r'.repeat(columns.length)}}\n${rules.join('')}\\end{tabular}\n`
}

/** With several parameters every symbol says whose it is: m_t\,(y). */
function head(rule: Rule, { names }: Objective, { name, coordinate }: Column): string {
  const symbol = notationsOf(rule)[name]?.tex ?? name
  const parameter = coordinate === null ? undefined : names[coordinate]
  if (parameter === undefined) return symbol
  const parameterTex = OBJECTIVE_NOTATIONS[parameter]?.tex ?? parameter
  if (name === 'theta') return parameterTex
  return names.length > 1 ? `${symbol}\\,(${parameterTex})` : symbol
}
