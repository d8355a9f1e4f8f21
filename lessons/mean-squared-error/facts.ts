/*
 * Every number of this lesson, computed by the core. Both languages import these names; neither types a number.
 * `tries` holds the properties of every `<Try>`, in the order of the text.
 */
import { add, div, type Expr, expr } from '../../src/core/formula/expr.ts'
import { formatNumber, substitution } from '../../src/core/formula/precision.ts'
import type { Notations } from '../../src/core/formula/quantity.ts'
import { tex, texWithNumbers } from '../../src/core/formula/tex.ts'
import { huber } from '../../src/core/loss/huber.ts'
import { meanAbsoluteError } from '../../src/core/loss/mean-absolute-error.ts'
import { meanSquaredError } from '../../src/core/loss/mean-squared-error.ts'
import { pointwiseLoss, type PointwiseLoss, type PointwiseResult } from '../../src/core/loss/pointwise.ts'
import type { Reduction } from '../../src/core/loss/reduction.ts'

/** A loss of some samples, by the core. */
export const lossOf = (
  loss: PointwiseLoss,
  targets: readonly number[],
  predictions: readonly number[],
  reduction: Reduction = 'mean',
  parameters: Readonly<Record<string, number>> = {},
): PointwiseResult => pointwiseLoss(loss, { targets, predictions, reduction, parameters })

/** When the cited works appeared. */
export const years = { legendre: 1805, gauss: 1809, brier: 1950, huber: 1964 }

/* ---- Widget 1: four samples ---- */

export const targets = [2, 3, 1, 4]
export const predictions = [2.5, 2, 1, 5.5]
/** Widget 2: five targets of which the last has slipped a digit, and one prediction for all. */
export const outlierTargets = [2, 3, 1, 4, 15]
const [, , , , outlierValue] = outlierTargets as [number, number, number, number, number]
/** What the last target should have been. */
export const intended = 5
const constant = (c: number): readonly number[] => outlierTargets.map(() => c)

const labels = { targets: [0, 1, 0, 1], predictions: [0.3, 0.7, 0.1, 0.9] }
const swing = { near: 2.8, far: 3.2, target: 3, alpha: 0.4 }

/** The settings of every link into a widget, in the order of the text. */
export const tries = {
  sum: { at: 1, reduction: 'sum' },
  sixSamples: {
    at: 1,
    targets: [...targets, 2, 3],
    predictions: [...predictions, 2, 3],
    focus: 4,
  },
  mean: { at: 2, predictions: constant(5) },
  absolute: { at: 2, loss: 'mae' },
  huber: { at: 2, loss: 'huber', delta: 1 },
  slip: { at: 1, ...labels },
  slipCrossEntropy: { at: 1, loss: 'bce', ...labels },
  swingBefore: { at: 2, loss: 'mae', targets: [swing.target], predictions: [swing.near] },
  swingAfter: { at: 2, loss: 'mae', targets: [swing.target], predictions: [swing.far] },
} as const

const first = lossOf(meanSquaredError, targets, predictions)
export const missFourth = predictions[3]! - targets[3]!
export const termFourth = first.terms[3]!
export const count = targets.length
export const mse = first.value
export const sum = lossOf(meanSquaredError, targets, predictions, 'sum').value
/** How much of the loss the fourth sample makes up. */
export const shareFourth = termFourth / sum

/** The opening question: the fourth prediction misses by twice as much. */
export const twiceMiss = -2 * missFourth
export const twicePrediction = targets[3]! + twiceMiss
export const twiceTerm = lossOf(meanSquaredError, [targets[3]!], [twicePrediction]).value
/** How far that is. */
export const twiceDistance = Math.abs(twiceMiss)
/** Mistaken: twice the miss, so twice the term. */
export const twiceTermLinear = 2 * termFourth
/** Mistaken: the residual itself. */
export const twiceTermAbsolute = twiceDistance
/** Mistaken: a minus sign carried out of the square. */
export const twiceTermNegative = -twiceTerm

/* ---- The formulas, printed from the core's trees ---- */

