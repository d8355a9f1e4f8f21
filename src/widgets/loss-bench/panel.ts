import type { Bench } from './bench.ts'
import type { BenchMessages } from './messages.ts'
import type { Action, State } from './model.ts'
import type { Scales } from './scales.ts'

/** What every part of the view is given: the state, what follows from it, and how to change it. */
export interface PanelProps {
  readonly state: State
  readonly bench: Bench
  readonly t: BenchMessages
  dispatch(action: Action): void
}

/** What the pictures are given on top. */
export interface PictureProps extends PanelProps {
  readonly scales: Scales
  readonly locked: boolean
  show(x: number): string
  onHold(): void
  onRelease(): void
}
