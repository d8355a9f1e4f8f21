import { equalSpecs } from '../../engine/run-spec.ts'
import { defineWidget } from '../../widget-kit/define-widget.ts'
import { createTraining } from '../../widget-kit/training.ts'
import { messages } from './messages.ts'
import { init, mergeKey, reduce, specOf, stateSchema, type Action, type State } from './model.ts'
import { params } from './params.ts'
import './style.css'
import { View } from './View.tsx'

/** A network with too many parameters for its few points, and what can be done about it. */
export default defineWidget({
  params,
  messages,
  init,
  reduce,
  mergeKey,
  state: stateSchema,
  valuesOf: (state: State) => state,
  training: {
    spec: specOf,
    edits: () => [],
    onReset: { type: 'reset' } satisfies Action,
    // A penalty that changes half-way would make a run that is neither the one nor the other.
    control: (load) => createTraining(load, equalSpecs),
  },
  View,
})
