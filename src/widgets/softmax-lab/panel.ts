import type { SoftmaxStage } from '../../core/loss/softmax-formulas.ts'
import type { SoftmaxStages } from '../../core/loss/softmax-stages.ts'
import type { Language } from '../../widget-kit/language.ts'
import type { SoftmaxMessages } from './messages.ts'
import type { Action, State } from './model.ts'

/** What every part of the view is given: the state, what follows from it, and how to change it. */
export interface PanelProps {
  readonly state: State
  readonly stages: SoftmaxStages
  readonly t: SoftmaxMessages
  readonly lang: Language
  /** A number in the digits and the format that are chosen; some stages need more digits than others. */
  show(x: number, stage?: SoftmaxStage | 'logit'): string
  dispatch(action: Action): void
}
