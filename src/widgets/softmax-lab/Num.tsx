import type { SoftmaxStage } from '../../core/loss/softmax-formulas.ts'
import { hasMoreDigits } from './lines.ts'
import type { PanelProps } from './panel.ts'

interface Props extends Pick<PanelProps, 'state' | 'show'> {
  readonly x: number
  readonly stage: SoftmaxStage | 'logit' | undefined
}

/** A number of a table, marked where it has more digits than the others. */
export function Num({ x, stage, state, show }: Props) {
  const isMore = stage !== undefined && hasMoreDigits(stage, x, state.precision, state.digits)
  return isMore ? <span className="more-digits">{show(x, stage)}</span> : show(x, stage)
}
