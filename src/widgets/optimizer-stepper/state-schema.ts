import * as v from 'valibot'
import { PRESET_IDS } from '../../core/objective/presets.ts'
import { FAMILY_IDS } from '../../core/optimizer/families.ts'
import { at, EDIT_LIMIT, MOST_CHANGES } from './model.ts'
import { HYPERS, LAST_STEP, MOST_POINTS, params, type HyperName } from './params.ts'
import { conventionOf, objectiveOf, pointsOf, ruleOf } from './run.ts'
import type { State } from './state.ts'

const finite = v.pipe(v.number(), v.finite())
const whole = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(max))
const within = (limit: number) => v.pipe(finite, v.minValue(-limit), v.maxValue(limit))
const hyper = (name: HyperName) => params[name].range.schema

const Hyperparameter = v.pipe(
  v.strictObject({ step: whole(LAST_STEP), name: v.picklist(HYPERS), value: finite }),
  v.check((c) => v.is(hyper(c.name), c.value)),
)
const NumberByHand = v.strictObject({
  step: whole(LAST_STEP),
  name: v.pipe(v.string(), v.maxLength(20)),
  coordinate: whole(1),
  value: within(EDIT_LIMIT),
})

/** A state from a link or another page. */
export const stateSchema = v.pipe(
  v.object({
    optimizer: v.picklist(FAMILY_IDS),
    convention: v.pipe(v.string(), v.maxLength(40)),
    objective: v.picklist([...PRESET_IDS, 'typed', 'least-squares']),
    formula: params.formula.schema,
    condition: params.condition.schema,
    points: params.points.schema,
    sampled: v.object({
      batch: params.batch.schema,
      size: params.size.schema,
      sample: params.sample.schema,
      seed: params.seed.schema,
    }),
    scheduled: v.object({
      schedule: params.schedule.schema,
      total: params.total.schema,
      every: params.every.schema,
      gamma: params.gamma.schema,
      floor: params.floor.schema,
      warmup: params.warmup.schema,
    }),
    start: v.pipe(v.array(within(1000)), v.maxLength(2)),
    hyper: v.pipe(
      v.record(v.string(), finite),
      v.check((chosen) =>
        Object.entries(chosen).every(
          ([name, value]) => HYPERS.includes(name as HyperName) && v.is(hyper(name as HyperName), value),
        ),
      ),
    ),
    changes: v.pipe(v.array(v.union([Hyperparameter, NumberByHand])), v.maxLength(MOST_CHANGES)),
    picks: v.pipe(
      v.array(
        v.strictObject({
          step: whole(LAST_STEP),
          samples: v.pipe(v.array(whole(MOST_POINTS - 1)), v.minLength(1), v.maxLength(MOST_POINTS)),
        }),
      ),
      v.maxLength(MOST_CHANGES),
    ),
    step: whole(LAST_STEP),
    sub: whole(params.sub.max),
    focus: whole(params.sub.max),
    span: params.span.schema,
    digits: params.digits.schema,
  }),
  v.check((s) => conventionOf(s).id === s.convention),
  v.check((s) => s.start.length === objectiveOf(s).names.length),
  v.check((s) => {
    const names = ['theta', 'g', ...ruleOf(s).state.map((slot) => slot.name)]
    return s.changes.every(
      (c) => !('coordinate' in c) || (names.includes(c.name) && c.coordinate < s.start.length),
    )
  }),
  v.check((s) => {
    const count = pointsOf(s).length
    return s.picks.every(({ samples }) => samples.every((i) => i < count))
  }),
  v.transform((s): State => at(s, s.step, s.sub)),
)
