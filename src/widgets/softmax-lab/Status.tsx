import { formatNumber } from '../../core/formula/precision.ts'
import { FLOAT_LIMITS } from '../../core/loss/float-format.ts'
import type { SoftmaxStages } from '../../core/loss/softmax-stages.ts'
import { conditionOf, isBroken } from './condition.ts'
import type { SoftmaxMessages } from './messages.ts'
import { changeByShift, type State } from './model.ts'
import type { PanelProps } from './panel.ts'
import { CLASSES } from './params.ts'

const short = (x: number): string => formatNumber(x, 4).text

/** Whether the number format holds everything on the way, in a sentence. */
export function numericsText(state: State, stages: SoftmaxStages, t: SoftmaxMessages): string {
  const condition = conditionOf(stages)
  const limits = FLOAT_LIMITS[state.precision]
  return t.numerics({
    condition: condition.kind,
    classes: 'classes' in condition ? condition.classes.map((k) => CLASSES[k] ?? '') : [],
    format: state.precision,
    top: short(limits.expOverflowsAbove),
    bottom: short(limits.expVanishesBelow),
    largest: limits.largestText,
    stable: stages.stable,
    targetLost: stages.loss === Infinity,
  })
}

/** Two quiet lines: what became of the numbers, and what the shift did. */
export function Status({ state, stages, t, show }: PanelProps) {
  const broken = isBroken(stages)
  const change = changeByShift(state)
  const shift = () => {
    if (state.shift === 0) return t.noShift
    if (broken || Number.isNaN(change)) return t.shiftBroken(show(state.shift))
    return t.shiftNote(show(state.shift), formatNumber(change, 2).text)
  }
  return (
    <div
      className="softmax-status"
      data-condition={conditionOf(stages).kind}
      data-broken={broken ? '' : undefined}
    >
      <p className={broken ? 'wrong' : undefined}>{numericsText(state, stages, t)}</p>
      <p>{shift()}</p>
    </div>
  )
}
