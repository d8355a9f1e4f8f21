import * as v from 'valibot'
import { PRECISIONS } from '../../core/loss/float-format.ts'
import { SOFTMAX_STAGES } from '../../core/loss/softmax-formulas.ts'
import { type State, stopsOf } from './model.ts'
import { params } from './params.ts'

const place = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A state from a link or another page. */
export const stateSchema: v.GenericSchema<unknown, State> = v.pipe(
  v.object({
    logits: params.logits.schema,
    shift: params.shift.schema,
    temperature: params.temperature.schema,
    method: v.picklist(['stable', 'naive'] as const),
    precision: v.picklist(PRECISIONS),
    target: v.nullable(place),
    focus: place,
    stage: v.picklist(SOFTMAX_STAGES),
    digits: params.digits.schema,
    turn: v.boolean(),
  }),
  v.check((s) => s.focus < s.logits.length && (s.target ?? 0) < s.logits.length),
  v.check((s) => stopsOf(s).includes(s.stage)),
)
