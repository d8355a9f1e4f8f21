/*
 * Every number of this lesson, computed by the widget's own runs, made here from their first step to their last. Both
 * languages import these names; neither types a number. A name ending in `Tex` is TeX for `<Formula>`; `tries` holds
 * the properties of every `<Try>`, in the order of the text.
 */
import { makeDataset, type Sample } from '../../src/core/dataset/index.ts'
import { add, div, expr, mul } from '../../src/core/formula/expr.ts'
import { formatExactly, substitution } from '../../src/core/formula/precision.ts'
import type { Notations } from '../../src/core/formula/quantity.ts'
import { tex, texWithNumbers } from '../../src/core/formula/tex.ts'
import { crossEntropyFromLogit } from '../../src/core/loss/binary-cross-entropy.ts'
import type { SeriesPoint } from '../../src/core/metric/index.ts'
import {
  forward,
  initialParameters,
  networkLoss,
  networkScore,
  parameterCount,
} from '../../src/core/network/index.ts'
import { wholeRun } from '../../src/engine/whole-run.ts'
import { init, specOf, STEPS, type Cure, type State } from '../../src/widgets/overfit-lab/model.ts'
import { params } from '../../src/widgets/overfit-lab/params.ts'
import { numbersOf, SMALL, weightsOf, type WeightNumbers } from '../../src/widgets/overfit-lab/weights.ts'

/** The widget as it comes. */
export const defaultState = Object.fromEntries(
  Object.entries(params).map(([name, p]) => [name, p.default]),
) as unknown as State
const defaults = defaultState

/* ---- The widget and the links into it ---- */

export const widget = { cure: 'none' } as const
const base = {
  at: 1,
  ...widget,
  points: defaults.points,
  units: defaults.units,
  data: defaults.data,
} as const

export const tries = {
  more: { ...base, points: 200 },
  smaller: { ...base, units: 2 },
  l2: { ...base, cure: 'l2', l2: defaults.l2 },
  l1: { ...base, cure: 'l1', l1: defaults.l1 },
  dropout: { ...base, cure: 'dropout', dropout: defaults.dropout },
  early: { ...base, cure: 'early', patience: defaults.patience },
  jitter: { ...base, cure: 'jitter', jitter: defaults.jitter },
  strong: { ...base, cure: 'l2', l2: 0.3 },
  wide: { ...base, cure: 'jitter', jitter: 1 },
} as const

/* ---- The widget's runs ---- */

/** What has come of a run, as the widget's table says it. */
export interface Outcome {
  readonly steps: number
  readonly points: readonly SeriesPoint[]
  /** The lowest validation loss that was measured. */
  readonly lowest: SeriesPoint
  readonly trainLoss: number
  readonly validationLoss: number
  readonly trainAccuracy: number
  readonly accuracy: number
  readonly weights: WeightNumbers
}

/** The run of the widget with these settings, all others at their defaults. */
export function outcomeOf(given: Partial<State> = {}): Outcome {
  const spec = specOf(init({ ...defaults, ...given }))
  const { step, parameters, points } = wholeRun(spec)
  const { train, validation } = makeDataset(spec.data)
  const score = ({ x, y }: Sample) => {
    const { logits } = forward(spec.model, parameters, x)
    return { loss: networkLoss(spec.model, logits, y), accuracy: networkScore(spec.model, logits, y) }
  }
  const [trained, validated] = [score(train), score(validation)]
  return {
    steps: step,
    points,
    lowest: points.reduce((best, p) => (p.validation < best.validation ? p : best)),
    trainLoss: trained.loss,
    validationLoss: validated.loss,
    trainAccuracy: trained.accuracy,
    accuracy: validated.accuracy,
    weights: numbersOf(weightsOf(spec.model, parameters)),
  }
}

export const gapOf = ({ trainLoss, validationLoss }: Outcome): number => validationLoss - trainLoss

/** How many seeds the claims were tried with. */
export const seeds = 20
export const cures = ['l1', 'l2', 'dropout', 'early', 'jitter'] as const satisfies readonly Cure[]

