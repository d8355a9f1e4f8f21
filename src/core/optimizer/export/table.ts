import type { Frame, Trajectory } from '../trajectory.ts'
import type { Rule } from '../rule.ts'

/** One column of a run's table. */
export interface Column {
  /** `t`, `loss`, `theta`, `g` or the target of an assignment. */
  readonly name: string
  /** Which parameter's; null for `t` and `loss`. */
  readonly coordinate: number | null
}

/** A run as a table: a row per step, null where a step has no such number (the start was not computed). */
export interface RunTable {
  readonly run: Trajectory
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly (number | null)[])[]
}

/** What has a column for each parameter, in order: θ, the gradient its step used, what the assignments gave. */
export const namesInTable = (rule: Rule): string[] => [
  'theta',
  'g',
  ...rule.assignments.map((a) => a.target).filter((target) => target !== 'theta'),
]

/**
 * Steps `from` to `to` of a run, fewer where it ends before. A row holds what step t gave: θₜ, the loss there, the
 * gradient at θₜ₋₁ that the step used and every assignment's result; the row of the start θ₀ and the initial state.
 */
export function runTable(run: Trajectory, from: number, to: number): RunTable {
  const { rule, start } = run.setup
  const columns: Column[] = [
    { name: 't', coordinate: null },
    { name: 'loss', coordinate: null },
    ...namesInTable(rule).flatMap((name) => start.map((_, coordinate) => ({ name, coordinate }))),
  ]
  const rows: (number | null)[][] = []
  for (let t = from; t <= to; t++) {
    const frame = run.frame(t)
    if (frame.t !== t) break
    rows.push(columns.map((column) => cell(frame, column)))
  }
  return { run, columns, rows }
}

function cell(frame: Frame, { name, coordinate }: Column): number | null {
  if (name === 't') return frame.t
  if (name === 'loss' || coordinate === null) return frame.loss
  if (name === 'theta') return frame.theta[coordinate] ?? null
  if (name === 'g') return frame.trace?.gradient[coordinate] ?? null
  return (frame.trace?.values ?? frame.state)[name]?.[coordinate] ?? null
}
