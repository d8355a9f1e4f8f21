import { useMemo, type MouseEvent, type ReactNode } from 'react'
import type { Objective } from '../../core/objective/objective.ts'
import type { PathPoint } from '../../core/optimizer/trajectory.ts'
import { linearAxis } from '../../ui/chart/axis.ts'
import { contourPaths, curveOf, LEVEL_TRANSFORM, placeIn, pointAt, viewOf, type View } from './plot-data.ts'

export interface PlotProps {
  readonly objective: Objective
  readonly path: readonly PathPoint[]
  /** Where the run stands. */
  readonly now: PathPoint
  /** The gradient there, for the tangent of a curve. */
  readonly slope: readonly number[]
  readonly description: string
  readonly lossLabel: string
  /** Said where the present point lies outside the picture. */
  readonly outside: string
  format(x: number): string
  /** The mark of the stop in view, on top. */
  readonly mark: ReactNode
  /** Left out where the start may not be changed. */
  onStart?: ((start: readonly number[]) => void) | undefined
}

/** Points closer together than this many are drawn as dots too. */
const MOST_DOTS = 60

/** The run on its function: level lines and the path, or the curve and the points on it. A click sets the start. */
export function Plot({
  objective,
  path,
  now,
  slope,
  description,
  lossLabel,
  outside,
  format,
  mark,
  onStart,
}: PlotProps) {
  const flat = objective.names.length === 1
  const curve = useMemo(
    () => (flat ? curveOf(objective, objective.window[0] ?? [-5, 5]) : null),
    [objective, flat],
  )
  const view = useMemo(() => curve?.view ?? viewOf(objective), [curve, objective])
  const levels = useMemo(() => (flat ? [] : contourPaths(objective, view)), [objective, view, flat])
  const place = (p: PathPoint): string =>
    text(placeIn(view, p.theta[0] ?? NaN, flat ? p.loss : (p.theta[1] ?? NaN)))
  const finite = path.filter((p) => p.theta.every(Number.isFinite) && (!flat || Number.isFinite(p.loss)))
  const dots = finite.slice(-MOST_DOTS)
  const choose = (event: MouseEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const [x, y] = pointAt(
      view,
      (100 * (event.clientX - box.left)) / box.width,
      (100 * (event.clientY - box.top)) / box.height,
    )
    onStart?.(flat ? [x] : [x, y])
  }
  const inView = [...now.theta, now.loss, ...slope].every(Number.isFinite)
  const [left = NaN, top = NaN] = placeIn(view, now.theta[0] ?? NaN, flat ? now.loss : (now.theta[1] ?? NaN))
  const isOut = !(left >= 0 && left <= 100 && top >= 0 && top <= 100)
  return (
    <div className="plot" role="img" aria-label={description}>
      <span className={`plot-name plot-name-y ${flat ? 'q-loss' : 'letter q-parameter'}`}>
        {flat ? lossLabel : objective.names[1]}
      </span>
      <div className="plot-frame">
        {ticksOf(view.y).map((tick) => (
          <span
            key={tick}
            className="chart-tick chart-tick-y"
            style={{ bottom: `${((tick - view.y[0]) / (view.y[1] - view.y[0])) * 100}%` }}
          >
            {format(tick)}
          </span>
        ))}
        {ticksOf(view.x).map((tick) => (
          <span
            key={tick}
            className="chart-tick chart-tick-x"
            style={{ left: `${((tick - view.x[0]) / (view.x[1] - view.x[0])) * 100}%` }}
          >
            {format(tick)}
          </span>
        ))}
        {isOut && <span className="plot-out">{outside}</span>}
        <div className={onStart ? 'plot-area choosable' : 'plot-area'} onClick={onStart && choose}>
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            <g transform={LEVEL_TRANSFORM}>
              {levels.map((d, i) => (
                <path key={i} className="level" d={d} />
              ))}
            </g>
            {curve && <path className="curve" d={curve.path} />}
            {objective.minima.map((m) => (
              <path
                key={m.join()}
                className="minimum"
                d={cross(view, m[0] ?? 0, flat ? objective.valueAt(m) : m[1]!)}
              />
            ))}
            {curve && inView && <path className="tangent" d={tangent(view, now, slope[0] ?? 0)} />}
            {!flat && finite.length > 1 && <path className="path" d={`M${finite.map(place).join('L')}`} />}
            <path className="visited" d={dots.map((p) => `M${place(p)}h0`).join('')} />
            {finite[0] && <path className="begin" d={`M${place(finite[0])}h0`} />}
            {inView && <path className="now" d={`M${place(now)}h0`} />}
          </svg>
          {mark}
        </div>
      </div>
      <span className="plot-name plot-name-x letter q-parameter">{objective.names[0]}</span>
    </div>
  )
}

const ticksOf = ([from, to]: readonly [number, number]): number[] =>
  linearAxis(from, to, 4).ticks.filter((t) => t >= from && t <= to)

function cross(view: View, x: number, y: number): string {
  const [left, top] = placeIn(view, x, y)
  return `M${left - 1.2} ${top - 1.6}l2.4 3.2m0 -3.2l-2.4 3.2`
}

/** Far outside is far enough: SVG has no use for 10³⁰. */
const text = (place: readonly number[]): string =>
  place.map((c) => Math.min(Math.max(c, -1e4), 1e4).toFixed(2)).join(' ')

/** The tangent at the present point: its slope is the gradient. */
function tangent(view: View, now: PathPoint, slope: number): string {
  const x = now.theta[0] ?? 0
  const reach = (view.x[1] - view.x[0]) * 0.12
  const end = (dx: number) => text(placeIn(view, x + dx, now.loss + slope * dx))
  return `M${end(-reach)}L${end(reach)}`
}
