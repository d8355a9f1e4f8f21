/*
 * Every number of this lesson, computed by the core. Both languages import these names; neither types a number.
 * A name ending in `Tex` is TeX for `<Formula>`; `tries` holds the properties of every `<Try>`, in the order of the
 * text: `<Try {...facts.tries.hundredth}>…</Try>`.
 */
import { add, call, type Expr, expr, sub } from '../../src/core/formula/expr.ts'
import { substitution } from '../../src/core/formula/precision.ts'
import type { Notations } from '../../src/core/formula/quantity.ts'
import { tex, texWithNumbers } from '../../src/core/formula/tex.ts'
import { NEGATIVE_PART, POSITIVE_PART } from '../../src/core/loss/binary-cross-entropy-from-probability.ts'
import { FLOAT_LIMITS } from '../../src/core/loss/float-format.ts'
import { type PointwiseLossId, pointwiseLossOf } from '../../src/core/loss/index.ts'
import { pointwiseLoss } from '../../src/core/loss/pointwise.ts'
import type { Reduction } from '../../src/core/loss/reduction.ts'
import { softmaxFormula, stageValues } from '../../src/core/loss/softmax-formulas.ts'
import { type SoftmaxOptions, type SoftmaxStages, softmaxStages } from '../../src/core/loss/softmax-stages.ts'
import { sigmoid } from '../../src/core/network/activation.ts'

const RAIN = [0, 1, 0, 1] as const
const FORECAST = [0.3, 0.7, 0.1, 0.9] as const
/** Three days of rain in four. */
const THREE_OF_FOUR = [1, 1, 1, 0] as const

/** The figures as they first appear. */
export const widgets = {
  bench: { loss: 'bce', targets: RAIN, predictions: FORECAST, focus: 2 },
  lab: { logits: [2, 1, 0.1], target: 'A' },
} as const

/** The settings of every link into a widget, in the order of the text. */
export const tries = {
  hundredth: { at: 1, targets: RAIN, predictions: [0.3, 0.005, 0.1, 0.9], focus: 2 },
  common: { at: 1, targets: THREE_OF_FOUR, predictions: [0.5, 0.5, 0.5, 0.5] },
  best: { at: 1, targets: THREE_OF_FOUR, predictions: [0.75, 0.75, 0.75, 0.75] },
  score: { at: 1, loss: 'bce-logits', targets: [1], predictions: [-10] },
  hot: { at: 2, temperature: 100 },
  cold: { at: 2, temperature: 0.05 },
  thirdAtTwo: { at: 2, target: 'C', focus: 'C', temperature: 2, stage: 'loss' },
  naive: { at: 2, shift: 1000, method: 'naive', stage: 'exponential' },
  shifted: { at: 2, shift: 1000, stage: 'shifted' },
  single: {
    at: 2,
    logits: [88, 89],
    method: 'naive',
    precision: 'float32',
    focus: 'B',
    stage: 'exponential',
  },
  slipHalf: { at: 1, targets: [1, 1], predictions: [0.7, 0.9], reduction: 'sum' },
  slipWhole: { at: 1, targets: RAIN, predictions: FORECAST, reduction: 'sum' },
  certain: { at: 1, targets: RAIN, predictions: [0.3, 0, 0.1, 0.9], focus: 2 },
  lost: { at: 2, logits: [0, -800], target: 'B', focus: 'B', method: 'naive', stage: 'loss' },
} as const

/** The value, terms and gradient of a loss with one prediction a sample. */
export const lossOf = (
  id: PointwiseLossId,
  targets: readonly number[],
  predictions: readonly number[],
  reduction: Reduction = 'mean',
) => pointwiseLoss(pointwiseLossOf(id), { targets, predictions, reduction })

const binary = (targets: readonly number[], predictions: readonly number[], reduction?: Reduction) =>
  lossOf('binary-cross-entropy', targets, predictions, reduction)

