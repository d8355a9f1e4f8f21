import * as v from 'valibot'
import { objectiveFrom } from '../../core/objective/objective.ts'
import { FAMILY_IDS } from '../../core/optimizer/families.ts'
import * as kit from '../../widget-kit/param.ts'
import type { Param, SliderParam } from '../../widget-kit/param.ts'
import type { Localized } from '../../widget-kit/language.ts'
import { CONVENTION_IDS, DEFAULT_POINTS, SCHEDULE_CHOICES } from './choices.ts'

/** The farthest step one may go to. */
export const LAST_STEP = 100_000
/** As many samples as one can still look over. */
export const MOST_POINTS = 12

/* What parameters are called stands with the messages, of which a page loads one language; `spoken.ts` puts it in. */
const UNSAID = { label: { en: '', zh: '' }, help: { en: '', zh: '' } } as const
type Unsaid<T> = Omit<T, 'label' | 'help'>

const slider = (spec: Unsaid<Parameters<typeof kit.slider>[0]>) => kit.slider({ ...spec, ...UNSAID })
const numbers = (spec: Unsaid<Parameters<typeof kit.numbers>[0]>) => kit.numbers({ ...spec, ...UNSAID })
const text = (spec: Unsaid<Parameters<typeof kit.text>[0]>) => kit.text({ ...spec, ...UNSAID })
function choice<T extends string>(spec: { default: NoInfer<T>; options: readonly T[] }) {
  const options = Object.fromEntries(spec.options.map((o) => [o, UNSAID.label])) as Record<T, Localized>
  return kit.choice<T>({ ...spec, options, ...UNSAID })
}

/** A number that follows from the optimizer and the function until somebody chooses it. */
interface AutoSlider extends Param<number | 'auto'> {
  readonly kind: 'slider'
  readonly range: SliderParam
}

function auto(spec: Omit<Parameters<typeof slider>[0], 'default'>): AutoSlider {
  const range = slider({ ...spec, default: spec.min })
  return {
    ...range,
    range,
    default: 'auto',
    schema: v.union([range.schema, v.literal('auto')]),
    toText: String,
    fuzz: { bad: range.fuzz.bad, edge: [...range.fuzz.edge, 'auto'] },
  }
}

/** More parts than any step has. */
const MOST_STOPS = 18

const POINTS = numbers({
  default: DEFAULT_POINTS,
  min: -100,
  max: 100,
  minLength: 2,
  maxLength: 2 * MOST_POINTS,
})

export const params = {
  optimizer: choice({
    default: 'gradient-descent',
    options: FAMILY_IDS,
  }),
  convention: choice({
    default: 'auto',
    options: CONVENTION_IDS,
  }),
  objective: choice({
    default: 'bowl',
    options: [
      'square',
      'double-well',
      'bowl',
      'narrow-valley',
      'rosenbrock',
      'beale',
      'himmelblau',
      'saddle',
      'least-squares',
      'typed',
    ],
  }),
  formula: text({
    key: 'f',
    default: '(x-1)^2 + 10*y^2',
    maxLength: 500,
    check: (formula) => objectiveFrom(formula).ok,
  }),
  start: numbers({
    default: [],
    min: -1000,
    max: 1000,
    minLength: 0,
    maxLength: 2,
  }),
  condition: slider({
    key: 'kappa',
    default: 10,
    min: 1,
    max: 1000,
    scale: 'log',
  }),
  points: {
    ...POINTS,
    schema: v.pipe(
      POINTS.schema,
      v.check((list) => list.length % 2 === 0),
    ),
  },
  batch: choice({
    default: 'all',
    options: ['all', 'mini', 'one'],
  }),
  size: slider({
    default: 2,
    min: 1,
    max: MOST_POINTS,
    step: 1,
  }),
  sample: slider({
    default: 1,
    min: 1,
    max: MOST_POINTS,
    step: 1,
  }),
  seed: slider({
    default: 1,
    min: 0,
    max: 2 ** 32 - 1,
    step: 1,
  }),
  alpha: auto({
    key: 'lr',
    min: 1e-4,
    max: 10,
    scale: 'log',
  }),
  beta: auto({
    min: 0,
    max: 0.999,
  }),
  beta1: auto({
    min: 0,
    max: 0.999,
  }),
  beta2: auto({
    min: 0,
    max: 0.9999,
  }),
  rho: auto({
    min: 0,
    max: 0.999,
  }),
  epsilon: auto({
    key: 'eps',
    min: 1e-12,
    max: 1,
    scale: 'log',
  }),
  lambda: auto({
    key: 'decay',
    min: 0,
    max: 10,
  }),
  tau: auto({
    min: 0,
    max: 0.999,
  }),
  eta: auto({
    min: 0,
    max: 1,
  }),
  psi: auto({
    min: 1e-4,
    max: 1,
    scale: 'log',
  }),
  l2: auto({
    min: 0,
    max: 1,
  }),
  clip: auto({
    min: 0,
    max: 100,
  }),
  schedule: choice({
    default: 'none',
    options: SCHEDULE_CHOICES,
  }),
  total: slider({
    default: 100,
    min: 1,
    max: LAST_STEP,
    step: 1,
  }),
  every: slider({
    default: 30,
    min: 1,
    max: LAST_STEP,
    step: 1,
  }),
  gamma: auto({
    min: 0,
    max: 1,
  }),
  floor: slider({
    key: 'lrmin',
    default: 0,
    min: 0,
    max: 1,
  }),
  warmup: slider({
    default: 0,
    min: 0,
    max: LAST_STEP,
    step: 1,
  }),
  step: slider({
    default: 0,
    min: 0,
    max: LAST_STEP,
    step: 1,
  }),
  sub: slider({
    default: 0,
    min: 0,
    max: MOST_STOPS,
    step: 1,
  }),
  span: slider({
    default: 10,
    min: 10,
    max: LAST_STEP,
    step: 1,
  }),
  digits: slider({
    default: 4,
    min: 2,
    max: 12,
    step: 1,
  }),
} as const

export type ParamName = keyof typeof params

/** The parameters that are hyperparameters of some rule, or of what can be put around any. */
export const HYPERS = [
  'alpha',
  'beta',
  'beta1',
  'beta2',
  'rho',
  'epsilon',
  'lambda',
  'tau',
  'eta',
  'psi',
  'l2',
  'clip',
] as const
export type HyperName = (typeof HYPERS)[number]
