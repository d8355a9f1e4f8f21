import type { AnyWidget } from './define-widget.ts'
import { begin, type History } from './history.ts'
import type { Params, Values } from './param.ts'
import { readProps, type Note } from './read-params.ts'
import { createStore, type Store } from './store.ts'
import type { TrainingController } from './training.ts'

/** One placed widget: its history, its notes and its run, watched by React and read by the language switch. */
export interface Instance {
  readonly widget: AnyWidget
  /** The values the page gives it: what "default" means here. */
  readonly base: Values<Params>
  readonly history: Store<History<unknown>>
  readonly notes: Store<readonly Note[]>
  readonly training: TrainingController | null
}

const loadEngine = () => import('../engine/client.ts').then((m) => m.engine)

export function createInstance(widget: AnyWidget, props: Readonly<Record<string, unknown>>): Instance {
  const { values, notes } = readProps(widget.params, props)
  const state = widget.init(values)
  const training = widget.training?.control(loadEngine) ?? null
  // A view may ask for a start before the host has seen its first state.
  if (widget.training) training?.sync(widget.training.spec(state), widget.training.edits(state))
  return { widget, base: values, history: createStore(begin(state)), notes: createStore(notes), training }
}