const notations: Notations = {
  y: { tex: 'y_i' },
  p: { tex: '\\hat y_i', quantity: 'parameter' },
  n: { tex: 'n' },
  delta: { tex: '\\delta', quantity: 'hyperparameter' },
}
const aligned = (lines: readonly string[], gap = 6): string =>
  `\\begin{aligned}${lines.join(`\\\\[${gap}pt]`)}\\end{aligned}`
const symbols = (e: Expr): string => tex(e, { notations })
const lossq = (text: string): string => `\\htmlClass{q q-loss}{${text}}`
const grad = (text: string): string => `\\htmlClass{q q-gradient}{${text}}`
const pieceOf = (loss: PointwiseLoss, i = 0) => loss.pieces[i]!
const wholeOf = (term: string): string => `\\frac{1}{n}\\sum_{i=1}^{n} ${term}`

/** ℓᵢ = (ŷᵢ − yᵢ)² and the mean of these. */
export const mseTex = aligned([
  `${lossq('\\ell_i')} &= ${symbols(pieceOf(meanSquaredError).term)}`,
  `${lossq('L')} &= ${wholeOf(lossq('\\ell_i'))}`,
])

/** A formula with its numbers and its result; the terms of widget 1 have few digits. */
function worked(name: string, e: Expr, values: Readonly<Record<string, number>>, own: Notations): string {
  const { shown, result } = substitution(e, values, 4)
  const entries = Object.entries(shown)
  const numbers = texWithNumbers(e, {
    notations: own,
    values: Object.fromEntries(entries.map(([key, s]) => [key, s.value])),
    digits: Object.fromEntries(entries.map(([key, s]) => [key, s.digits])),
  })
  return `${name} &= ${numbers} = ${formatNumber(result.value, 4).tex}`
}

const termNames = targets.map((_, i) => `l${i}`)
const sumTree = termNames.slice(1).reduce<Expr>((left, name) => add(left, name), expr(termNames[0]!))
/** The fourth term and the mean of widget 1 with their numbers. */
export const mseNumbersTex = aligned([
  worked(lossq('\\ell_4'), pieceOf(meanSquaredError).term, { p: predictions[3]!, y: targets[3]! }, notations),
  worked(
    lossq('L'),
    div(sumTree, 'n'),
    { ...Object.fromEntries(termNames.map((name, i) => [name, first.terms[i]!])), n: count },
    {},
  ),
])

const slopeTree = div(pieceOf(meanSquaredError).slope, 'n')
const partial = grad('\\frac{\\partial L}{\\partial \\htmlClass{q q-parameter}{\\hat y_i}}')
/** ∂L/∂ŷᵢ = 2(ŷᵢ − yᵢ)/n */
export const gradientTex = `${partial} = ${symbols(slopeTree)}`
/** The same for the fourth sample of widget 1. */
export const gradientNumbersTex = aligned([
  worked(
    grad('\\frac{\\partial L}{\\partial \\htmlClass{q q-parameter}{\\hat y_4}}'),
    slopeTree,
    { p: predictions[3]!, y: targets[3]!, n: count },
    notations,
  ),
])

const whereHuber = pieceOf(huber).where!
/** Absolute error, and Huber's two pieces. */
export const absoluteTex = `${lossq('\\ell_i')} = ${symbols(pieceOf(meanAbsoluteError).term)}`
export const huberTex =
  `${lossq('\\ell_i')} = \\begin{cases}` +
  `${symbols(pieceOf(huber).term)} & ${symbols(whereHuber.left)} \\le ${symbols(whereHuber.atMost)}\\\\[4pt]` +
  `${symbols(pieceOf(huber, 1).term)} & ${symbols(whereHuber.left)} > ${symbols(whereHuber.atMost)}\\end{cases}`

/* ---- The gradient ---- */

export const [gradientFirst, gradientSecond, gradientThird, gradientFourth] = first.gradient as [
  number,
  number,
  number,
  number,
]
export const gradientFourthOfSum = lossOf(meanSquaredError, targets, predictions, 'sum').gradient[3]!

