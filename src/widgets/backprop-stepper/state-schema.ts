import * as v from 'valibot'
import { MAX_LEAVES } from '../../core/autodiff/from-formula.ts'
import { itemsOf } from '../../core/autodiff/sweep.ts'
import { graphOf, type State } from './model.ts'
import { LAST_PLACE, params } from './params.ts'

const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LAST_PLACE))
const value = v.pipe(v.number(), v.minValue(params.values.min), v.maxValue(params.values.max))

/** A state from a link or another page. */
export const stateSchema = v.pipe(
  v.object({
    graph: params.graph.schema,
    formula: params.formula.schema,
    values: v.pipe(v.array(value), v.maxLength(MAX_LEAVES)),
    activation: params.activation.schema,
    loss: params.loss.schema,
    step: whole,
    digits: params.digits.schema,
    turn: params.turn.schema,
    told: whole,
  }),
  v.check((s) => {
    const graph = graphOf(s)
    return (
      s.values.length === graph.leaves.length &&
      s.step <= itemsOf(graph).length &&
      (s.told === 0 || s.told === s.step)
    )
  }),
  v.transform((s): State => s),
)
