import * as v from 'valibot'
import { PRESET_IDS } from '../../core/objective/presets.ts'
import { TRAINING_OPTIMIZER_IDS as OPTIMIZER_IDS } from '../../core/optimizer/index.ts'
import { at, MOST_CHANGES, objectiveOf, type State } from './model.ts'
import { HYPERS, LAST_STEP, params, type HyperName } from './params.ts'

const finite = v.pipe(v.number(), v.finite())
const whole = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max))
const within = (name: HyperName) => params[name].schema

/** A state from a link or another page. */
export const stateSchema = v.pipe(
  v.object({
    optimizer: v.picklist(OPTIMIZER_IDS),
    objective: v.picklist([...PRESET_IDS, 'typed']),
    formula: params.formula.schema,
    start: v.pipe(v.array(v.pipe(finite, v.minValue(-1000), v.maxValue(1000))), v.maxLength(2)),
    hyper: v.object({
      alpha: within('alpha'),
      beta: within('beta'),
      beta1: within('beta1'),
      beta2: within('beta2'),
      epsilon: within('epsilon'),
    }),
    changes: v.pipe(
      v.array(v.object({ step: whole(LAST_STEP), name: v.picklist(HYPERS), value: finite })),
      v.maxLength(MOST_CHANGES),
      v.check((changes) => changes.every((c) => v.is(within(c.name), c.value))),
    ),
    step: whole(LAST_STEP),
    sub: whole(params.sub.max),
    focus: whole(params.sub.max),
    digits: params.digits.schema,
  }),
  v.check((s) => s.start.length === objectiveOf(s).names.length),
  v.transform((s): State => at(s, s.step, s.sub)),
)
