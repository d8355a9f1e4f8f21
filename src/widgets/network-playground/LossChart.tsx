import { memo } from 'react'
import type { SeriesPoint } from '../../core/metric/index.ts'
import { axisFor, linearAxis, type Axis } from '../../ui/chart/axis.ts'
import { Chart } from '../../ui/chart/Chart.tsx'
import type { Line } from '../../ui/chart/line.ts'
import type { Language } from '../../widget-kit/language.ts'
import { formatsIn } from './format.ts'
import type { Messages } from './messages.ts'

/** The axis of steps is never shorter than this. */
const SHORTEST = 100
const MOST_ROWS = 40

/** At most so many points, evenly chosen, the last among them. */
export function fewer(points: readonly SeriesPoint[], most: number): readonly SeriesPoint[] {
  if (points.length <= most) return points
  const every = (points.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, i) => points[Math.round(i * every)] as SeriesPoint)
}

/** Losses are compared with 0, but over many decades by their ratios. */
function lossAxis(points: readonly SeriesPoint[]): Axis {
  const losses = points.flatMap((p) => [p.train, p.validation])
  const axis = axisFor(losses)
  return axis.scale === 'log' ? axis : linearAxis(0, Math.max(...losses))
}

/** A row of the table; it is written once, while the table changes around it. */
const Row = memo(function Row({ step, train, validation, lang }: SeriesPoint & { readonly lang: Language }) {
  const formats = formatsIn(lang)
  return (
    <tr>
      <th scope="row">{formats.whole(step)}</th>
      <td>{formats.loss(train)}</td>
      <td>{formats.loss(validation)}</td>
    </tr>
  )
})

export interface LossChartProps {
  /** One point at least. */
  readonly points: readonly SeriesPoint[]
  readonly lang: Language
  readonly t: Messages['chart']
}

/** Training and validation loss over the steps, with a table of the same numbers. */
export const LossChart = memo(function LossChart({ points, lang, t }: LossChartProps) {
  const formats = formatsIn(lang)
  const last = points[points.length - 1]
  const line = (id: 'train' | 'validation'): Line => {
    const own = points.map((p) => ({ x: p.step, y: p[id] }))
    if (own.length > 1) return { id, label: t[id], className: `line-${id}`, points: own }
    // Twice the same point is a line of no length, which round ends make a dot.
    return { id, label: t[id], className: `line-${id} is-dot`, points: [...own, ...own] }
  }
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
        {fewer(points, MOST_ROWS).map((p) => (
          <Row key={p.step} {...p} lang={lang} />
        ))}
      </tbody>
    </table>
  )
  return (
    <Chart
      lines={[line('train'), line('validation')]}
      x={linearAxis(0, Math.max(SHORTEST, last?.step ?? 0))}
      y={lossAxis(points)}
      xLabel={t.x}
      yLabel={t.y}
      description={t.description(formats.loss(last?.train ?? NaN), formats.loss(last?.validation ?? NaN))}
      format={formats.tick}
      table={{ caption: t.table, body: table }}
    />
  )
})