/** What one prediction adds when the class is 1: −ln p. */
const whenTrue = (p: number): number => binary([1], [p]).value

/* ---- Opening: each tenth costs the same ---- */

export const half = 0.5
export const twentieth = 0.05
export const hundredth = tries.hundredth.predictions[1]
export const atHalf = whenTrue(half)
export const atTwentieth = whenTrue(twentieth)
export const atHundredth = whenTrue(hundredth)
/** ln 10 = 2.303: what a tenth of the probability adds. */
export const costOfTenth = Math.LN10

/* ---- Binary cross-entropy: widget 1 ---- */

export const [, prediction] = FORECAST
export const [firstPrediction] = FORECAST
const bench = binary(RAIN, FORECAST)
/** The four terms: 0.3567, 0.3567, 0.1054, 0.1054. */
export const [firstTerm, secondTerm, thirdTerm] = bench.terms as readonly [number, number, number, number]
/** 0.2310 and 0.9241. */
export const mean = bench.value
export const sum = binary(RAIN, FORECAST, 'sum').value

const NOTATIONS: Notations = {
  y: { tex: 'y' },
  p: { tex: '\\hat y', quantity: 'parameter' },
  z: { tex: 'z', quantity: 'parameter' },
}
const TERM = sub(POSITIVE_PART, NEGATIVE_PART.of)
const LOSS = '\\htmlClass{q q-loss}{\\ell}'
const aligned = (lines: readonly string[]): string =>
  `\\begin{aligned}${lines.join('\\\\[2pt]')}\\end{aligned}`

/** name = formula with numbers = result, such that the shown numbers give the shown result. */
function numbersLine(
  name: string,
  e: Expr,
  values: Readonly<Record<string, number>>,
  notations: Notations,
): string {
  const { shown, result } = substitution(e, values, 4)
  const numbers = texWithNumbers(e, {
    notations,
    values: Object.fromEntries(Object.keys(shown).map((key) => [key, values[key]!])),
    digits: Object.fromEntries(Object.entries(shown).map(([key, s]) => [key, s.digits])),
  })
  return `${name} &= ${numbers} = ${result.tex}`
}

/** ℓ = −y ln ŷ − (1 − y) ln(1 − ŷ) */
export const termTex = `${LOSS} = ${tex(TERM, { notations: NOTATIONS })}`
/** The same for the first two samples of widget 1. */
export const termsTex = aligned(
  [0, 1].map((i) =>
    numbersLine(LOSS.replace('\\ell', `\\ell_${i + 1}`), TERM, { y: RAIN[i]!, p: FORECAST[i]! }, NOTATIONS),
  ),
)

/* ---- Why the logarithm ---- */

/** What the forecast gave to each thing that happened: 0.7, 0.7, 0.9, 0.9; their product is 0.3969. */
export const given = RAIN.map((y, i) => (y === 1 ? FORECAST[i]! : 1 - FORECAST[i]!))
export const likelihood = given.reduce((product, p) => product * p, 1)

export const bestCommon = tries.best.predictions[0]
export const commonMean = (p: number): number => binary(THREE_OF_FOUR, [p, p, p, p]).value
/** The entropy of three in four, 0.5623. */
export const atBest = commonMean(bestCommon)
/** Mistaken: the sum. */
export const atBestSum = 4 * atBest
/** Mistaken: logarithms with base 2. */
export const atBestBits = atBest / Math.LN2
/** Mistaken: the days without rain left out. */
export const atBestHalf = (3 * whenTrue(bestCommon)) / 4
/** Mistaken: stopped at one half. */
export const atStart = commonMean(tries.common.predictions[0])

/* ---- From a score to a probability ---- */

export const score = tries.score.predictions[0]
/** σ(−10) = 0.0000454. */
export const scoreProbability = sigmoid(score)
export const scoreSlope = lossOf('binary-cross-entropy-from-logits', [1], [score]).gradient[0]!
/** (σ(z) − 1)² differentiated: 2(σ − 1)·σ(1 − σ). */
export const squaredSlope = 2 * (scoreProbability - 1) * scoreProbability * (1 - scoreProbability)

