import type { ReactNode } from 'react'
import type { Objective } from '../../core/objective/objective.ts'
import type { PathPoint } from '../../core/optimizer/trajectory.ts'
import { PlotFrame } from '../../ui/plot/PlotFrame.tsx'
import { Surface, useSurface } from '../../ui/plot/Surface.tsx'
import { placeIn, type SurfaceView } from '../../ui/plot/surface.ts'

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
  const picture = useSurface(objective)
  const { flat, view } = picture
  const place = (p: PathPoint): string =>
    text(placeIn(view, p.theta[0] ?? NaN, flat ? p.loss : (p.theta[1] ?? NaN)))
  const finite = path.filter((p) => p.theta.every(Number.isFinite) && (!flat || Number.isFinite(p.loss)))
  const dots = finite.slice(-MOST_DOTS)
  const inView = [...now.theta, now.loss, ...slope].every(Number.isFinite)
  const [left = NaN, top = NaN] = placeIn(view, now.theta[0] ?? NaN, flat ? now.loss : (now.theta[1] ?? NaN))
  const isOut = !(left >= 0 && left <= 100 && top >= 0 && top <= 100)
  return (
    <PlotFrame
      view={view}
      names={{
        x: { text: objective.names[0] ?? '', className: 'letter q-parameter' },
        y: flat
          ? { text: lossLabel, className: 'q-loss' }
          : { text: objective.names[1] ?? '', className: 'letter q-parameter' },
      }}
      role="img"
      description={description}
      className="stepper-plot"
      format={format}
      onChoose={onStart && ((x, y) => onStart(flat ? [x] : [x, y]))}
      note={isOut && <span className="plot-out">{outside}</span>}
    >
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <Surface picture={picture} />
        {flat && inView && <path className="tangent" d={tangent(view, now, slope[0] ?? 0)} />}
        {!flat && finite.length > 1 && <path className="path" d={`M${finite.map(place).join('L')}`} />}
        <path className="visited" d={dots.map((p) => `M${place(p)}h0`).join('')} />
        {finite[0] && <path className="begin" d={`M${place(finite[0])}h0`} />}
        {inView && <path className="now" d={`M${place(now)}h0`} />}
      </svg>
      {mark}
    </PlotFrame>
  )
}

/** Far outside is far enough: SVG has no use for 10³⁰. */
const text = (place: readonly number[]): string =>
  place.map((c) => Math.min(Math.max(c, -1e4), 1e4).toFixed(2)).join(' ')

/** The tangent at the present point: its slope is the gradient. */
function tangent(view: SurfaceView, now: PathPoint, slope: number): string {
  const x = now.theta[0] ?? 0
  const reach = (view.x[1] - view.x[0]) * 0.12
  const end = (dx: number) => text(placeIn(view, x + dx, now.loss + slope * dx))
  return `M${end(-reach)}L${end(reach)}`
}
