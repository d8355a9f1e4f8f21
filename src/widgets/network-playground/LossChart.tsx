import { memo, useMemo } from 'react'
import type { SeriesPoint } from '../../core/metric/index.ts'
import { movingAverage } from '../../core/metric/moving-average.ts'
import { axisFor, fineLogAxis, linearAxis, type Axis } from '../../ui/chart/axis.ts'
import { Chart } from '../../ui/chart/Chart.tsx'
import type { Line } from '../../ui/chart/line.ts'
import type { Language } from '../../widget-kit/language.ts'
import { formatsIn } from './format.ts'
import type { Messages } from './messages.ts'
import type { Settings } from './model.ts'
import { curveOf, fewer, type Pin } from './pins.ts'

/** The axis of steps is never shorter than this. */
const SHORTEST = 100
const MOST_ROWS = 40
export const LETTERS = 'ABCD'

/** What is drawn upwards. */
export type LossName = keyof Messages['chart']['y']

/** What the chart is to show of a run, and how. */
export type ChartSettings = Pick<Settings, 'scale' | 'smooth' | 'overlay'>

/** Before there is a loss. */
const EMPTY_AXIS = linearAxis(0, 0.8)

/** Losses are compared with 0, but over many decades by their ratios; or as the reader wants. */
export function lossAxis(losses: readonly number[], scale: Settings['scale']): Axis {
  const positive = losses.filter((y) => y > 0)
  if (scale === 'log' && positive.length > 0) return fineLogAxis(Math.min(...positive), Math.max(...positive))
  if (losses.length === 0) return EMPTY_AXIS
  const axis = axisFor(losses)
  return scale === 'auto' && axis.scale === 'log' ? axis : linearAxis(0, Math.max(...losses))
}

const pointsOf = (points: readonly SeriesPoint[], id: 'train' | 'validation') =>
  points.map((p) => ({ x: p.step, y: p[id] }))

export interface Drawn {
  readonly lines: readonly Line[]
  readonly behind: readonly Line[]
  readonly x: Axis
  readonly y: Axis
}

/** The lines of the chart: the run's own, smoothed over a lighter raw one, and behind them the pinned runs'. */
export function drawnLines(
  points: readonly SeriesPoint[],
  pins: readonly Pin[],
  { scale, smooth, overlay }: ChartSettings,
  t: Messages['chart'],
): Drawn {
  const smoothed = (own: ReturnType<typeof pointsOf>) => (smooth > 0 ? movingAverage(own, smooth) : own)
  const ids = ['train', 'validation'] as const
  const raw = ids.map((id) => pointsOf(points, id))
  const lines = ids.map((id, i): Line => {
    const own = smoothed(raw[i] ?? [])
    if (own.length > 1) return { id, label: t[id], className: `line-${id}`, points: own }
    // Twice the same point is a line of no length, which round ends make a dot.
    return { id, label: t[id], className: `line-${id} is-dot`, points: [...own, ...own] }
  })
  const behind = pins.map((pin): Line => ({
    id: `pin-${pin.slot}`,
    label: LETTERS.charAt(pin.slot),
    className: `pin-line pin-${pin.slot}`,
    points: smoothed(pointsOf(curveOf(pin), overlay)),
  }))
  const light = ids.map((id, i): Line => ({
    id: `raw-${id}`,
    label: '',
    className: `line-${id} is-raw`,
    points: raw[i] ?? [],
  }))
  const losses = [...raw.flat(), ...behind.flatMap((line) => line.points)].map((p) => p.y)
  const steps = [SHORTEST, points[points.length - 1]?.step ?? 0, ...pins.map((p) => p.step)]
  return {
    lines,
    behind: smooth > 0 ? [...light, ...behind] : behind,
    x: linearAxis(0, Math.max(...steps)),
    y: lossAxis(losses, scale),
  }
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

export interface LossChartProps extends ChartSettings {
  /** None where there is nothing to train on. */
  readonly points: readonly SeriesPoint[]
  readonly pins: readonly Pin[]
  readonly loss: LossName
  readonly lang: Language
  readonly t: Messages['chart']
}

/** Training and validation loss over the steps, pinned runs behind them, with a table of the run's own numbers. */
export const LossChart = memo(function LossChart({
  points,
  pins,
  loss,
  scale,
  smooth,
  overlay,
  lang,
  t,
}: LossChartProps) {
  const formats = formatsIn(lang)
  const last = points[points.length - 1]
  const drawn = useMemo(
    () => drawnLines(points, pins, { scale, smooth, overlay }, t),
    [points, pins, scale, smooth, overlay, t],
  )
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
      {...drawn}
      xLabel={t.x}
      yLabel={smooth > 0 ? t.smoothed(t.y[loss], String(smooth)) : t.y[loss]}
      description={last ? t.description(formats.loss(last.train), formats.loss(last.validation)) : t.nothing}
      format={formats.tick}
      {...(last && { table: { caption: t.table, body: table } })}
    />
  )
})
