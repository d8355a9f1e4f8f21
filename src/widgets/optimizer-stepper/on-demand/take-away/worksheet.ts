import { formatNumber } from '../../../../core/formula/precision.ts'
import { notationsOf } from '../../../../core/optimizer/rule.ts'
import type { Trajectory } from '../../../../core/optimizer/trajectory.ts'

/** A column of the table to fill in. */
export interface SheetColumn {
  /** `t`, `g`, a line of the rule, or `loss`. */
  readonly name: string
  readonly tex: string
}

/** The table of one parameter: its rows as they are given, and as they should be filled in. */
export interface SheetTable {
  /** Which parameter's; the loss stands in the first table only. */
  readonly coordinate: number
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly SheetRow[]
}

export interface SheetRow {
  readonly t: number
  /** The text of every cell but t's; null where there is nothing, at the start. */
  readonly cells: readonly (string | null)[]
  /** Whether it is printed on the blank sheet too: the start is. */
  readonly given: boolean
}

/** As many steps as fit on a page. */
export const MOST_ROWS = 8

/** Steps 1 to `steps` of a run as tables to fill in, a table per parameter; fewer where the run ends before. */
export function worksheet(run: Trajectory, steps: number, digits: number): readonly SheetTable[] {
  const { rule, objective } = run.setup
  const notations = notationsOf(rule)
  const names = ['g', ...rule.assignments.map((a) => a.target)]
  const last = run.frame(Math.min(steps, MOST_ROWS)).t
  return objective.names.map((_, coordinate) => {
    const columns = [...names, ...(coordinate === 0 ? ['loss'] : [])].map((name) => ({
      name,
      tex: notations[name]?.tex ?? name,
    }))
    const rows = Array.from({ length: last + 1 }, (_, t) => ({
      t,
      given: t === 0,
      cells: columns.map(({ name }) => cellOf(run, t, name, coordinate, digits)),
    }))
    return { coordinate, columns, rows }
  })
}

function cellOf(run: Trajectory, t: number, name: string, coordinate: number, digits: number): string | null {
  const { trace, theta, loss, state } = run.frame(t)
  const value = !trace
    ? ({ theta: theta[coordinate], loss }[name] ?? state[name]?.[coordinate])
    : name === 'loss'
      ? trace.lossAfter
      : name === 'g'
        ? trace.gradient[coordinate]
        : trace.values[name]?.[coordinate]
  return value === undefined ? null : formatNumber(value, digits).text
}
