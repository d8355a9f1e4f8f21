import { substitution } from '../../../../core/formula/precision.ts'
import type { Expr } from '../../../../core/formula/expr.ts'
import type { Notations } from '../../../../core/formula/quantity.ts'
import { texWithNumbers } from '../../../../core/formula/tex.ts'
import { OBJECTIVE_NOTATIONS, type Objective } from '../../../../core/objective/objective.ts'
import { formulaLatex, ruleLatex } from '../../../../core/optimizer/export/latex.ts'
import { notationsOf } from '../../../../core/optimizer/rule.ts'
import { coordinateValues } from '../../../../core/optimizer/step.ts'
import type { Trace, Trajectory } from '../../../../core/optimizer/trajectory.ts'

/** The whole rule, as a choice beside its lines. */
export const WHOLE_RULE = 'rule'

/** The formulas of a run that can be taken away. */
export const formulasOf = ({ setup }: Trajectory): readonly string[] => [
  WHOLE_RULE,
  'g',
  ...setup.rule.assignments.map((a) => a.target),
  'loss',
]

/** Names without colours: any LaTeX document understands them. */
const plain = (notations: Notations): Notations =>
  Object.fromEntries(Object.entries(notations).map(([name, { tex }]) => [name, { tex }]))

const own = ({ names }: Objective): Notations =>
  plain(Object.fromEntries(names.map((name) => [name, OBJECTIVE_NOTATIONS[name] ?? { tex: name }])))

/** 0.9 · 0.5 + … = 0.65: the formula with its numbers and what they give, to so many digits. */
function withNumbers(e: Expr, values: Record<string, number>, notations: Notations, digits: number): string {
  const { shown, result } = substitution(e, values, digits)
  const numbers = texWithNumbers(e, {
    notations,
    values: Object.fromEntries(Object.entries(shown).map(([name, s]) => [name, s.value])),
    digits: Object.fromEntries(Object.entries(shown).map(([name, s]) => [name, s.digits])),
  })
  return `${numbers} = ${result.tex}`
}

const at = ({ names }: Objective, point: readonly number[]): Record<string, number> =>
  Object.fromEntries(names.map((name, i) => [name, point[i] ?? NaN]))

/** The lines of one formula: what it is in symbols, then for each parameter with the numbers of the step. */
function linesOf(run: Trajectory, name: string, trace: Trace | undefined, digits: number): string[] {
  const { rule, objective, sampling } = run.setup
  const letters = own(objective)
  const letter = (c: number): string => letters[objective.names[c] ?? '']?.tex ?? ''
  if (name === 'loss') {
    const symbols = `L(\\theta_t) &= ${formulaLatex(objective.expr, letters)}`
    return trace
      ? [
          symbols,
          `&= ${withNumbers(objective.expr, at(objective, trace.values['theta'] ?? []), letters, digits)}`,
        ]
      : [symbols]
  }
  if (name === 'g') {
    const seen = trace?.samples && sampling ? sampling.over(trace.samples) : objective
    return seen.gradient.flatMap((e, c) => {
      const symbols = `\\frac{\\partial L}{\\partial ${letter(c)}} &= ${formulaLatex(e, letters)}`
      return trace
        ? [symbols, `&= ${withNumbers(e, at(objective, trace.theta), letters, digits)}`]
        : [symbols]
    })
  }
  const line = rule.assignments.find((a) => a.target === name)
  if (!line) throw new Error(`“${rule.id}” has no line “${name}”.`)
  const notations = plain(notationsOf(rule))
  const symbols = `${notations[name]?.tex ?? name} &= ${formulaLatex(line.value, notations)}`
  if (!trace) return [symbols]
  const several = objective.names.length > 1
  const numbers = objective.names.map((_, c) => {
    const filled = withNumbers(line.value, coordinateValues(rule, trace, trace, c), notations, digits)
    return several ? `${letter(c)}\\colon\\quad &= ${filled}` : `&= ${filled}`
  })
  return [symbols, ...numbers]
}

/** A formula of the run as LaTeX (amsmath), with the numbers of step k where that was made. */
export function formulaText(run: Trajectory, name: string, k: number, digits: number): string {
  if (name === WHOLE_RULE) return ruleLatex(run.setup.rule)
  const lines = linesOf(run, name, run.frame(k).trace, digits)
  return `\\begin{align*}\n${lines.map((line) => `  ${line}`).join(' \\\\\n')}\n\\end{align*}\n`
}
