import { memo, useMemo } from 'react'
import type { SeriesPoint } from '../../core/metric/index.ts'
import { linearAxis } from '../../ui/chart/axis.ts'
import { Chart } from '../../ui/chart/Chart.tsx'
import type { Line } from '../../ui/chart/line.ts'
import type { Formats } from './format.ts'
import type { Messages } from './messages.ts'
import { STEPS } from './model.ts'

const MOST_ROWS = 21
/** The axis of losses is never shorter than ln 2, where training begins about. */
const LEAST = 0.8
const X = linearAxis(0, STEPS)

const lineOf = (
  points: readonly SeriesPoint[],
  id: 'train' | 'validation',
  kind: string,
  label: string,
): Line => {
  const own = points.map((p) => ({ x: p.step, y: p[id] }))
  const className = `line-${id} ${kind}`
  // Twice the same point is a line of no length, which round ends make a dot.
  return own.length > 1
    ? { id: `${kind}-${id}`, label, className, points: own }
    : { id: `${kind}-${id}`, label, className: `${className} is-dot`, points: [...own, ...own] }
}

/** Evenly chosen rows, the first and the last among them. */
const rowsOf = (points: readonly SeriesPoint[]): readonly SeriesPoint[] =>
  points.length <= MOST_ROWS
    ? points
    : Array.from(
        { length: MOST_ROWS },
        (_, k) => points[Math.round((k * (points.length - 1)) / (MOST_ROWS - 1))] as SeriesPoint,
      )

export interface LossChartProps {
  /** The run that the play bar drives. */
  readonly name: string
  readonly points: readonly SeriesPoint[]
  /** The run without a cure, where that is another one. */
  readonly plain: readonly SeriesPoint[] | null
  readonly t: Messages['chart']
  readonly formats: Formats
}

/** Training and validation loss of the run, and behind them those of the run without a cure. */
export const LossChart = memo(function LossChart({ name, points, plain, t, formats }: LossChartProps) {
  const lines = useMemo(
    () => [lineOf(points, 'train', 'is-own', t.train), lineOf(points, 'validation', 'is-own', t.validation)],
    [points, t],
  )
  const behind = useMemo(
    () =>
      plain === null || plain.length < 2
        ? []
        : [
            lineOf(plain, 'train', 'is-plain', t.plainTrain),
            lineOf(plain, 'validation', 'is-plain', t.plainValidation),
          ],
    [plain, t],
  )
  const y = useMemo(() => {
    const losses = [...lines, ...behind].flatMap((line) => line.points.map((p) => p.y))
    return linearAxis(0, Math.max(LEAST, ...losses))
  }, [lines, behind])
  const last = points[points.length - 1]
  const table = (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">{t.step}</th>
          <th scope="col">{t.train}</th>
          <th scope="col">{t.validation}</th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(points).map((p) => (
          <tr key={p.step}>
            <th scope="row">{formats.whole(p.step)}</th>
            <td>{formats.loss(p.train)}</td>
            <td>{formats.loss(p.validation)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
  return (
    <Chart
      lines={lines}
      behind={behind}
      x={X}
      y={y}
      xLabel={t.x}
      yLabel={t.y}
      description={t.description(
        name,
        formats.loss(last?.train ?? NaN),
        formats.loss(last?.validation ?? NaN),
      )}
      format={formats.tick}
      table={{ caption: t.table, body: table }}
    />
  )
})
