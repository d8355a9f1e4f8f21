import type { Samples } from '../../objective/sampling.ts'
import type { Rule } from '../rule.ts'
import { gradientNorm } from '../step.ts'
import type { Frame, Setup, Trajectory } from '../trajectory.ts'
import { changing, edits, inForce, schedulingIn, usesNorm } from './around.ts'

/** One column of a run's table. */
export interface Column {
  /**
   * `theta`, `g` or the target of an assignment; without a coordinate `t`, `loss`, `norm` (‖g‖), `rate` (αₜ of a
   * schedule), a hyperparameter that changes, or one of the texts `samples` and `by_hand`.
   */
  readonly name: string
  /** Which parameter's; null for what has none. */
  readonly coordinate: number | null
}

/** A run as a table: a row per step, null where a step has no such number (the start was not computed). */
export interface RunTable {
  readonly run: Trajectory
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly (number | null)[])[]
  /** For each row the samples its step used, counted from 1; null where every step sees all of them. */
  readonly samples: readonly (Samples | null)[] | null
  /** For each row the columns whose numbers were put in by hand; null where there is none in the whole table. */
  readonly byHand: readonly (readonly Column[])[] | null
}

export const SAMPLES: Column = { name: 'samples', coordinate: null }
export const BY_HAND: Column = { name: 'by_hand', coordinate: null }

/** What has a column for each parameter, in order: θ, the gradient its step used, what the assignments gave. */
export const namesInTable = (rule: Rule): string[] => [
  'theta',
  'g',
  ...rule.assignments.map((a) => a.target).filter((target) => target !== 'theta'),
]

/** What has one column after those: ‖g‖ where it is read, αₜ of a schedule, the hyperparameters that change. */
export const namesAfter = (setup: Setup, steps: number): string[] => [
  ...(usesNorm(setup.rule) ? ['norm'] : []),
  ...(schedulingIn(setup) ? ['rate'] : []),
  ...changing(setup, steps),
]

/**
 * Steps `from` to `to` of a run, fewer where it ends before. A row holds what step t used and where it came to: θₜ and
 * what is remembered with what was put in by hand there, the loss at θₜ, the gradient at θₜ₋₁ that the step used, every
 * other assignment's result, the hyperparameters it read; the row of the start θ₀ and the initial state.
 */
export function runTable(run: Trajectory, from: number, to: number): RunTable {
  const { setup } = run
  const alone = (name: string): Column => ({ name, coordinate: null })
  const columns: Column[] = [
    ...['t', 'loss'].map(alone),
    ...namesInTable(setup.rule).flatMap((name) => setup.start.map((_, coordinate) => ({ name, coordinate }))),
    ...namesAfter(setup, to).map(alone),
  ]
  const rows: (number | null)[][] = []
  const samples: (Samples | null)[] = []
  // Once the whole way is known, each frame is one step from the frame before it.
  run.explore(to, to)
  for (let t = from; t <= to; t++) {
    const frame = run.frame(t)
    if (frame.t !== t) break
    rows.push(columns.map((column) => cell(frame, column)))
    samples.push(frame.trace?.samples?.map((i) => i + 1) ?? null)
  }
  const places = placesByHand(setup, to)
  const byHand = rows.map((_, i) => {
    const names = places.get(from + i)
    return names ? [...columns, SAMPLES].filter((column) => names.has(placeOf(column))) : []
  })
  return {
    run,
    columns,
    rows,
    samples: setup.sampling ? samples : null,
    byHand: byHand.some((list) => list.length > 0) ? byHand : null,
  }
}

function cell({ t, theta, loss, state, trace }: Frame, { name, coordinate }: Column): number | null {
  if (name === 't') return t
  if (name === 'loss') return loss
  if (coordinate !== null) {
    if (name === 'theta') return theta[coordinate] ?? null
    if (name === 'g') return trace?.gradient[coordinate] ?? null
    return (state[name] ?? trace?.values[name])?.[coordinate] ?? null
  }
  if (!trace) return null
  if (name === 'norm') return gradientNorm(trace.gradient)
  if (name === 'rate') return trace.hyperparameters['alpha'] ?? null
  return (
    (name === 'alpha' ? trace.schedule?.values : undefined)?.[name] ?? trace.hyperparameters[name] ?? null
  )
}

const placeOf = ({ name, coordinate }: Column): string => `${name} ${coordinate}`

/** For each step the places of its row that were filled by hand. */
function placesByHand(setup: Setup, steps: number): ReadonlyMap<number, ReadonlySet<string>> {
  const { sampling, picks = [] } = setup
  const places = new Map<number, Set<string>>()
  const put = (t: number, column: Column) => places.set(t, (places.get(t) ?? new Set()).add(placeOf(column)))
  for (const edit of edits(setup, steps)) put(edit.t, edit)
  for (const { t, name } of inForce(setup, steps).later) put(t, { name, coordinate: null })
  if (sampling) for (const { step } of picks) put(step + 1, SAMPLES)
  return places
}
