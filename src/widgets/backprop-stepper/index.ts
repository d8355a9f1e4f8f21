import { defineWidget } from '../../widget-kit/define-widget.ts'
import { messages } from './messages.ts'
import { init, mergeKey, reduce, valuesOf } from './model.ts'
import { params } from './params.ts'
import { stateSchema } from './state-schema.ts'
import './style.css'
import { View } from './View.tsx'

export default defineWidget({ params, messages, init, reduce, mergeKey, valuesOf, state: stateSchema, View })
