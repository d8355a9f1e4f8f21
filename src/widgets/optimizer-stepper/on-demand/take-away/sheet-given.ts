import { expr, type Expr } from '../../../../core/formula/expr.ts'
import { formatExactly, formatNumber } from '../../../../core/formula/precision.ts'
import type { Notations } from '../../../../core/formula/quantity.ts'
import { tex } from '../../../../core/formula/tex.ts'
import { OBJECTIVE_NOTATIONS, type Objective } from '../../../../core/objective/objective.ts'
import type { SampleTerm } from '../../../../core/objective/sampling.ts'
import { changing, inForce, schedulingIn, usesNorm } from '../../../../core/optimizer/export/around.ts'
import { normFormula, normNotations, notationsIn } from '../../../../core/optimizer/notation.ts'
import type { Setup, Trajectory } from '../../../../core/optimizer/trajectory.ts'
import type { GivenCell, GivenTable } from './worksheet.ts'

/* What a worksheet gives: formulas as TeX, numbers as texts. */

/** Rates come out of formulas; with so many digits they are as good as exact. */
const RATE_DIGITS = 12

const lettersOf = ({ names }: Objective): Notations =>
  Object.fromEntries(names.map((name) => [name, OBJECTIVE_NOTATIONS[name] ?? { tex: name }]))
const letter = (objective: Objective, c: number): string =>
  lettersOf(objective)[objective.names[c] ?? '']?.tex ?? ''

/** The lines of the rule, with the length of the gradient where one reads it. */
export function ruleOf(setup: Setup): string[] {
  const { rule, objective } = setup
  const notations = notationsIn(setup)
  const line = (name: string, value: Expr, own = notations): string =>
    `${tex(expr(name), { notations })} = ${tex(value, { notations: own })}`
  const { names } = objective
  return [
    ...(usesNorm(rule) ? [line('norm', normFormula(names), normNotations(names))] : []),
    ...rule.assignments.map(({ target, value }) => line(target, value)),
  ]
}

const slope = (objective: Objective, c: number): string =>
  `\\frac{\\partial L}{\\partial ${letter(objective, c)}}`

/** The loss is a mean over these. */
const termOf = ({ objective, sampling }: Setup): SampleTerm | undefined => sampling?.term ?? objective.term

/** The loss and its gradient. */
export function lossOf(setup: Setup): string[] {
  const term = termOf(setup)
  return term ? meanLoss(setup, term) : wholeLoss(setup)
}

function wholeLoss({ objective }: Setup): string[] {
  const notations = lettersOf(objective)
  return [
    `L = ${tex(objective.expr, { notations })}`,
    ...objective.gradient.map((g, c) => `${slope(objective, c)} = ${tex(g, { notations })}`),
  ]
}

/** The mean over all samples, and its gradient over those of a step. */
function meanLoss({ objective, sampling }: Setup, term: SampleTerm): string[] {
  const own = Object.fromEntries(term.names.map((name) => [name, { tex: `${name}_i` }]))
  const notations = { ...lettersOf(objective), ...own }
  const summed = (e: Expr): string => {
    const written = tex(e, { notations })
    return e.kind === 'add' || e.kind === 'subtract' ? `\\left(${written}\\right)` : written
  }
  const n = term.samples.length
  const all = `\\frac{1}{${n}}\\sum_{i=1}^{${n}}`
  const some = sampling ? '\\frac{1}{|B_t|}\\sum_{i\\in B_t}' : all
  return [
    `L = ${all} ${summed(term.loss)}`,
    ...term.gradient.map((g, c) => `${slope(objective, c)} = ${some} ${summed(g)}`),
  ]
}

/** What holds for every step: hyperparameters that do not change, and the start. */
export function valuesOf(setup: Setup, last: number): string[] {
  const { rule, objective, start } = setup
  const { initial } = inForce(setup, last)
  const moving = [...changing(setup, last), ...(schedulingIn(setup) ? ['alpha'] : [])]
  const theta = objective.names.length === 1 && objective.names[0] !== 'theta' ? '\\theta_0 = ' : ''
  return [
    ...rule.hyperparameters
      .filter(({ name }) => !moving.includes(name))
      .map((h) => `${h.tex} = ${formatExactly(initial[h.name] ?? NaN).tex}`),
    ...start.map((x, c) => `${theta}${letter(objective, c)}_0 = ${formatExactly(x).tex}`),
  ]
}

/** Every sample by number. */
export function samplesOf(setup: Setup): GivenTable | null {
  const term = termOf(setup)
  if (!term) return null
  return {
    heads: ['i', ...term.names.map((name) => `${name}_i`)],
    rows: term.samples.map((numbers, i) => ({
      n: i + 1,
      cells: numbers.map((x) => ({ text: formatExactly(x).text, byHand: false })),
    })),
  }
}

interface Moving {
  readonly tex: string
  /** What step t uses. */
  readonly cell: (t: number) => GivenCell
}

/** The numbers of each step that are not the same for all. */
export function stepsOf(run: Trajectory, last: number): GivenTable | null {
  const { setup } = run
  const columns = [
    ...(setup.sampling ? [batchOf(run)] : []),
    ...(schedulingIn(setup) ? [rateOf(run)] : []),
    ...movingOf(run, last),
  ]
  if (columns.length === 0 || last === 0) return null
  return {
    heads: ['t', ...columns.map((column) => column.tex)],
    rows: Array.from({ length: last }, (_, i) => ({
      n: i + 1,
      cells: columns.map((column) => column.cell(i + 1)),
    })),
  }
}

function batchOf(run: Trajectory): Moving {
  const { picks = [] } = run.setup
  return {
    tex: 'B_t',
    cell: (t) => ({
      text: (run.frame(t).trace?.samples ?? []).map((i) => i + 1).join(', '),
      byHand: picks.some((pick) => pick.step === t - 1),
    }),
  }
}

/** 0.07, where floating point has 0.06999999999999999. */
const rounded = (rate: number): string => formatExactly(formatNumber(rate, RATE_DIGITS).value).text

const rateOf = (run: Trajectory): Moving => ({
  tex: notationsIn(run.setup)['alpha']?.tex ?? '',
  cell: (t) => ({
    text: rounded(run.frame(t).trace?.hyperparameters['alpha'] ?? NaN),
    byHand: false,
  }),
})

/** The hyperparameters that change. Under a schedule the rate of the step says all that the rule needs of α. */
function movingOf(run: Trajectory, last: number): Moving[] {
  const { setup } = run
  const { later } = inForce(setup, last)
  return changing(setup, last)
    .filter((name) => !(name === 'alpha' && schedulingIn(setup)))
    .map((name) => ({
      tex: setup.rule.hyperparameters.find((h) => h.name === name)?.tex ?? name,
      cell: (t) => ({
        text: formatExactly(run.frame(t).trace?.hyperparameters[name] ?? NaN).text,
        byHand: later.some((change) => change.t === t && change.name === name),
      }),
    }))
}