/** The second question: two further samples that are predicted exactly. */
const six = lossOf(meanSquaredError, tries.sixSamples.targets, tries.sixSamples.predictions)
export const sixCount = tries.sixSamples.targets.length
export const gradientOfSix = six.gradient[3]!
/** Mistaken: still divided by four. */
export const gradientOfSixOldCount = gradientFourth
/** Mistaken: not divided at all. */
export const gradientOfSixSum = gradientFourthOfSum
/** Mistaken: without the factor 2. */
export const gradientOfSixNoFactor = missFourth / sixCount
/** Mistaken: target minus prediction. */
export const gradientOfSixWrongSign = -gradientOfSix

/* ---- One prediction for all: mean, median, and between ---- */

export const slipped = outlierValue
export const typicalPrediction = 3
export const ofConstant = (loss: PointwiseLoss, c: number, delta = 1): number =>
  lossOf(loss, outlierTargets, constant(c), 'mean', loss === huber ? { delta } : {}).value
const sorted = [...outlierTargets].sort((a, b) => a - b)
export const mean = outlierTargets.reduce((a, b) => a + b, 0) / outlierTargets.length
export const median = sorted[(sorted.length - 1) / 2]!
/** Both, had the last target been what was meant. */
export const intendedMean =
  [...outlierTargets.slice(0, -1), intended].reduce((a, b) => a + b, 0) / outlierTargets.length
/** Mistaken: halfway between the smallest and the largest. */
export const midrange = (sorted[0]! + sorted[sorted.length - 1]!) / 2
export const mseAtMedian = ofConstant(meanSquaredError, median)
export const mseAtMean = ofConstant(meanSquaredError, mean)
export const maeAtMedian = ofConstant(meanAbsoluteError, median)
export const maeAtMean = ofConstant(meanAbsoluteError, mean)

const outlierSquares = lossOf(meanSquaredError, outlierTargets, constant(median), 'sum')
/** The outlier's part of the squared loss at the median. */
export const outlierShare = outlierSquares.terms[4]! / outlierSquares.value
const gradients = (loss: PointwiseLoss): number => lossOf(loss, outlierTargets, constant(median)).gradient[4]!
export const outlierPullSquared = gradients(meanSquaredError)
export const outlierPullAbsolute = gradients(meanAbsoluteError)
/** With δ = 1, in a mean of five samples. */
export const huberDelta = tries.huber.delta
export const outlierPullHuber = gradients(huber)

/** The constant that makes Huber's loss least, found by halving: its slope grows with c. */
export function bestForHuber(delta: number): number {
  const slope = (c: number): number =>
    lossOf(huber, outlierTargets, constant(c), 'sum', { delta }).gradient.reduce((a, b) => a + b, 0)
  let [low, high] = [sorted[0]!, sorted[sorted.length - 1]!]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (slope(middle) < 0) low = middle
    else high = middle
  }
  return Number(((low + high) / 2).toPrecision(12))
}
export const wideDelta = 5
export const huberBest = bestForHuber(wideDelta)

/* ---- The slip: labels 0, 1, 0, 1 ---- */

const slip = lossOf(meanSquaredError, labels.targets, labels.predictions)
export const slipRight = slip.value
export const slipSum = lossOf(meanSquaredError, labels.targets, labels.predictions, 'sum').value
export const slipTermLarge = slip.terms[0]!
export const slipTermSmall = slip.terms[2]!
/** Half the sum, which is what circulates. */
export const slipHalf = slipSum / 2

/* ---- When it breaks: absolute error near its target ---- */

export const swingTarget = swing.target
export const swingNear = swing.near
export const swingFar = swing.far
export const swingAlpha = swing.alpha
const slopeAt = (loss: PointwiseLoss, prediction: number): number =>
  lossOf(loss, [swing.target], [prediction]).gradient[0]!
/** One step of gradient descent on the prediction itself. */
export const stepFrom = (loss: PointwiseLoss, prediction: number): number =>
  prediction - swing.alpha * slopeAt(loss, prediction)
export const swingSlopeNear = slopeAt(meanAbsoluteError, swing.near)
export const swingSlopeFar = slopeAt(meanAbsoluteError, swing.far)
/** The same step with squares comes nearer. */
export const squaredStep = stepFrom(meanSquaredError, swing.near)

/** What the example in circulation prints. */
export const circulating = 0.1
