import { defineWidget } from '../../widget-kit/define-widget.ts'
import { trains } from '../../widget-kit/training.ts'
import { messages } from './messages.ts'
import {
  init,
  lighter,
  mergeKey,
  reduce,
  specOf,
  stateSchema,
  valuesOf,
  type Action,
  type State,
} from './model.ts'
import { params } from './params.ts'
import './style.css'
import { View } from './View.tsx'

/** A dense network learns classes or numbers, of made-up points or the reader's own, in the reader's browser. */
export default defineWidget({
  params,
  messages,
  init,
  reduce,
  state: stateSchema,
  valuesOf,
  mergeKey,
  lighter,
  training: trains<State, Action>({
    spec: specOf,
    edits: (state) => state.edits,
    onReset: { type: 'reset' },
  }),
  View,
})
