import type { Objective } from '../../core/objective/objective.ts'
import type { Rule } from '../../core/optimizer/rule.ts'
import type { StepperMessages } from './messages.ts'
import type { Action, State } from './model.ts'

/** What every part of the view is given: the state, what follows from it, and how to change it. */
export interface PanelProps {
  readonly state: State
  readonly rule: Rule
  readonly objective: Objective
  readonly t: StepperMessages
  dispatch(action: Action): void
}
