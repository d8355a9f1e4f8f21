import { pieceFor, sampleValues } from '../../core/loss/pointwise.ts'
import { evaluate } from '../../core/formula/evaluate.ts'
import { type Axis, linearAxis, shareOf } from '../../ui/chart/axis.ts'
import { domainOf, pointwiseOf } from './losses.ts'
import type { State } from './model.ts'

/** The picture's own units: four to three, the same along both axes, so that squares are squares. */
export const WIDTH = 120
export const HEIGHT = 90

/** A logarithm's curve is cut off here; −ln 0.0067 is 5. */
const HIGHEST_LOG_LOSS = 5
const LOGIT_WINDOW = 6
/** How many points a curve has. */
const POINTS = 240

/** What a picture spans: predictions upwards or across, and losses. */
export interface Scales {
  readonly prediction: Axis
  readonly loss: Axis
  /** A press of an arrow key, and what a drag is rounded to. */
  readonly step: number
}

const largest = (all: readonly number[]): number => all.reduce((most, x) => Math.max(most, Math.abs(x)), 0)

/** The power of ten of which the window holds some sixty to six hundred. */
export const stepOf = ({ from, to }: Axis): number => Number(`1e${Math.floor(Math.log10((to - from) / 60))}`)

/** ℓ at a prediction for a target, from the core's own formula. */
export function lossAt(s: Pick<State, 'loss' | 'delta'>, prediction: number, target: number): number {
  const loss = pointwiseOf(s.loss)!
  const env = sampleValues(loss, prediction, target, s.loss === 'huber' ? { delta: s.delta } : {})
  return loss.computed ? loss.computed.term(prediction, target) : evaluate(pieceFor(loss, env).term, env)
}

/** Predictions and targets with room around the targets, so that dragging about does not change the picture. */
function valueAxis({ targets, predictions }: State): Axis {
  const [low, high] = [Math.min(...targets), Math.max(...targets)]
  const room = Math.max(1.5, (high - low) / 4)
  return linearAxis(Math.min(low - room, ...predictions), Math.max(high + room, ...predictions), 5)
}

function residualAxis({ targets, predictions }: State): Axis {
  const most = Math.max(2, largest(predictions.map((p, i) => p - targets[i]!)))
  return linearAxis(-most, most, 6)
}

const logitAxis = ({ predictions }: State): Axis => {
  const most = Math.max(LOGIT_WINDOW, largest(predictions))
  return linearAxis(-most, most, 6)
}

/** What the picture of these samples spans. */
export function scalesOf(s: State): Scales {
  if (s.loss === 'mse') {
    const prediction = valueAxis(s)
    return { prediction, loss: linearAxis(0, 1), step: stepOf(prediction) }
  }
  if (domainOf(s.loss) === 'probability')
    return { prediction: linearAxis(0, 1, 4), loss: linearAxis(0, HIGHEST_LOG_LOSS, 5), step: 0.01 }
  const isLogit = domainOf(s.loss) === 'logit'
  const prediction = isLogit ? logitAxis(s) : residualAxis(s)
  const top = isLogit ? prediction.to : lossAt(s, prediction.to, 0)
  return { prediction, loss: linearAxis(0, top, 4), step: isLogit ? 0.1 : stepOf(prediction) }
}

export const across = (axis: Axis, x: number): number => WIDTH * shareOf(axis, x)
export const upwards = (axis: Axis, y: number, height = HEIGHT): number => height * (1 - shareOf(axis, y))
/** The value at a place of the picture, kept inside of the axis and rounded to the step. */
export function valueAt({ from, to }: Axis, share: number, step: number): number {
  const x = Math.min(Math.max(from + share * (to - from), from), to)
  return Number((Math.round(x / step) * step).toPrecision(12)) + 0
}

/** The curve of ℓ over what is across, for one target. Far above is far enough. */
export function curvePath(
  s: Pick<State, 'loss' | 'delta'>,
  { axis, loss }: { readonly axis: Axis; readonly loss: Axis },
  target: number,
): string {
  const at = (i: number): string => {
    const x = axis.from + (i / POINTS) * (axis.to - axis.from)
    const y = Math.max(upwards(loss, lossAt(s, x, target)), -HEIGHT)
    return `${across(axis, x).toFixed(2)} ${y.toFixed(2)}`
  }
  return `M${Array.from({ length: POINTS + 1 }, (_, i) => at(i)).join('L')}`
}
