import type { ReactNode } from 'react'
import { type Axis, shareOf } from '../../ui/chart/axis.ts'
import { HEIGHT, WIDTH } from './scales.ts'

/** A name beside a curve, to its right or left. */
export interface CurveLabel {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly isLeft: boolean
}

interface Mark {
  readonly share: number
  readonly text: string
  readonly current?: boolean
}

export interface PlotFrameProps {
  readonly y: Axis
  readonly format: (x: number) => string
  /** Numbers below the picture, or the names of its columns. */
  readonly below: readonly Mark[]
  readonly xLabel: string
  readonly yLabel: string
  /** What is drawn, cut off at the frame. */
  readonly drawing: ReactNode
  /** What is dragged, which may stand on the edge. */
  readonly handles: ReactNode
  readonly description: string
  readonly height?: number
  readonly labels?: readonly CurveLabel[]
}

/** The marks of an axis, for below a picture. */
export const marksOf = (axis: Axis, format: (x: number) => string): readonly Mark[] =>
  axis.ticks.map((tick) => ({ share: shareOf(axis, tick), text: format(tick) }))

/** The middles of n columns, named. */
export const columnsOf = (names: readonly string[], current?: number): readonly Mark[] =>
  names.map((text, i) => ({ share: (i + 0.5) / names.length, text, current: i === current }))

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`

/** A picture with marks at its left and below it; drawn in one SVG, dragged in another that may reach over the edge. */
export function PlotFrame(p: PlotFrameProps) {
  const viewBox = `0 0 ${WIDTH} ${p.height ?? HEIGHT}`
  return (
    <div className="lb-plot" role="group" aria-label={p.description}>
      <span className="lb-name lb-name-y">{p.yLabel}</span>
      <div className={p.height === undefined ? 'lb-frame' : 'lb-frame is-low'}>
        {p.y.ticks.map((tick) => (
          <span
            key={tick}
            className="chart-tick chart-tick-y"
            style={{ bottom: percent(shareOf(p.y, tick)) }}
          >
            {p.format(tick)}
          </span>
        ))}
        {p.below.map(({ share, text, current }) => (
          <span
            key={share}
            className={current ? 'chart-tick chart-tick-x lb-current' : 'chart-tick chart-tick-x'}
            style={{ left: percent(share) }}
          >
            {text}
          </span>
        ))}
        <svg className="lb-drawing" viewBox={viewBox} aria-hidden="true">
          {p.drawing}
        </svg>
        {p.labels?.map(({ x, y, text, isLeft }) => (
          <span
            key={text}
            className={isLeft ? 'lb-label is-left' : 'lb-label'}
            style={{ left: percent(x), bottom: percent(y) }}
          >
            {text}
          </span>
        ))}
        <svg className="lb-handles" viewBox={viewBox}>
          {p.handles}
        </svg>
      </div>
      <span className="lb-name lb-name-x">{p.xLabel}</span>
    </div>
  )
}
