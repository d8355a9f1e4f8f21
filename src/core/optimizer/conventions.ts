import { adadelta, adadeltaBefore } from './adadelta.ts'
import { adagrad, adagradDecaying, adagradEpsilonInside } from './adagrad.ts'
import { adam } from './adam.ts'
import { adamEpsilonHat, adamEpsilonInside } from './adam-variants.ts'
import { adamw, adamwRateFree } from './adamw.ts'
import { amsgrad, amsgradCorrectedFirst, amsgradEpsilonHat, amsgradUncorrected } from './amsgrad.ts'
import { gradientDescent } from './gradient-descent.ts'
import { lion } from './lion.ts'
import { momentum } from './momentum.ts'
import { momentumAverage, momentumDampened, momentumRateInside } from './momentum-variants.ts'
import { nadam, nadamConstant } from './nadam.ts'
import { nesterov, nesterovRateInside } from './nesterov.ts'
import { rmsprop, rmspropCentered, rmspropEpsilonInside } from './rmsprop.ts'
import type { Rule } from './rule.ts'
import { withWeightDecay } from './weight-decay.ts'

/** One way to write an optimizer. */
export interface Convention {
  /** Of its family; a word that messages can be looked up by. */
  readonly id: string
  /** The frameworks, by their names, whose optimizer computes this; with an argument of theirs where it needs one. */
  readonly usedBy: readonly string[]
  readonly rule: Rule
}

/** The conventions of one optimizer, the course's own (PyTorch's) first. */
export interface Family {
  /** The id of the first convention's rule. */
  readonly id: string
  readonly conventions: readonly [Convention, ...Convention[]]
}

const TFJS = 'TensorFlow.js'

const family = (...conventions: [Convention, ...Convention[]]): Family => ({
  id: conventions[0].rule.id,
  conventions,
})
const convention = (id: string, rule: Rule, ...usedBy: string[]): Convention => ({ id, usedBy, rule })

/** Every optimizer with its conventions, in the order in which they are taught. */
export const FAMILIES: readonly Family[] = [
  family(convention('plain', gradientDescent, 'PyTorch', 'Keras', TFJS, 'Optax')),
  family(
    convention('sum', momentum, 'PyTorch', TFJS, 'Optax'),
    convention('average', momentumAverage),
    convention('rate-inside', momentumRateInside, 'Keras'),
    convention('dampened', momentumDampened, 'PyTorch (dampening)'),
  ),
  family(
    convention('sum', nesterov, 'PyTorch', TFJS, 'Optax'),
    convention('rate-inside', nesterovRateInside, 'Keras'),
  ),
  family(
    convention('epsilon-outside', adagrad, 'PyTorch'),
    convention('epsilon-inside', adagradEpsilonInside, TFJS, 'Keras', 'Optax'),
    convention('decaying-rate', adagradDecaying, 'PyTorch (lr_decay)'),
  ),
  family(
    convention('epsilon-outside', rmsprop, 'PyTorch'),
    convention('epsilon-inside', rmspropEpsilonInside, TFJS, 'Keras', 'Optax'),
    convention('centered', rmspropCentered, 'PyTorch (centered, momentum)'),
  ),
  family(
    convention('after', adadelta, 'PyTorch', 'Keras', 'Optax'),
    convention('before', adadeltaBefore, TFJS),
  ),
  family(
    convention('epsilon-outside', adam, 'PyTorch', TFJS, 'Optax'),
    convention('epsilon-inside', adamEpsilonInside, 'Optax (eps_root, eps=0)'),
    convention('epsilon-hat', adamEpsilonHat, 'Keras'),
    convention('l2', withWeightDecay(adam), 'PyTorch (weight_decay)'),
  ),
  family(
    convention('corrected-last', amsgrad, 'PyTorch'),
    convention('corrected-first', amsgradCorrectedFirst, 'Optax'),
    convention(
      'uncorrected',
      amsgradUncorrected,
      'Optax (bias_correction_mu=False, bias_correction_nu=False)',
    ),
    convention('epsilon-hat', amsgradEpsilonHat, 'Keras'),
  ),
  family(convention('rate-times-decay', adamw, 'PyTorch', 'Optax'), convention('decay-alone', adamwRateFree)),
  family(
    convention('rising-momentum', nadam, 'PyTorch', 'Keras'),
    convention('constant-momentum', nadamConstant, 'Optax'),
  ),
  family(convention('decoupled-decay', lion, 'Keras', 'Optax')),
]

/** The ids of all families, in their order. */
export const FAMILY_IDS = [
  'gradient-descent',
  'momentum',
  'nesterov',
  'adagrad',
  'rmsprop',
  'adadelta',
  'adam',
  'amsgrad',
  'adamw',
  'nadam',
  'lion',
] as const
export type FamilyId = (typeof FAMILY_IDS)[number]

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
