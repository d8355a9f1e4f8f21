import { Fragment, lazy, Suspense, useSyncExternalStore } from 'react'
import { shareOf, type Axis } from './axis.ts'
import { spread, type ChartProps, type Line } from './line.ts'
import { Still } from './Still.tsx'

/** Recharts, in a chunk of its own: it draws nothing on a server, and the page is complete without it. */
const Live = lazy(() => import('./Live.tsx'))
const NONE: readonly Line[] = []
const never = () => () => {}

const percent = (share: number): string => `${(Math.min(Math.max(share, 0), 1) * 100).toFixed(2)}%`

/** About how wide a letter is, as a share of the chart. */
const LETTER = 0.035

/** Whether the labels of two lines would stand on one another if they were equally high. */
function meets(x: Axis, a: Line, b: Line): boolean {
  const start = (line: Line) => shareOf(x, line.points[line.points.length - 1]!.x)
  const [left, right] = start(a) <= start(b) ? [a, b] : [b, a]
  return start(right) - start(left) < (left.label.length + 1) * LETTER
}

/**
 * A chart of a few lines. Axes, grid and labels are ours, in percent of the frame, and the same before and after the
 * page wakes; only the lines change hands, from a small SVG to Recharts, on the same geometry.
 */
export function Chart(props: ChartProps) {
  const { lines, behind = NONE, x, y, mark, format, formatX = format } = props
  const awake = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const still = <Still lines={lines} x={x} y={y} />
  const drawn = [...lines, ...behind].filter((line) => line.points.length > 0 && line.label !== '')
  const ends = spread(
    drawn.map((line) => Math.min(Math.max(shareOf(y, line.points[line.points.length - 1]!.y), 0), 1)),
    0.09,
    (i, j) => meets(x, drawn[i] as Line, drawn[j] as Line),
  )
  return (
    <figure className="chart" aria-label={props.description}>
      <div className="chart-y-label">{props.yLabel}</div>
      <div className="chart-frame">
        {y.ticks.map((tick) => (
          <Fragment key={tick}>
            <i className="chart-grid" style={{ bottom: percent(shareOf(y, tick)) }} />
            <span className="chart-tick chart-tick-y" style={{ bottom: percent(shareOf(y, tick)) }}>
              {format(tick)}
            </span>
          </Fragment>
        ))}
        {x.ticks.map((tick) => (
          <span key={tick} className="chart-tick chart-tick-x" style={{ left: percent(shareOf(x, tick)) }}>
            {formatX(tick)}
          </span>
        ))}
        <div className="chart-plot">
          {behind.length > 0 && <Still lines={behind} x={x} y={y} />}
          {awake ? (
            <Suspense fallback={still}>
              <Live lines={lines} x={x} y={y} xLabel={props.xLabel} format={format} formatX={formatX} />
            </Suspense>
          ) : (
            still
          )}
          {mark !== undefined && <i className="chart-mark" style={{ left: percent(shareOf(x, mark)) }} />}
        </div>
        {drawn.map((line, i) => (
          <span
            key={line.id}
            className={`chart-line-label ${line.className}`}
            style={{
              bottom: percent(ends[i] as number),
              left: percent(shareOf(x, line.points[line.points.length - 1]!.x)),
            }}
          >
            {line.label}
          </span>
        ))}
      </div>
      <div className="chart-x-label">{props.xLabel}</div>
      {props.table && (
        <details className="chart-table">
          <summary>{props.table.caption}</summary>
          {props.table.body}
        </details>
      )}
    </figure>
  )
}
