import { expr, type Expr } from '../../core/formula/expr.ts'
import { formatNumber } from '../../core/formula/precision.ts'
import type { Notations } from '../../core/formula/quantity.ts'
import { tex } from '../../core/formula/tex.ts'
import { OBJECTIVE_NOTATIONS, type Objective } from '../../core/objective/objective.ts'
import type { Setup, Trace } from '../../core/optimizer/frame.ts'
import { gradientAlong, normFormula, normNotations, notationsIn } from '../../core/optimizer/notation.ts'
import type { Applied } from '../../core/optimizer/scheduling.ts'
import { coordinateValues } from '../../core/optimizer/step.ts'
import { notationsOf as scheduleNotations } from '../../core/schedule/schedule.ts'
import { type Hidden, nothingHidden } from '../../widget-kit/by-hand/hiding.ts'
import {
  alignedTex,
  type Formula,
  type Lines,
  type Row,
  rowOf,
  type Veil,
  veilOf,
} from '../../widget-kit/by-hand/lines.ts'

/** θ with its number, in the formulas of the objective: x becomes xₜ₋₁ where the gradient is taken. */
const named = (objective: Objective): Notations =>
  Object.fromEntries(objective.names.map((name) => [name, OBJECTIVE_NOTATIONS[name] ?? { tex: name }]))

/** What is hidden of the formula of a stop without coordinates: the loss reads the new point, the norm the gradient. */
const veilAlone = (stop: string, names: readonly string[], hidden: Hidden): Veil => ({
  isHidden: hidden(stop, 0),
  hides: (name) =>
    stop === 'loss'
      ? hidden('theta', names.indexOf(name))
      : stop === 'norm' && hidden('g', names.map(gradientAlong).indexOf(name)),
})

const at = (names: readonly string[], values: readonly number[]): Record<string, number> =>
  Object.fromEntries(names.map((name, i) => [name, values[i] ?? NaN]))

/** The samples of a step, counted from 1. */
const setOf = (samples: readonly number[]): string => `\\{${samples.map((i) => i + 1).join(', ')}\\}`

/**
 * The symbols of a stop: its own name and what it is. With the step's trace, of that step. Where the value of the stop
 * `followed` stands, it is marked.
 */
export function headOf(stop: string, setup: Setup, trace?: Trace, followed?: string): string {
  const { objective, sampling } = setup
  const notations = notationsIn(setup)
  // The rule reads what a schedule gives as its α.
  const options = followed
    ? { notations, highlight: followed === 'rate' ? 'alpha' : followed }
    : { notations }
  const write = (name: string) => tex(expr(name), options)
  const loss = tex(expr('loss'), { notations })
  switch (stop) {
    case 'g': {
      const batch = trace?.samples ? `,\\quad B_t = ${setOf(trace.samples)}` : ''
      return `${write('g')} = \\nabla ${loss}${sampling ? '_{B_t}' : ''}\\left(${write('theta_prev')}\\right)${batch}`
    }
    case 'norm': {
      const length = tex(normFormula(objective.names), { notations: normNotations(objective.names) })
      return `${write('norm')} = ${followed === 'g' ? `\\htmlClass{highlight}{${length}}` : length}`
    }
    case 'rate':
      return `${write('alpha')} = ${trace?.schedule ? rateFormula(setup, trace.schedule) : '\\alpha(t-1)'}`
    case 'loss': {
      const formula = tex(objective.expr, { notations: named(objective) })
      return `${write('loss')}\\left(${write('theta')}\\right) = ${formula}`
    }
  }
  return `${write(stop)} = ${tex(assigned(setup, stop), options)}`
}

function assigned({ rule }: Setup, target: string): Expr {
  const assignment = rule.assignments.find((a) => a.target === target)
  if (!assignment) throw new Error(`“${rule.id}” has no quantity “${target}”.`)
  return assignment.value
}

const rateFormula = ({ schedule }: Setup, { piece }: Applied): string =>
  schedule ? tex(piece.value, { notations: scheduleNotations(schedule.schedule, piece) }) : ''

/** The part of the objective that the step saw. */
const seenBy = ({ objective, sampling }: Setup, { samples }: Trace): Objective =>
  samples && sampling ? sampling.over(samples) : objective

/** The one formula of a stop that has no coordinates. */
function single(stop: string, setup: Setup, trace: Trace): (Formula & { notations: Notations }) | null {
  const { objective, schedule } = setup
  const { names } = objective
  if (stop === 'loss')
    return { e: objective.expr, values: at(names, trace.values['theta'] ?? []), notations: named(objective) }
  if (stop === 'norm') {
    const values = Object.fromEntries(names.map((name, c) => [gradientAlong(name), trace.gradient[c] ?? NaN]))
    return { e: normFormula(names), values, notations: normNotations(names) }
  }
  if (stop !== 'rate' || !schedule || !trace.schedule) return null
  const { piece, values } = trace.schedule
  return { e: piece.value, values, notations: scheduleNotations(schedule.schedule, piece) }
}

/** What was put in by hand in the place of what this step gave, or of the gradient that it read. */
function changedIn({ changes }: Setup, stop: string, t: number, coordinate: number): number | null {
  const step = stop === 'g' ? t - 1 : t
  const found = changes.filter((c) => c.step === step && c.name === stop && c.coordinate === coordinate)
  return found.at(-1)?.value ?? null
}

/** The lines of a stop of the step that `trace` made, without what the reader works out. */
export function linesOf(
  stop: string,
  setup: Setup,
  trace: Trace,
  digits: number,
  hidden: Hidden = nothingHidden,
): Lines {
  const head = headOf(stop, setup, trace)
  const alone = single(stop, setup, trace)
  if (alone) {
    const row = { coordinate: null, symbols: null, byHand: null }
    const { notations } = alone
    return {
      head,
      notations,
      rows: [
        { ...row, ...rowOf(alone, notations, digits, 0, veilAlone(stop, setup.objective.names, hidden)) },
      ],
    }
  }
  const seen = seenBy(setup, trace)
  const notations = stop === 'g' ? named(seen) : notationsIn(setup)
  const rows = seen.names.map((coordinate, c): Row => {
    const veil = veilOf(stop, c, hidden)
    const byHand = veil.isHidden ? null : changedIn(setup, stop, trace.t, c)
    if (stop === 'g') {
      const e = seen.gradient[c] ?? expr(0)
      const f = rowOf({ e, values: at(seen.names, trace.theta) }, notations, digits, c, veil)
      return { coordinate, symbols: tex(e, { notations }), byHand, ...f }
    }
    const values = coordinateValues(setup.rule, trace, trace, c)
    const f = rowOf({ e: assigned(setup, stop), values }, notations, digits, c, veil)
    return { coordinate, symbols: null, byHand, ...f }
  })
  return { head, rows, notations }
}

const coordinateTex = (name: string): string =>
  `\\htmlClass{q q-parameter}{${OBJECTIVE_NOTATIONS[name]?.tex ?? name}}\\colon\\;`

/** The lines of a stop as TeX; of several parameters each row says whose it is. */
export const stopTex = (lines: Lines, several: boolean, digits: number): string =>
  alignedTex(lines, digits, several ? coordinateTex : undefined)

/** A number as the table shows it. */
export const cell = (x: number, digits: number): string => formatNumber(x, digits).text
