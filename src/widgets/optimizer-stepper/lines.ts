import { add, expr, type Expr, type Operand } from '../../core/formula/expr.ts'
import { formatNumber, substitution } from '../../core/formula/precision.ts'
import type { Notations } from '../../core/formula/quantity.ts'
import { tex, texWithNumbers } from '../../core/formula/tex.ts'
import { OBJECTIVE_NOTATIONS, type Objective } from '../../core/objective/objective.ts'
import type { Trace } from '../../core/optimizer/frame.ts'
import { notationsOf, type Rule } from '../../core/optimizer/rule.ts'
import { coordinateValues } from '../../core/optimizer/step.ts'

/** One quantity of a step for one coordinate: the formula with the numbers in, and what they give. */
export interface Row {
  /** The parameter's name; null for the loss, which has no coordinates. */
  readonly coordinate: string | null
  /** The formula in symbols, where each coordinate has its own. */
  readonly symbols: string | null
  readonly numbers: string
  readonly result: string
  /** The result exactly, and as it is said. */
  readonly value: number
  readonly text: string
}

/** The three aligned lines of a stop: symbols once, then numbers and result for every coordinate. */
export interface Lines {
  readonly head: string
  readonly rows: readonly Row[]
}

/** θ with its number, in the formulas of the objective: x becomes xₜ₋₁ where the gradient is taken. */
const named = (objective: Objective): Notations =>
  Object.fromEntries(objective.names.map((name) => [name, OBJECTIVE_NOTATIONS[name] ?? { tex: name }]))

interface Filled {
  readonly numbers: string
  readonly result: string
  readonly text: string
}

/** The formula with numbers in, its digits chosen so that the shown numbers give the shown result. */
function filled(e: Expr, values: Record<string, number>, notations: Notations, digits: number): Filled {
  const { shown, result } = substitution(e, values, digits)
  const numbers = texWithNumbers(e, {
    notations,
    values: Object.fromEntries(Object.entries(shown).map(([name, s]) => [name, s.value])),
    digits: Object.fromEntries(Object.entries(shown).map(([name, s]) => [name, s.digits])),
  })
  return { numbers, result: result.tex, text: result.text }
}

const at = (names: readonly string[], values: readonly number[]): Record<string, number> =>
  Object.fromEntries(names.map((name, i) => [name, values[i] ?? NaN]))

/** The symbols of a stop: its own name and what it is. */
export function headOf(stop: string, rule: Rule, objective: Objective, highlight?: string): string {
  const notations = notationsOf(rule)
  const write = (e: Operand) => tex(expr(e), { notations, ...(highlight ? { highlight } : {}) })
  if (stop === 'g') return `${write('g')} = \\nabla ${write('loss')}\\left(${write('theta_prev')}\\right)`
  if (stop === 'loss') {
    const formula = tex(objective.expr, { notations: named(objective) })
    return `${write('loss')}\\left(${write('theta')}\\right) = ${formula}`
  }
  const assignment = rule.assignments.find((a) => a.target === stop)
  if (!assignment) throw new Error(`“${rule.id}” has no quantity “${stop}”.`)
  return `${write(stop)} = ${write(assignment.value)}`
}

/** The lines of a stop of the step that `trace` made. */
export function linesOf(stop: string, rule: Rule, objective: Objective, trace: Trace, digits: number): Lines {
  const head = headOf(stop, rule, objective)
  const own = named(objective)
  const row = (coordinate: string | null, symbols: string | null, value: number, f: Filled): Row => ({
    coordinate,
    symbols,
    value,
    ...f,
  })
  if (stop === 'loss') {
    const values = at(objective.names, trace.values.theta ?? [])
    const f = filled(objective.expr, values, own, digits)
    return { head, rows: [row(null, null, trace.lossAfter, f)] }
  }
  const rows = objective.names.map((name, c) => {
    if (stop === 'g') {
      const partial = objective.gradient[c] ?? add(0, 0)
      const f = filled(partial, at(objective.names, trace.theta), own, digits)
      return row(name, tex(partial, { notations: own }), trace.gradient[c] ?? NaN, f)
    }
    const assignment = rule.assignments.find((a) => a.target === stop)
    const value = trace.values[stop]?.[c] ?? NaN
    if (!assignment) throw new Error(`“${rule.id}” has no quantity “${stop}”.`)
    return row(
      name,
      null,
      value,
      filled(assignment.value, coordinateValues(rule, trace, trace, c), notationsOf(rule), digits),
    )
  })
  return { head, rows }
}

const coordinateTex = (name: string): string =>
  `\\htmlClass{q q-parameter}{${OBJECTIVE_NOTATIONS[name]?.tex ?? name}}\\colon\\;`

/** The lines as one block of TeX, aligned at the equals signs. Without numbers, question marks keep their places. */
export function alignedTex({ head, rows }: Lines, several: boolean): string {
  const [name = '', ...formula] = head.split(' = ')
  const lines = [`${name} &= ${formula.join(' = ')}`]
  for (const r of rows) {
    const label = several && r.coordinate !== null ? coordinateTex(r.coordinate) : ''
    if (r.symbols !== null) lines.push(`${label} &= ${r.symbols}`)
    lines.push(`${r.symbols === null ? label : ''} &= ${r.numbers}`)
    lines.push(`&= \\htmlClass{result}{${r.result}}`)
  }
  return `\\begin{aligned}${lines.join('\\\\[2pt]')}\\end{aligned}`
}

/** A number as the table shows it. */
export const cell = (x: number, digits: number): string => formatNumber(x, digits).text
