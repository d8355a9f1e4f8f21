import * as v from 'valibot'
import { fits } from './data.ts'
import { LOSS_IDS } from './losses.ts'
import type { State } from './model.ts'
import { MOST_SAMPLES, params } from './params.ts'

const { reduction, delta, smoothing, classes, targets, predictions, digits, turn } = params

/** A state from a link or another page. */
export const stateSchema = v.pipe(
  v.object({
    loss: v.picklist(LOSS_IDS),
    reduction: reduction.schema,
    delta: delta.schema,
    smoothing: smoothing.schema,
    classes: classes.schema,
    targets: targets.schema,
    predictions: predictions.schema,
    focus: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_SAMPLES - 1)),
    digits: digits.schema,
    turn: turn.schema,
  }),
  v.check((s) => fits(s, s.loss, s.classes) && s.focus < s.targets.length),
  v.transform((s): State => s),
)
