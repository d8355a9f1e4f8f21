import type { MouseEvent, ReactNode } from 'react'
import { linearAxis } from '../chart/axis.ts'
import { pointAt, type SurfaceView } from './surface.ts'
import './plot.css'

/** The name of an axis, and the classes that say what it names. */
export interface AxisName {
  readonly text: string
  readonly className: string
}

interface Props {
  readonly view: SurfaceView
  readonly names: { readonly x: AxisName; readonly y: AxisName }
  readonly role: 'img' | 'group'
  readonly description: string
  readonly className?: string
  format(x: number): string
  /** What is pressed is not the picture but something that lies in it. */
  onChoose?: ((x: number, y: number) => void) | undefined
  /** Said in a corner of the picture. */
  readonly note?: ReactNode
  readonly children: ReactNode
}

const ticksOf = ([from, to]: readonly [number, number]): number[] =>
  linearAxis(from, to, 4).ticks.filter((t) => t >= from && t <= to)

const share = ([from, to]: readonly [number, number], x: number): string =>
  `${((x - from) / (to - from)) * 100}%`

/** A picture of a part of the plane: the axes with their names and ticks, and room for what is drawn in it. */
export function PlotFrame(props: Props) {
  const { view, names, role, description, className, format, onChoose, note, children } = props
  const choose = (event: MouseEvent<HTMLDivElement>) => {
    if ((event.target as Element).closest('.handle')) return
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    const [across, down] = [(event.clientX - left) / width, (event.clientY - top) / height]
    onChoose?.(...pointAt(view, 100 * across, 100 * down))
  }
  return (
    <div className={className ? `plot ${className}` : 'plot'} role={role} aria-label={description}>
      <span className={`plot-name plot-name-y ${names.y.className}`}>{names.y.text}</span>
      <div className="plot-frame">
        {ticksOf(view.y).map((tick) => (
          <span key={tick} className="chart-tick chart-tick-y" style={{ bottom: share(view.y, tick) }}>
            {format(tick)}
          </span>
        ))}
        {ticksOf(view.x).map((tick) => (
          <span key={tick} className="chart-tick chart-tick-x" style={{ left: share(view.x, tick) }}>
            {format(tick)}
          </span>
        ))}
        {note}
        <div className={onChoose ? 'plot-area choosable' : 'plot-area'} onClick={onChoose && choose}>
          {children}
        </div>
      </div>
      <span className={`plot-name plot-name-x ${names.x.className}`}>{names.x.text}</span>
    </div>
  )
}