const { model } = specOf(defaults)
export const parameters = parameterCount(model)
export const points = defaults.points
export const validationPoints = 9 * points
export const steps = STEPS
/** What a network pays that says one half everywhere: ln 2. */
export const evenLoss = crossEntropyFromLogit(0, 1)

export const plain = outcomeOf()
export const more = outcomeOf({ points: tries.more.points })
export const morePoints = tries.more.points
export const smaller = outcomeOf({ units: tries.smaller.units })

/* ---- L2 ---- */

export const lambda2 = defaults.l2
export const l2 = outcomeOf({ cure: 'l2' })
/** A stronger penalty, which is asked for. */
export const stronger = 0.1
export const l2Stronger = outcomeOf({ cure: 'l2', l2: stronger })
/** Mistaken: the sum before the first step. */
export const firstSquares = numbersOf(weightsOf(model, initialParameters(model, defaults.seed))).squares

const OBJECTIVE = add('L', mul(div('lambda', 2), 'S'))
const NOTATIONS: Notations = {
  L: { tex: 'L', quantity: 'loss' },
  lambda: { tex: '\\lambda', quantity: 'hyperparameter' },
  S: { tex: '{\\textstyle\\sum_i} w_i^2', quantity: 'parameter' },
}
const inNumbers = substitution(OBJECTIVE, { L: l2.trainLoss, lambda: lambda2, S: l2.weights.squares }, 3)
/** What the run with L2 has brought down, with its numbers at the end. */
export const objectiveTex = `${tex(expr('J'), { notations: { J: { tex: 'J', quantity: 'loss' } } })} = ${tex(
  OBJECTIVE,
  {
    notations: NOTATIONS,
  },
)} = ${texWithNumbers(OBJECTIVE, {
  notations: NOTATIONS,
  values: Object.fromEntries(Object.entries(inNumbers.shown).map(([name, s]) => [name, s.value])),
  digits: Object.fromEntries(Object.entries(inNumbers.shown).map(([name, s]) => [name, s.digits])),
})} = ${formatExactly(inNumbers.result.value).tex}`

/* ---- L1 ---- */

export const lambda1 = defaults.l1
export const l1 = outcomeOf({ cure: 'l1' })
export const small = SMALL

/** A weight that the loss has no use for, and gradient descent with this rate. */
export const idle = 0.02
export const rate = 0.1
/** How many steps L1 takes to bring it to 0: each takes α λ₁ away. */
export const idleSteps = Math.round(idle / (rate * lambda1))
/** Mistaken: without the rate. */
export const idleStepsNoRate = idle / lambda1
/** Mistaken: L2's pull, λ w, with the λ of L1, as if it stayed as large as at the start. */
export const idleStepsPull = idle / (rate * lambda1 * idle)
/** What is left of it after so many steps with L2. */
export const idleLeft = idle * (1 - rate * lambda2) ** idleSteps

/* ---- Dropout ---- */

export const dropRate = defaults.dropout
export const dropout = outcomeOf({ cure: 'dropout' })
/** A hidden value, and what becomes of it where it is kept. */
export const hidden = 0.6
export const kept = hidden / (1 - dropRate)
/** Mistaken: divided by the rate; multiplied by 1 − p. */
export const keptByRate = hidden / dropRate
export const keptShrunk = hidden * (1 - dropRate)

/* ---- Early stopping and augmentation ---- */

export const patience = defaults.patience
export const early = outcomeOf({ cure: 'early' })
export const sigma = defaults.jitter
export const jitter = outcomeOf({ cure: 'jitter' })

/* ---- When it breaks ---- */

export const strongLambda = tries.strong.l2
export const wideSigma = tries.wide.jitter
export const wide = outcomeOf({ cure: 'jitter', jitter: wideSigma })

export const years = {
  hoerl: 1970,
  tibshirani: 1996,
  bishop: 1995,
  srivastava: 2014,
  prechelt: 1998,
} as const
