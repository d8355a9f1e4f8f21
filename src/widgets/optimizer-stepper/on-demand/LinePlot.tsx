import { PlotFrame } from '../../../ui/plot/PlotFrame.tsx'
import { placeIn, type SurfaceView } from '../../../ui/plot/surface.ts'

/** The letters of the plane in which the points lie. */
const AXES = { x: { text: 'x', className: 'letter' }, y: { text: 'y', className: 'letter' } }

interface Props {
  readonly points: readonly (readonly [number, number])[]
  /** The samples that the next step uses. */
  readonly used: readonly number[]
  readonly slope: number
  readonly intercept: number
  readonly description: string
  format(x: number): string
}

/** The points, the line as it is, and how far each point of the next step is from it. */
export default function LinePlot({ points, used, slope, intercept, description, format }: Props) {
  const view = viewOf(points)
  const place = (x: number, y: number): string =>
    placeIn(view, x, y)
      .map((c) => Math.min(Math.max(c, -1e4), 1e4).toFixed(2))
      .join(' ')
  const line = (x: number): string => place(x, slope * x + intercept)
  const known = Number.isFinite(slope) && Number.isFinite(intercept)
  return (
    <PlotFrame
      view={view}
      names={AXES}
      role="img"
      className="stepper-plot"
      description={description}
      format={format}
    >
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {known && (
          <>
            {points.map(([x, y], i) =>
              used.includes(i) ? (
                <path key={i} className="residual" d={`M${place(x, y)}L${line(x)}`} />
              ) : null,
            )}
            <path className="fit" d={`M${line(view.x[0])}L${line(view.x[1])}`} />
          </>
        )}
        {points.map(([x, y], i) => (
          <path key={i} className={used.includes(i) ? 'dot used' : 'dot'} d={`M${place(x, y)}h0`} />
        ))}
      </svg>
    </PlotFrame>
  )
}

/** All points, with room around them. */
function viewOf(points: Props['points']): SurfaceView {
  const range = (c: 0 | 1): readonly [number, number] => {
    const all = points.map((p) => p[c])
    const [low, high] = [Math.min(...all), Math.max(...all)]
    const room = 0.2 * (high - low || 2)
    return [low - room, high + room]
  }
  return { x: range(0), y: range(1) }
}
