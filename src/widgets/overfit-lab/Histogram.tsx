import { memo, useMemo } from 'react'
import type { Formats } from './format.ts'
import type { Messages } from './messages.ts'
import { BIN, BINS, histogramOf, middleOf, numbersOf, REACH } from './weights.ts'

/** The picture's units: a bin is one wide, and so high. */
const HEIGHT = 14

const heightOf = (count: number, most: number): number => (HEIGHT * count) / most

/** The upper edge of a histogram, as one line. */
const outline = (counts: readonly number[], most: number): string =>
  `M0 ${HEIGHT}${counts.map((n) => `V${(HEIGHT - heightOf(n, most)).toFixed(2)}h1`).join('')}V${HEIGHT}`

const bars = (counts: readonly number[], most: number): string =>
  counts
    .map((n, k) =>
      n === 0 ? '' : `M${k + 0.06} ${HEIGHT}v${(-heightOf(n, most)).toFixed(2)}h0.88V${HEIGHT}Z`,
    )
    .join('')

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`
/** Where a weight stands on the axis, as a share. */
const placeOf = (w: number): number => (w + REACH + BIN / 2) / (BINS * BIN)
const TICKS = [-4, -2, 0, 2, 4]

export interface HistogramProps {
  readonly name: string
  readonly weights: Float32Array
  /** Of the run without a cure, where that is another one. */
  readonly plain: Float32Array | null
  readonly t: Messages
  readonly formats: Formats
}

/** How many weights are how large; the run without a cure as an outline. */
export const Histogram = memo(function Histogram({ name, weights, plain, t, formats }: HistogramProps) {
  const own = useMemo(() => histogramOf(weights), [weights])
  const other = useMemo(() => (plain ? histogramOf(plain) : null), [plain])
  const numbers = useMemo(() => numbersOf(weights), [weights])
  const most = Math.max(10, ...own, ...(other ?? []))
  const h = t.histogram
  const { whole, sum } = formats
  return (
    <figure className="of-histogram">
      <figcaption className="chart-y-label">{h.y}</figcaption>
      <div className="of-bars">
        <svg
          viewBox={`0 0 ${BINS} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={h.label(name, whole(numbers.small), whole(numbers.count), sum(numbers.squares))}
          focusable="false"
        >
          <path className="of-bar" d={bars(own, most)} />
          {other && <path className="of-outline" d={outline(other, most)} />}
        </svg>
        <span className="chart-tick chart-tick-y is-top">{whole(most)}</span>
        <span className="chart-tick chart-tick-y is-zero">{whole(0)}</span>
        {TICKS.map((tick) => (
          <span key={tick} className="chart-tick chart-tick-x" style={{ left: percent(placeOf(tick)) }}>
            {formats.tick(tick)}
          </span>
        ))}
      </div>
      <div className="of-under">
        <span className={other ? undefined : 'of-unseen'}>{h.plain}</span>
        <span>{h.x}</span>
      </div>
      <details className="chart-table">
        <summary>{h.table}</summary>
        <table className="data-table">
          <caption>{h.beyond}</caption>
          <thead>
            <tr>
              <th scope="col">{h.from}</th>
              <th scope="col">{name}</th>
              {other && <th scope="col">{t.without}</th>}
            </tr>
          </thead>
          <tbody>
            {own.map((n, k) => (
              <tr key={k}>
                <th scope="row">{formats.tick(middleOf(k))}</th>
                <td>{whole(n)}</td>
                {other && <td>{whole(other[k] ?? 0)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
})
