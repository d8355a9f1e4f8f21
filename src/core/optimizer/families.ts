/** The ids of all optimizers, in the order in which they are taught. */
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

/** A way to write an optimizer, without its rule. */
export interface ConventionName {
  /** Of its family; a word that messages can be looked up by. */
  readonly id: string
  /** The frameworks and models, by their names, whose optimizer computes this; with an argument of theirs where it needs one. */
  readonly usedBy: readonly string[]
}

const TFJS = 'TensorFlow.js'
const by = (id: string, ...usedBy: string[]): ConventionName => ({ id, usedBy })

/** The conventions of each optimizer, the course's own (PyTorch's) first; their rules are in `conventions.ts`. */
export const CONVENTION_NAMES: Readonly<Record<FamilyId, readonly [ConventionName, ...ConventionName[]]>> = {
  'gradient-descent': [by('plain', 'PyTorch', 'Keras', TFJS, 'Optax')],
  momentum: [
    by('sum', 'PyTorch', TFJS, 'Optax'),
    by('average'),
    by('rate-inside', 'Keras'),
    by('dampened', 'PyTorch (dampening)'),
  ],
  nesterov: [by('sum', 'PyTorch', TFJS, 'Optax'), by('rate-inside', 'Keras')],
  adagrad: [
    by('epsilon-outside', 'PyTorch'),
    by('epsilon-inside', TFJS, 'Keras', 'Optax'),
    by('decaying-rate', 'PyTorch (lr_decay)'),
  ],
  rmsprop: [
    by('epsilon-outside', 'PyTorch'),
    by('epsilon-inside', TFJS, 'Keras', 'Optax'),
    by('centered', 'PyTorch (centered, momentum)'),
  ],
  adadelta: [by('after', 'PyTorch', 'Keras', 'Optax'), by('before', TFJS)],
  adam: [
    by('epsilon-outside', 'PyTorch', TFJS, 'Optax'),
    by('epsilon-inside', 'Optax (eps_root, eps=0)'),
    by('epsilon-hat', 'Keras'),
    by('l2', 'PyTorch (weight_decay)'),
    by('without-correction', 'BERT (weight_decay_rate=0)'),
  ],
  amsgrad: [
    by('corrected-last', 'PyTorch'),
    by('corrected-first', 'Optax'),
    by('uncorrected', 'Optax (bias_correction_mu=False, bias_correction_nu=False)'),
    by('epsilon-hat', 'Keras'),
  ],
  adamw: [by('rate-times-decay', 'PyTorch', 'Optax'), by('decay-alone')],
  nadam: [by('rising-momentum', 'PyTorch', 'Keras'), by('constant-momentum', 'Optax')],
  lion: [by('decoupled-decay', 'Keras', 'Optax')],
}
