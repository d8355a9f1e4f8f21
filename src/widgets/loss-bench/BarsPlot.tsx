import { linearAxis, shareOf } from '../../ui/chart/axis.ts'
import { Handle } from '../../ui/plot/Handle.tsx'
import { className } from './formulas.ts'
import type { PictureProps } from './panel.ts'
import { columnsOf, PlotFrame } from './PlotFrame.tsx'
import { HEIGHT, upwards, valueAt, WIDTH } from './scales.ts'

const UNIT = linearAxis(0, 1, 4)
/** How high the two pictures of logits and probabilities are, one below the other. */
const LOGITS_HEIGHT = 44
const LOW_HEIGHT = 44

/** The middle and the half width of column k of so many. */
const columnOf = (k: number, count: number): readonly [middle: number, half: number] => [
  (WIDTH * (k + 0.5)) / count,
  Math.min(9, (0.3 * WIDTH) / count),
]

/** The classes of the sample shown: bars to drag, and the target; below logits the probabilities they lead to. */
export function BarsPlot(p: PictureProps) {
  const { state, bench, t, scales, show } = p
  const row = bench.rows[state.focus]!
  const fromLogits = state.loss === 'cce-logits'
  const count = row.q.length
  const names = row.q.map((_, k) => className(k))
  const height = fromLogits ? LOW_HEIGHT : HEIGHT
  const probabilities = (
    <>
      {row.probabilities.map((x, k) => {
        const [middle, half] = columnOf(k, count)
        const top = upwards(UNIT, x, height)
        return (
          <rect key={k} className="lb-bar" x={middle - half} y={top} width={2 * half} height={height - top} />
        )
      })}
      {row.q.map((q, k) => {
        const [middle, half] = columnOf(k, count)
        const top = upwards(UNIT, q, height)
        return <path key={k} className="lb-goal" d={`M${middle - half - 3} ${top}h${2 * half + 6}`} />
      })}
    </>
  )
  if (!fromLogits) {
    return (
      <PlotFrame
        y={UNIT}
        format={show}
        below={columnsOf(names, state.targets[state.focus])}
        xLabel={t.axis.class}
        yLabel={t.axis.classProbability}
        description={t.picture.bars}
        drawing={probabilities}
        handles={<ClassHandles {...p} scales={{ ...scales, prediction: UNIT }} height={HEIGHT} />}
      />
    )
  }
  const axis = scales.prediction
  return (
    <div role="group" aria-label={t.picture.logits}>
      <PlotFrame
        y={{ ...axis, ticks: axis.ticks.filter((_, i) => i % 2 === axis.ticks.indexOf(0) % 2) }}
        format={show}
        below={columnsOf(names, state.targets[state.focus])}
        xLabel=""
        yLabel={t.axis.logit}
        description={t.axis.logit}
        height={LOGITS_HEIGHT}
        drawing={
          <>
            <path className="lb-zero" d={`M0 ${upwards(axis, 0, LOGITS_HEIGHT)}H${WIDTH}`} />
            {row.predictions.map((z, k) => {
              const [middle] = columnOf(k, count)
              const zero = upwards(axis, 0, LOGITS_HEIGHT)
              const end = upwards(axis, z, LOGITS_HEIGHT)
              return <path key={k} className="lb-stem" d={`M${middle} ${zero}V${end}`} />
            })}
          </>
        }
        handles={<ClassHandles {...p} height={LOGITS_HEIGHT} />}
      />
      <PlotFrame
        y={linearAxis(0, 1, 2)}
        format={show}
        below={columnsOf(names, state.targets[state.focus])}
        xLabel={t.axis.class}
        yLabel={t.axis.classProbability}
        description={t.axis.classProbability}
        height={LOW_HEIGHT}
        drawing={probabilities}
        handles={null}
      />
    </div>
  )
}

/** A handle on the end of each bar. */
function ClassHandles(p: PictureProps & { readonly height: number }) {
  const { state, bench, t, scales, dispatch, show, height } = p
  const { prediction: axis, step } = scales
  const row = bench.rows[state.focus]!
  return row.predictions.map((value, k) => (
    <Handle
      key={k}
      label={t.predictionOf(state.focus + 1, className(k))}
      valueText={show(value)}
      value={value}
      min={axis.from}
      max={axis.to}
      step={step}
      x={columnOf(k, row.q.length)[0]}
      y={height * (1 - shareOf(axis, value))}
      disabled={p.locked}
      onDrag={(_, y) =>
        dispatch({
          type: 'predict',
          sample: state.focus,
          k,
          value: valueAt(axis, 1 - y / height, step),
        })
      }
      onValue={(next) => dispatch({ type: 'predict', sample: state.focus, k, value: next })}
      onHold={p.onHold}
      onRelease={p.onRelease}
    />
  ))
}
