import { adadelta, adadeltaBefore } from './adadelta.ts'
import { adagrad, adagradDecaying, adagradEpsilonInside } from './adagrad.ts'
import { adam } from './adam.ts'
import { adamEpsilonHat, adamEpsilonInside, adamUncorrected } from './adam-variants.ts'
import { adamw, adamwRateFree } from './adamw.ts'
import { amsgrad, amsgradCorrectedFirst, amsgradEpsilonHat, amsgradUncorrected } from './amsgrad.ts'
import { CONVENTION_NAMES, type ConventionName, FAMILY_IDS, type FamilyId } from './families.ts'
import { gradientDescent } from './gradient-descent.ts'
import { lion } from './lion.ts'
import { momentum } from './momentum.ts'
import { momentumAverage, momentumDampened, momentumRateInside } from './momentum-variants.ts'
import { nadam, nadamConstant } from './nadam.ts'
import { nesterov, nesterovRateInside } from './nesterov.ts'
import { rmsprop, rmspropCentered, rmspropEpsilonInside } from './rmsprop.ts'
import type { Rule } from './rule.ts'
import { withWeightDecay } from './weight-decay.ts'

export { FAMILY_IDS, type FamilyId } from './families.ts'

/** One way to write an optimizer. */
export interface Convention extends ConventionName {
  readonly rule: Rule
}

/** The conventions of one optimizer, the course's own (PyTorch's) first. */
export interface Family {
  /** The id of the first convention's rule. */
  readonly id: FamilyId
  readonly conventions: readonly [Convention, ...Convention[]]
}

/** The rules of each optimizer, in the order of its conventions. */
const RULES: Readonly<Record<FamilyId, readonly Rule[]>> = {
  'gradient-descent': [gradientDescent],
  momentum: [momentum, momentumAverage, momentumRateInside, momentumDampened],
  nesterov: [nesterov, nesterovRateInside],
  adagrad: [adagrad, adagradEpsilonInside, adagradDecaying],
  rmsprop: [rmsprop, rmspropEpsilonInside, rmspropCentered],
  adadelta: [adadelta, adadeltaBefore],
  adam: [adam, adamEpsilonInside, adamEpsilonHat, withWeightDecay(adam), adamUncorrected],
  amsgrad: [amsgrad, amsgradCorrectedFirst, amsgradUncorrected, amsgradEpsilonHat],
  adamw: [adamw, adamwRateFree],
  nadam: [nadam, nadamConstant],
  lion: [lion],
}

/** Every optimizer with its conventions, in the order in which they are taught. */
export const FAMILIES: readonly Family[] = FAMILY_IDS.map((id) => {
  const [first, ...others] = CONVENTION_NAMES[id].map((name, i) => ({ ...name, rule: RULES[id][i]! }))
  return { id, conventions: [first!, ...others] }
})

/** The family of that name. */
export function familyOf(id: FamilyId): Family {
  const family = FAMILIES.find((f) => f.id === id)
  if (!family) throw new Error(`There is no optimizer called “${id}”.`)
  return family
}

/** Every rule of every family. */
export const ALL_RULES: readonly Rule[] = FAMILIES.flatMap(({ conventions }) =>
  conventions.map(({ rule }) => rule),
)
