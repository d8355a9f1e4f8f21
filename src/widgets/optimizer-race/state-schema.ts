import * as v from 'valibot'
import { PRESET_IDS } from '../../core/objective/presets.ts'
import { objectiveOf, type State } from './model.ts'
import { params } from './params.ts'
import { FEWEST, isRunner, MOST } from './runners.ts'

const finite = v.pipe(v.number(), v.finite())

const runner = v.pipe(
  v.object({ family: v.string(), convention: v.string(), hyper: v.record(v.string(), finite) }),
  v.check(isRunner),
)

/** A state from a link or another page. */
export const stateSchema = v.pipe(
  v.object({
    objective: v.picklist([...PRESET_IDS, 'typed']),
    formula: params.formula.schema,
    runners: v.pipe(v.array(runner), v.minLength(FEWEST), v.maxLength(MOST)),
    start: v.pipe(v.array(v.pipe(finite, v.minValue(-1000), v.maxValue(1000))), v.maxLength(2)),
    tolerance: params.tolerance.schema,
    limit: params.limit.schema,
    step: params.step.schema,
    noise: params.noise.schema,
    seed: params.seed.schema,
    order: v.picklist(['chosen', 'result']),
    found: v.boolean(),
  }),
  v.check((s) => s.start.length === objectiveOf(s).names.length && s.step <= s.limit),
  v.transform((s): State => s),
)
