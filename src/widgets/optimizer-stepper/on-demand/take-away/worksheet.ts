import { formatExactly, formatNumber } from '../../../../core/formula/precision.ts'
import { type Edit, edits, usesNorm } from '../../../../core/optimizer/export/around.ts'
import { notationsIn } from '../../../../core/optimizer/notation.ts'
import { gradientNorm } from '../../../../core/optimizer/step.ts'
import type { Trajectory } from '../../../../core/optimizer/trajectory.ts'
import { lossOf, ruleOf, samplesOf, stepsOf, valuesOf } from './sheet-given.ts'

/** A sheet of paper with which a run can be worked out: everything that is given, and the tables to fill in. */
export interface Sheet {
  /** TeX, a formula each. */
  readonly rule: readonly string[]
  readonly loss: readonly string[]
  readonly values: readonly string[]
  /** The samples by number, where the loss is a mean over samples. */
  readonly samples: GivenTable | null
  /** What is not the same at every step: samples, the rate of a schedule, hyperparameters that change. */
  readonly steps: GivenTable | null
  /** One for each parameter. */
  readonly tables: readonly SheetTable[]
}

/** Numbers to read from. */
export interface GivenTable {
  /** TeX; the first is what the rows are counted by. */
  readonly heads: readonly string[]
  readonly rows: readonly { readonly n: number; readonly cells: readonly GivenCell[] }[]
}
export interface GivenCell {
  readonly text: string
  /** Whether it was chosen by hand for this row. */
  readonly byHand: boolean
}

/** The table of one parameter: its rows as they are given, and as they should be filled in. */
export interface SheetTable {
  /** Which parameter's; what all of them share, the loss and the gradient's length, stands in the first table only. */
  readonly coordinate: number
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly SheetRow[]
}
export interface SheetColumn {
  /** `g`, `norm`, a line of the rule, or `loss`. */
  readonly name: string
  readonly tex: string
}
export interface SheetRow {
  readonly t: number
  /** Every cell but t's. */
  readonly cells: readonly SheetCell[]
  /** Whether it is printed on the blank sheet too: the start is. */
  readonly given: boolean
}
export interface SheetCell {
  /** What is computed; null where there is nothing, at the start. */
  readonly text: string | null
  /** What was put in its place by hand: it is given, and the next step goes on with it. */
  readonly byHand: string | null
}

/** As many steps as fit on a page. */
export const MOST_ROWS = 8
/** Steps 1 to `steps` of a run as a sheet to work them out on; fewer where the run ends before. */
export function worksheet(run: Trajectory, steps: number, digits: number): Sheet {
  const { setup } = run
  const last = run.frame(Math.min(steps, MOST_ROWS)).t
  return {
    rule: ruleOf(setup),
    loss: lossOf(setup),
    values: valuesOf(setup, last),
    samples: samplesOf(setup),
    steps: stepsOf(run, last),
    tables: setup.objective.names.map((_, c) => tableOf(run, last, c, digits)),
  }
}

function tableOf(run: Trajectory, last: number, coordinate: number, digits: number): SheetTable {
  const { setup } = run
  const notations = notationsIn(setup)
  const alone = (name: string): string[] => (coordinate === 0 ? [name] : [])
  const names = [
    'g',
    ...(usesNorm(setup.rule) ? alone('norm') : []),
    ...setup.rule.assignments.map((a) => a.target),
    ...alone('loss'),
  ]
  const byHand = edits(setup, last).filter((edit) => edit.coordinate === coordinate)
  const rows = Array.from({ length: last + 1 }, (_, t) => ({
    t,
    given: t === 0,
    cells: names.map((name) => cellOf(run, { t, name, coordinate }, byHand, digits)),
  }))
  return { coordinate, columns: names.map((name) => ({ name, tex: notations[name]?.tex ?? name })), rows }
}

function cellOf(
  run: Trajectory,
  place: Omit<Edit, 'value'>,
  byHand: readonly Edit[],
  digits: number,
): SheetCell {
  const edit = byHand.find(({ t, name }) => t === place.t && name === place.name)
  const value = computed(run, place)
  return {
    text: value === undefined ? null : formatNumber(value, digits).text,
    byHand: edit ? formatExactly(edit.value).text : null,
  }
}

/** What a step gives before anything is put in by hand; the loss is at the point with which it goes on. */
function computed(run: Trajectory, { t, name, coordinate }: Omit<Edit, 'value'>): number | undefined {
  const { rule, objective, sampling, start } = run.setup
  const { trace, loss } = run.frame(t)
  if (name === 'loss') return loss
  if (!trace)
    return name === 'theta' ? start[coordinate] : rule.state.find((slot) => slot.name === name)?.initial
  if (name === 'norm') return gradientNorm(trace.gradient)
  if (name !== 'g') return trace.values[name]?.[coordinate]
  const seen = trace.samples && sampling ? sampling.over(trace.samples) : objective
  return seen.gradientAt(trace.theta)[coordinate]
}