/* ---- Several classes: widget 2 ---- */

const usual: SoftmaxOptions = { temperature: 1, stable: true, precision: 'float64', target: 0 }
export const lab = (
  logits: readonly number[] = widgets.lab.logits,
  options: Partial<SoftmaxOptions> = {},
): SoftmaxStages => softmaxStages(logits, { ...usual, ...options })

const first = lab()
export const logits = widgets.lab.logits
export const [pA, pB, pC] = first.probabilities as readonly [number, number, number]
export const labLoss = first.loss!
export const [gA, gB, gC] = first.gradient as readonly [number, number, number]

const classNotations: Notations = {
  E: { tex: 'E' },
  S: { tex: 'S' },
  p: { tex: 'p_{\\mathrm{A}}' },
}
const EXPONENTIALS = logits.map((_, k): Expr => call('exp', expr(`z${k}`))).reduce((a, b) => add(a, b))

/** Softmax and loss of widget 2 in numbers, by the definition: S, p of A, ℓ. */
function labInNumbers(): string {
  const byDefinition = lab(logits, { stable: false })
  const z = Object.fromEntries(logits.map((x, k) => [`z${k}`, x]))
  const zs: Notations = Object.fromEntries(
    logits.map((_, k) => [`z${k}`, { tex: `z_${k}`, quantity: 'parameter' }]),
  )
  const values = stageValues('probability', byDefinition, 0)
  const share = softmaxFormula('probability', false, logits.length)
  const loss = softmaxFormula('loss', false, logits.length)
  return aligned([
    numbersLine('S', EXPONENTIALS, z, zs),
    numbersLine('p_{\\mathrm{A}}', share, values, classNotations),
    numbersLine(LOSS, loss, { p: byDefinition.probabilities[0]! }, classNotations),
  ])
}
export const labTex = labInNumbers()

export const hot = tries.hot.temperature
export const cold = tries.cold.temperature
export const hottest = Math.max(...lab(logits, { temperature: hot }).probabilities)
export const coldest = Math.max(...lab(logits, { temperature: cold }).probabilities)

/** The question: class C is right, T = 2. */
export const questionT = tries.thirdAtTwo.temperature
export const thirdLoss = lab(logits, { target: 2, temperature: questionT }).loss!
/** Mistaken: T left out. */
export const thirdWithoutT = lab(logits, { target: 2 }).loss!
/** Mistaken: multiplied by T. */
export const thirdTimesT = lab(logits, { target: 2, temperature: 1 / questionT }).loss!
/** Mistaken: the probability instead of the loss. */
export const thirdProbability = lab(logits, { target: 2, temperature: questionT }).probabilities[2]!
/** Mistaken: the loss of class A. */
export const thirdOfA = lab(logits, { target: 0, temperature: questionT }).loss!

/* ---- Large logits ---- */

export const shift = tries.naive.shift
export const shiftedLogits = logits.map((z) => z + shift)
export const doubleLimit = FLOAT_LIMITS.float64.expOverflowsAbove
export const singleLimit = FLOAT_LIMITS.float32.expOverflowsAbove
/** In float32 the second overflows and the first does not. */
export const [singleFits, singleOverflows] = tries.single.logits
export const shiftedStages = lab(shiftedLogits)

/* ---- The slip ---- */

/** What circulates, and the sum that its formula really gives: 0.4620. */
export const printed = 0.415
export const positivesOnly = binary(tries.slipHalf.targets, tries.slipHalf.predictions, 'sum').value

/* ---- When it breaks ---- */

export const [, lostLogit] = tries.lost.logits
export const lostStable = lab(tries.lost.logits, { target: 1 }).loss!

/** What the example in circulation prints. */
export const circulating = 0.415
/** Where PyTorch's BCELoss cuts the logarithm off, as its documentation says. */
export const leastLogarithm = -100
