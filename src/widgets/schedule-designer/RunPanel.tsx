import { memo, useEffect, useMemo } from 'react'
import { axisFor, linearAxis, logAxis } from '../../ui/chart/axis.ts'
import { Chart } from '../../ui/chart/Chart.tsx'
import type { Line } from '../../ui/chart/line.ts'
import { usePaced } from '../../ui/use-paced.ts'
import { GUESSING, outcomeOf, type LiveResult } from './live.ts'
import { cell } from './lines.ts'
import type { DesignerMessages } from './messages.ts'
import { horizonOf, type State } from './model.ts'
import { useLiveRuns, type LiveRuns } from './use-live-runs.ts'

/** Drawing a chart takes longer than a curve: while things change, this often. */
const PACE = { least: 120, rest: 2 } as const
const TABLE_ROWS = 9

interface Props {
  readonly state: State
  readonly t: DesignerMessages
  report(text: string): void
}

/** A real run with the schedule beside one at the constant rate: losses, how they ended, and whether it is up to date. */
export function RunPanel({ state, t, report }: Props) {
  const { runs, isBehind, page } = useLiveRuns(state)
  const drawn = usePaced(runs, isBehind, PACE)
  const words = runs && wordsOf(runs, t)
  useEffect(() => {
    if (words && !isBehind) report(words)
    // The first frame says nothing: nobody has done anything yet.
  }, [words, isBehind, report])
  return (
    <>
      <LossChart runs={drawn} horizon={horizonOf(state)} step={Math.min(state.step, state.updates)} t={t} />
      <p className="designer-words" data-behind={isBehind}>
        {words ?? t.notYet}
      </p>
      <p className="quiet designer-behind" aria-hidden="true">
        {isBehind ? t.behind : '\u00a0'}
      </p>
      {page && <span hidden className="live-data" data-key={page.key} data-runs={page.runs} />}
    </>
  )
}

/** How both runs ended, in words. */
export function wordsOf({ scheduled, plain, rate, updates, isSame }: LiveRuns, t: DesignerMessages): string {
  const ending = (result: LiveResult) => {
    const { kind, last, at } = outcomeOf(result)
    return { kind, loss: cell(last, 3), at, guessing: cell(GUESSING, 3) }
  }
  const text = isSame
    ? t.sameRuns(updates, ending(plain))
    : t.outcome(updates, cell(rate, 3), ending(scheduled), ending(plain))
  return scheduled.clipped > 0 ? `${text}${t.clipped(scheduled.clipped, scheduled.made)}` : text
}

interface LossProps {
  readonly runs: LiveRuns | null
  readonly horizon: number
  readonly step: number
  readonly t: DesignerMessages
}

const LossChart = memo(function LossChart({ runs, horizon, step, t }: LossProps) {
  const x = useMemo(() => ({ ...linearAxis(0, horizon), from: 0, to: horizon }), [horizon])
  const y = useMemo(() => {
    const losses = runs ? [...runs.scheduled.losses, ...runs.plain.losses].map((p) => p.loss) : [0.1, 1]
    const positive = losses.filter((loss) => loss > 0)
    return positive.length === losses.length
      ? logAxis(Math.min(...losses), Math.max(...losses))
      : axisFor(losses)
  }, [runs])
  const lines = useMemo((): Line[] => {
    if (!runs) return []
    const points = (result: LiveResult) => result.losses.map((p) => ({ x: p.t, y: p.loss }))
    const plain = { id: 'plain', label: t.plainLine, className: 'line-plain', points: points(runs.plain) }
    if (runs.isSame) return [plain]
    return [
      plain,
      { id: 'scheduled', label: t.scheduledLine, className: 'line-train', points: points(runs.scheduled) },
    ]
  }, [runs, t])
  return (
    <Chart
      lines={lines}
      x={{ ...x, ticks: x.ticks.filter((tick) => tick <= horizon) }}
      y={y}
      xLabel={t.updatesDone}
      yLabel={t.lossAxis}
      description={t.lossChart}
      mark={step}
      format={(value) => cell(value, 3)}
      {...(runs ? { table: { caption: t.lossTable, body: <LossTable runs={runs} t={t} /> } } : {})}
    />
  )
})

/** The losses at a few updates, evenly chosen. */
function LossTable({ runs, t }: { readonly runs: LiveRuns; readonly t: DesignerMessages }) {
  const all =
    runs.plain.losses.length > runs.scheduled.losses.length ? runs.plain.losses : runs.scheduled.losses
  const chosen = Array.from({ length: TABLE_ROWS }, (_, i) =>
    Math.round((i * (all.length - 1)) / (TABLE_ROWS - 1)),
  )
  const text = (result: LiveResult, i: number) => {
    const point = result.losses[i]
    return point ? cell(point.loss, 4) : '–'
  }
  return (
    <table className="data-table">
      <thead>
        <tr>
          <th scope="col">{t.updatesDone}</th>
          <th scope="col">{t.scheduledLine}</th>
          <th scope="col">{t.plainLine}</th>
        </tr>
      </thead>
      <tbody>
        {[...new Set(chosen)].map((i) => (
          <tr key={i}>
            <th scope="row">{all[i]?.t}</th>
            <td>{text(runs.scheduled, i)}</td>
            <td>{text(runs.plain, i)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
