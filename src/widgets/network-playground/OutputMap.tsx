import { memo } from 'react'
import { PICTURE, type Dataset, type Sample } from '../../core/dataset/index.ts'
import { GRID } from '../../engine/protocol.ts'
import { FieldMap } from '../../ui/FieldMap.tsx'
import type { Messages } from './messages.ts'

const RADIUS = 0.03
/** A square of the same area as the circle looks as large. */
const HALF_SIDE = (Math.sqrt(Math.PI) / 2) * RADIUS

const coordinate = (x: number): string => x.toFixed(3)

const circle = (x: number, y: number): string =>
  `M${coordinate(x - RADIUS)} ${coordinate(y)}a${RADIUS} ${RADIUS} 0 1 0 ${2 * RADIUS} 0a${RADIUS} ${RADIUS} 0 1 0 ${-2 * RADIUS} 0Z`

const SIDE = coordinate(2 * HALF_SIDE)
const square = (x: number, y: number): string =>
  `M${coordinate(x - HALF_SIDE)} ${coordinate(y - HALF_SIDE)}h${SIDE}v${SIDE}h-${SIDE}Z`

/** All points of a class as one path: squares for class 0, circles for class 1. x₂ grows upwards. */
function marks({ x, y, n }: Sample, label: number): string {
  const mark = label === 1 ? circle : square
  let path = ''
  for (let i = 0; i < n; i++) if (y[i] === label) path += mark(x[2 * i] ?? NaN, -(x[2 * i + 1] ?? NaN))
  return path
}

const Points = memo(function Points({ train, validation }: Dataset) {
  return (
    <svg
      className="pg-points"
      viewBox={`${-PICTURE} ${-PICTURE} ${2 * PICTURE} ${2 * PICTURE}`}
      aria-hidden="true"
      focusable="false"
    >
      <path className="pg-point is-hollow is-0" d={marks(validation, 0)} />
      <path className="pg-point is-hollow is-1" d={marks(validation, 1)} />
      <path className="pg-point is-0" d={marks(train, 0)} />
      <path className="pg-point is-1" d={marks(train, 1)} />
    </svg>
  )
})

const TICKS = [-1, 0, 1] as const
const written = (tick: number): string => String(tick).replace('-', '−')

/** A sign of the key, at its true size. */
function Sign({ className, path }: { readonly className: string; readonly path: string }) {
  return (
    <svg className="pg-sign" viewBox="-0.06 -0.06 0.12 0.12" aria-hidden="true" focusable="false">
      <path className={className} d={path} />
    </svg>
  )
}

export interface OutputMapProps {
  readonly data: Dataset
  /** The probability of class 1 over the plane. */
  readonly field: Float32Array
  /** What the picture says, in words. */
  readonly label: string
  readonly t: Messages
}

/** The plane: what the network says everywhere, and the points that it learns from and is checked on. */
export const OutputMap = memo(function OutputMap({ data, field, label, t }: OutputMapProps) {
  return (
    <div className="pg-output">
      <div className="pg-heading">{t.outputTitle}</div>
      <div className="pg-plane">
        <FieldMap values={field} grid={GRID} low={0} high={1} label={label} />
        <Points train={data.train} validation={data.validation} />
        <div className="pg-axes" aria-hidden="true">
          {TICKS.map((tick) => (
            <span key={`x${tick}`} className={`pg-tick pg-tick-x pg-at-${tick + 1}`}>
              {tick === 0 ? t.input(0) : written(tick)}
            </span>
          ))}
          {TICKS.map((tick) => (
            <span key={`y${tick}`} className={`pg-tick pg-tick-y pg-at-${tick + 1}`}>
              {tick === 0 ? t.input(1) : written(tick)}
            </span>
          ))}
        </div>
      </div>
      <p className="pg-key">
        <span>
          <Sign className="pg-point is-0" path={square(0, 0)} /> {t.key.class0}
        </span>
        <span>
          <Sign className="pg-point is-1" path={circle(0, 0)} /> {t.key.class1}
        </span>
        <span>{t.key.train}</span>
        <span>{t.key.validation}</span>
      </p>
    </div>
  )
})
