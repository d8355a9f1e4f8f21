import { Handle } from '../../ui/plot/Handle.tsx'
import type { PictureProps } from './panel.ts'
import { columnsOf, PlotFrame } from './PlotFrame.tsx'
import { HEIGHT, upwards, valueAt, WIDTH } from './scales.ts'

/** A column for each sample: its target, its prediction, and the square on the residual between them. */
export function SquaresPlot(p: PictureProps) {
  const { state, bench, t, scales, dispatch, show } = p
  const { prediction: axis, step } = scales
  const n = bench.rows.length
  const columns = bench.rows.map((row, i) => ({
    x: (WIDTH * (i + 0.5)) / n,
    target: upwards(axis, row.target),
    dot: upwards(axis, row.predictions[0]!),
    value: row.predictions[0]!,
  }))
  return (
    <PlotFrame
      y={axis}
      format={show}
      below={columnsOf(
        columns.map((_, i) => String(i + 1)),
        state.focus,
      )}
      xLabel={t.axis.sample}
      yLabel={t.axis.value}
      description={t.picture.squares}
      drawing={columns.map(({ x, target, dot }, i) => {
        const side = Math.abs(dot - target)
        return (
          <g key={i} className={i === state.focus ? 'lb-sample is-current' : 'lb-sample'}>
            <rect
              className="lb-square"
              x={x > WIDTH / 2 ? x - side : x}
              y={Math.min(dot, target)}
              width={side}
              height={side}
            />
            <path className="lb-residual" d={`M${x} ${target}V${dot}`} />
            <path className="lb-target" d={`M${x - 3.5} ${target}h7`} />
          </g>
        )
      })}
      handles={columns.map(({ x, dot, value }, i) => (
        <Handle
          key={i}
          label={t.prediction(i + 1)}
          valueText={show(value)}
          value={value}
          min={axis.from}
          max={axis.to}
          step={step}
          x={x}
          y={dot}
          disabled={p.locked}
          className={i === state.focus ? 'is-current' : ''}
          onDrag={(_, y) => {
            dispatch({ type: 'predict', sample: i, k: 0, value: valueAt(axis, 1 - y / HEIGHT, step) })
          }}
          onValue={(next) => dispatch({ type: 'predict', sample: i, k: 0, value: next })}
          onGrab={() => dispatch({ type: 'focus', sample: i })}
          onHold={p.onHold}
          onRelease={p.onRelease}
        />
      ))}
    />
  )
}
