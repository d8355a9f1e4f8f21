import { defineWidget } from '../../widget-kit/define-widget.ts'
import { prepare } from './extras.ts'
import { messages } from './messages.ts'
import { init, mergeKey, reduce, valuesOf } from './model.ts'
import { spoken } from './spoken.ts'
import { stateSchema } from './state-schema.ts'
import './style.css'
import { View } from './View.tsx'

export default defineWidget({
  params: spoken(messages),
  messages,
  prepare,
  init,
  reduce,
  mergeKey,
  valuesOf,
  state: stateSchema,
  View,
})
