import { useMemo } from 'react'
import { shareOf } from '../../ui/chart/axis.ts'
import { Handle } from '../../ui/plot/Handle.tsx'
import type { Row } from './bench.ts'
import { domainOf } from './losses.ts'
import type { PictureProps } from './panel.ts'
import { type CurveLabel, marksOf, PlotFrame } from './PlotFrame.tsx'
import { across, curvePath, HEIGHT, lossAt, upwards, valueAt, WIDTH } from './scales.ts'

/** Half of how long a tangent is drawn, in the picture's units. */
const REACH = 11

interface Point {
  readonly x: number
  readonly y: number
  /** ∂ℓ/∂prediction, in the picture's units, downwards; null where there is none. */
  readonly slope: number | null
}

const isSigned = (loss: PictureProps['state']['loss']): boolean => domainOf(loss) === 'number'

function pointOf({ state, scales, bench }: PictureProps, row: Row): Point {
  const { prediction, loss } = scales
  const shown = row.predictions[0]! - (isSigned(state.loss) ? row.target : 0)
  const slope = row.gradient[0]! * (state.reduction === 'mean' ? bench.rows.length : 1)
  const perUnit = (HEIGHT / (loss.to - loss.from)) * ((prediction.to - prediction.from) / WIDTH)
  const y = Number.isFinite(row.term) ? upwards(loss, row.term) : 0
  return {
    x: across(prediction, shown),
    y: Math.max(y, 0),
    slope: Number.isFinite(slope) && y >= 0 ? -slope * perUnit : null,
  }
}

function tangent({ x, y, slope }: Point): string {
  if (slope === null) return ''
  const dx = REACH / Math.hypot(1, slope)
  return `M${(x - dx).toFixed(2)} ${(y - slope * dx).toFixed(2)}l${(2 * dx).toFixed(2)} ${(2 * slope * dx).toFixed(2)}`
}

/** Curves of more targets than these would only hide each other's names. */
const MOST_LABELS = 2
/** Where along the axis a curve has its name: where it is steep. */
const LABEL_AT = 0.06

function labelsOf(
  { state, scales, t, show }: PictureProps,
  targets: readonly number[],
): readonly CurveLabel[] {
  const { prediction: axis, loss } = scales
  if (isSigned(state.loss) || targets.length > MOST_LABELS) return []
  return targets.map((y) => {
    const x = y >= 0.5 ? LABEL_AT : 1 - LABEL_AT
    const height = shareOf(loss, lossAt(state, axis.from + x * (axis.to - axis.from), y))
    return { x, y: Math.min(height, 0.92), text: t.forTarget(show(y)), isLeft: y < 0.5 }
  })
}

/** The term over the prediction, or over the residual where only that counts: a dot and a tangent for each sample. */
export function CurvePlot(p: PictureProps) {
  const { state, bench, t, scales, dispatch, show } = p
  const { prediction: axis, loss, step } = scales
  const { loss: id, delta } = state
  const signed = isSigned(state.loss)
  const wanted = signed ? '0' : [...new Set(state.targets)].sort((a, b) => a - b).join(' ')
  const curves = useMemo(
    () => wanted.split(' ').map((y) => ({ y, d: curvePath({ loss: id, delta }, { axis, loss }, Number(y)) })),
    [wanted, id, delta, axis, loss],
  )
  const points = bench.rows.map((row) => pointOf(p, row))
  const name = signed ? t.axis.residual : t.axis[state.loss === 'bce' ? 'probability' : 'logit']
  return (
    <PlotFrame
      y={loss}
      format={show}
      below={marksOf(axis, show)}
      xLabel={name}
      yLabel={t.axis.term}
      description={t.picture.curve}
      labels={labelsOf(p, wanted.split(' ').map(Number))}
      drawing={
        <>
          {state.loss === 'huber' &&
            [-state.delta, state.delta].map((x) => (
              <path key={x} className="lb-limit" d={`M${across(axis, x).toFixed(2)} 0V${HEIGHT}`} />
            ))}
          {curves.map(({ y, d }, i) => (
            <path key={y} className={i === 0 ? 'lb-curve' : 'lb-curve is-other'} d={d} />
          ))}
          {points.map((point, i) => (
            <path
              key={i}
              className={i === state.focus ? 'lb-tangent is-current' : 'lb-tangent'}
              d={tangent(point)}
            />
          ))}
        </>
      }
      handles={bench.rows.map((row, i) => {
        const offset = signed ? row.target : 0
        const value = row.predictions[0]!
        return (
          <Handle
            key={i}
            label={t.prediction(i + 1)}
            valueText={show(value)}
            value={value}
            min={axis.from + offset}
            max={axis.to + offset}
            step={step}
            x={points[i]!.x}
            y={points[i]!.y}
            orientation="horizontal"
            disabled={p.locked}
            className={i === state.focus ? 'is-current' : ''}
            onDrag={(x) => {
              const at = valueAt(axis, x / WIDTH, step)
              dispatch({ type: 'predict', sample: i, k: 0, value: Number((at + offset).toPrecision(12)) })
            }}
            onValue={(next) => dispatch({ type: 'predict', sample: i, k: 0, value: next })}
            onGrab={() => dispatch({ type: 'focus', sample: i })}
            onHold={p.onHold}
            onRelease={p.onRelease}
          />
        )
      })}
    />
  )
}
