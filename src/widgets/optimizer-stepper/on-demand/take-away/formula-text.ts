import { type Expr, symbolsIn } from '../../../../core/formula/expr.ts'
import { formatNumber } from '../../../../core/formula/precision.ts'
import type { Notations } from '../../../../core/formula/quantity.ts'
import { OBJECTIVE_NOTATIONS, type Objective } from '../../../../core/objective/objective.ts'
import { edits, schedulingIn, usesNorm } from '../../../../core/optimizer/export/around.ts'
import {
  alignedLatex,
  assignmentLatex,
  filledLatex,
  formulaLatex,
} from '../../../../core/optimizer/export/latex.ts'
import {
  gradientAlong,
  normFormula,
  normNotations,
  notationsIn,
} from '../../../../core/optimizer/notation.ts'
import { notationsOf } from '../../../../core/optimizer/rule.ts'
import { scheduledRate } from '../../../../core/optimizer/scheduling.ts'
import { coordinateValues } from '../../../../core/optimizer/step.ts'
import type { Setup, Trace, Trajectory } from '../../../../core/optimizer/trajectory.ts'
import { notationsOf as scheduleNotations } from '../../../../core/schedule/schedule.ts'

/** The whole rule, as a choice beside its lines. */
export const WHOLE_RULE = 'rule'

/** The formulas of a run that can be taken away: all that one stops at inside a step. */
export const formulasOf = ({ setup }: Trajectory): readonly string[] => [
  WHOLE_RULE,
  'g',
  ...(usesNorm(setup.rule) ? ['norm'] : []),
  ...(schedulingIn(setup) ? ['rate'] : []),
  ...setup.rule.assignments.map((a) => a.target),
  'loss',
]

/** The parameters as letters: any LaTeX document understands them. */
export const lettersOf = ({ names }: Objective): Notations =>
  Object.fromEntries(names.map((name) => [name, { tex: OBJECTIVE_NOTATIONS[name]?.tex ?? name }]))

const letter = (objective: Objective, c: number): string =>
  lettersOf(objective)[objective.names[c] ?? '']?.tex ?? ''

/** A formula in symbols, and for each place its numbers, where a step has any. */
interface Formula {
  readonly head: string
  readonly e: Expr
  readonly notations: Notations
  readonly values?: Readonly<Record<string, number>>
}

const at = ({ names }: Objective, point: readonly number[]): Record<string, number> =>
  Object.fromEntries(names.map((name, i) => [name, point[i] ?? NaN]))

const valued = (values: Formula['values'] | undefined): Pick<Formula, 'values'> => (values ? { values } : {})

/** What is put around a rule: the length of the gradient, the rate of a schedule. */
function around(setup: Setup, name: string, trace: Trace | undefined): Formula | null {
  const { objective, hyperparameters } = setup
  const head = notationsIn(setup)[name === 'rate' ? 'alpha' : name]?.tex ?? name
  if (name === 'norm') {
    const { names } = objective
    const lengths = names.map((along, c) => [gradientAlong(along), trace?.gradient[c] ?? NaN] as const)
    const values = trace && Object.fromEntries(lengths)
    return { head, e: normFormula(names), notations: normNotations(names), ...valued(values) }
  }
  const scheduling = schedulingIn(setup)
  if (name !== 'rate' || !scheduling) return null
  const { piece, values } = trace?.schedule ?? scheduledRate(scheduling, 0, hyperparameters['alpha'] ?? NaN)
  const notations = scheduleNotations(scheduling.schedule, piece)
  return { head, e: piece.value, notations, ...valued(trace?.schedule && values) }
}

function loss({ objective }: Setup, trace: Trace | undefined): Formula {
  const values = trace && at(objective, trace.values['theta'] ?? [])
  return { head: 'L(\\theta_t)', e: objective.expr, notations: lettersOf(objective), ...valued(values) }
}

/** The formula in symbols, and below it, where there are numbers, with these. */
function written({ head, e, notations, values }: Formula, digits: number, more = ''): string[] {
  const counted = symbolsIn(e).includes('k') ? ',\\quad k = t - 1' : ''
  const symbols = `${head} &= ${formulaLatex(e, notations)}${counted}`
  return values ? [symbols, `&= ${filledLatex(e, values, notations, digits)}${more}`] : [symbols]
}

/** The gradient that the step used, over its samples if there are any, parameter by parameter. */
function gradientLines(setup: Setup, trace: Trace | undefined, digits: number): string[] {
  const { objective, sampling } = setup
  const seen = trace?.samples && sampling ? sampling.over(trace.samples) : objective
  const notations = lettersOf(objective)
  return seen.gradient.flatMap((e, c) => {
    const head = `\\frac{\\partial L}{\\partial ${letter(objective, c)}}`
    const values = trace && at(objective, trace.theta)
    return written({ head, e, notations, ...valued(values) }, digits, byHand(setup, 'g', c, trace, digits))
  })
}

/** What was put in the place of the result by hand. */
function byHand(setup: Setup, name: string, c: number, trace: Trace | undefined, digits: number): string {
  if (!trace) return ''
  const edit = edits(setup, trace.t).find((e) => e.t === trace.t && e.name === name && e.coordinate === c)
  return edit ? ` \\rightarrow ${formatNumber(edit.value, digits).tex}` : ''
}

/** The lines of one formula: what it is in symbols, then for each parameter with the numbers of the step. */
function linesOf(run: Trajectory, name: string, trace: Trace | undefined, digits: number): string[] {
  const { setup } = run
  const { rule, objective } = setup
  if (name === 'g') return gradientLines(setup, trace, digits)
  const alone = name === 'loss' ? loss(setup, trace) : around(setup, name, trace)
  if (alone) return written(alone, digits)
  const line = rule.assignments.find((a) => a.target === name)
  if (!line) throw new Error(`“${rule.id}” has no line “${name}”.`)
  const notations = notationsIn(setup)
  const symbols = assignmentLatex(rule, line, notations).replace(' = ', ' &= ')
  if (!trace) return [symbols]
  const several = objective.names.length > 1
  const numbers = objective.names.map((_, c) => {
    const filled = filledLatex(line.value, coordinateValues(rule, trace, trace, c), notations, digits)
    const whole = filled + byHand(setup, name, c, trace, digits)
    return several ? `${letter(objective, c)}\\colon\\quad &= ${whole}` : `&= ${whole}`
  })
  return [symbols, ...numbers]
}

/** ‖g‖ in symbols. */
function normLine({ rule, objective: { names } }: Setup): string {
  const { norm } = notationsOf(rule)
  return `${norm?.tex ?? ''} = ${formulaLatex(normFormula(names), normNotations(names))}`
}

/** The lines of the rule in symbols, with the length of the gradient where one reads it. */
export const ruleLines = (setup: Setup): readonly string[] => [
  ...(usesNorm(setup.rule) ? [normLine(setup)] : []),
  ...setup.rule.assignments.map((a) => assignmentLatex(setup.rule, a, notationsIn(setup))),
]

/** A formula of the run as LaTeX (amsmath), with the numbers of step k where that was made. */
export function formulaText(run: Trajectory, name: string, k: number, digits: number): string {
  if (name === WHOLE_RULE)
    return alignedLatex(ruleLines(run.setup).map((line) => line.replace(' = ', ' &= ')))
  return alignedLatex(linesOf(run, name, run.frame(k).trace, digits))
}
