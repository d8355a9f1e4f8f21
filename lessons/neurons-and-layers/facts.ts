/*
 * Every number of this lesson, computed by the core. Both languages import these names; neither types a number.
 * A name ending in `Tex` is TeX for `<Formula>`; `widgets` and `tries` hold the properties of every `<Widget>` and
 * `<Try>`, in the order of the text: `<Try {...facts.tries.linear}>…</Try>`.
 */
import { makeDataset, type Dataset, type Sample } from '../../src/core/dataset/index.ts'
import { add, div, call, expr, mul, neg, type Expr } from '../../src/core/formula/expr.ts'
import { formatExactly, substitution } from '../../src/core/formula/precision.ts'
import type { Notations } from '../../src/core/formula/quantity.ts'
import { texWithNumbers } from '../../src/core/formula/tex.ts'
import { binaryCrossEntropy, crossEntropyFromLogit } from '../../src/core/loss/binary-cross-entropy.ts'
import { accuracy } from '../../src/core/metric/index.ts'
import {
  batches,
  epochOf,
  forward,
  initialParameters,
  parameterCount as countParameters,
  startState,
  trainStep,
  weightMask,
  widths,
  type DenseSpec,
  type TrainState,
} from '../../src/core/network/index.ts'
import { trainingOptimizer } from '../../src/core/optimizer/index.ts'
import { init, specOf, type Settings } from '../../src/widgets/network-playground/model.ts'
import { params } from '../../src/widgets/network-playground/params.ts'

/* ---- The widgets and the links into them ---- */

/** The properties of the two widgets. */
export const widgets = {
  oneNeuron: { data: 'circles', layers: [] },
  twoLayers: { data: 'circles', layers: [4, 2], optimizer: 'adam', learningRate: 0.03, batch: 16 },
} as const

const ofOne = { at: 1, ...widgets.oneNeuron } as const
const ofTwo = { at: 2, ...widgets.twoLayers } as const

/** The properties of every link, in the order of the text. */
export const tries = {
  linear: { ...ofOne, layers: [4, 4], activation: 'linear' },
  bends: { ...ofOne, layers: [4], learningRate: 0.1 },
  slip: { ...ofTwo, learningRate: 0.0001 },
  tooLarge: { ...ofTwo, optimizer: 'gradient-descent', learningRate: 10 },
  overflows: { ...ofTwo, activation: 'linear', optimizer: 'gradient-descent', learningRate: 10 },
  twoUnits: { ...ofTwo, layers: [2] },
  overfits: { ...ofTwo, layers: [8, 8], noise: 0.3, trainShare: 0.1 },
} as const

/* ---- Training as the widget does it, in float64 ---- */

const defaults = Object.fromEntries(
  Object.entries(params).map(([name, param]) => [name, param.default]),
) as unknown as Settings

/** Loss and accuracy on both sets. */
export interface Scores {
  readonly trainLoss: number
  readonly trainAccuracy: number
  readonly validationLoss: number
  readonly validationAccuracy: number
}

/** A run that can be carried on. */
export interface Run {
  readonly model: DenseSpec
  readonly data: Dataset
  /** The state after the steps made so far. */
  readonly state: () => TrainState
  readonly scores: () => Scores
  /** Makes so many steps more. */
  readonly train: (steps: number) => Run
}

/** The points of those rows. */
function rowsOf(sample: Sample, rows: Uint32Array): { x: Float32Array; y: Float32Array } {
  const x = Float32Array.from({ length: 2 * rows.length }, (_, k) => sample.x[2 * rows[k >> 1]! + (k & 1)]!)
  return { x, y: Float32Array.from(rows, (row) => sample.y[row]!) }
}

/** How well the parameters do on both sets. */
export function scoresOf(model: DenseSpec, parameters: ArrayLike<number>, data: Dataset): Scores {
  const of = ({ x, y }: Sample) => {
    const { logits } = forward(model, parameters, x)
    return { loss: binaryCrossEntropy(logits, y), accuracy: accuracy(logits, y) }
  }
  const [train, validation] = [of(data.train), of(data.validation)]
  return {
    trainLoss: train.loss,
    trainAccuracy: train.accuracy,
    validationLoss: validation.loss,
    validationAccuracy: validation.accuracy,
  }
}

/** The run of the widget with these properties, all others at their defaults; `data` may be put in its place. */
export function start(props: Readonly<Record<string, unknown>>, given?: Dataset): Run {
  const spec = specOf(init({ ...defaults, ...props }))
  const { model, batchSize, l2, seed } = spec
  const data = given ?? makeDataset(spec.data)
  const rule = trainingOptimizer(spec.optimizer.id)
  const batch = batches(seed, data.train.n, batchSize)
  let state = startState(rule, initialParameters(model, seed))
  const run: Run = {
    model,
    data,
    state: () => state,
    scores: () => scoresOf(model, state.parameters, data),
    train: (steps) => {
      for (let k = 0; k < steps; k++) {
        const points = rowsOf(data.train, batch(state.step))
        state = trainStep(model, state, points, rule, spec.optimizer.hyperparameters, l2)
      }
      return run
    },
  }
  return run
}

/* ---- One neuron, widget 1 ---- */

/** The point at which the neuron is computed by hand. */
export const [pointX1, pointX2] = [0.5, 0.4] as const
const single = start(widgets.oneNeuron)
const [w1, w2, b] = single.state().parameters as unknown as readonly [number, number, number]

const NEURON_NOTATIONS: Notations = {
  w1: { tex: 'w_1', quantity: 'parameter' },
  w2: { tex: 'w_2', quantity: 'parameter' },
  b: { tex: 'b', quantity: 'parameter' },
  x1: { tex: 'x_1' },
  x2: { tex: 'x_2' },
  z: { tex: 'z' },
}

/** A formula with its numbers put in, and its result, to so many digits. */
function inNumbers(e: Expr, values: Readonly<Record<string, number>>, digits: number): string {
  const { shown, result } = substitution(e, values, digits)
  const entries = Object.entries(shown)
  const numbers = texWithNumbers(e, {
    notations: NEURON_NOTATIONS,
    values: Object.fromEntries(entries.map(([key, s]) => [key, s.value])),
    digits: Object.fromEntries(entries.map(([key, s]) => [key, s.digits])),
  })
  return `${numbers} = ${formatExactly(result.value).tex}`
}

const sumTree = add(add(mul('x1', 'w1'), mul('x2', 'w2')), 'b')
const sigmoidTree = div(1, add(1, call('exp', neg(expr('z')))))
/** The weighted sum at that point, with the first weights of widget 1. */
export const neuronSum = forward(single.model, single.state().parameters, [pointX1, pointX2]).logits[0]!
/** Its sigmoid: the probability of class 1. */
export const neuronOutput = 1 / (1 + Math.exp(-neuronSum))
/** Sum and sigmoid of the output neuron of widget 1 at that point, with its first weights put in. */
export const neuronTex = [
  '\\begin{aligned}',
  `z &= ${inNumbers(sumTree, { w1, w2, b, x1: pointX1, x2: pointX2 }, 3)}\\\\[2pt]`,
  `p &= \\sigma(z) = ${inNumbers(sigmoidTree, { z: neuronSum }, 3)}`,
  '\\end{aligned}',
].join('')

/** A long training of widget 1. */
export const oneNeuronSteps = 800
const { validationAccuracy } = start(widgets.oneNeuron).train(oneNeuronSteps).scores()
/** What it reaches. */
export const oneNeuronAccuracy = validationAccuracy

/** In how many directions straight lines are tried. */
export const lineDirections = 360
/** The best accuracy of the lines of one direction: the points sorted across it, cut at every place, either way. */
function bestCut({ x, y, n }: Sample, angle: number): number {
  const across = (i: number): number => Math.cos(angle) * x[2 * i]! + Math.sin(angle) * x[2 * i + 1]!
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => across(i) - across(j))
  let right = y.reduce((ones, label) => ones + label, 0)
  let best = right
  for (const i of order) {
    right += y[i] === 1 ? -1 : 1
    best = Math.max(best, right)
  }
  return best / n
}
/** The validation accuracy of the best straight line among all of those directions. */
export const bestLineAccuracy = Math.max(
  ...Array.from({ length: lineDirections }, (_, k) =>
    bestCut(single.data.validation, (2 * Math.PI * k) / lineDirections),
  ),
)

/* ---- Layers ---- */

const two = start(widgets.twoLayers)
/** Parameters of the network 2-4-2-1. */
export const parameterCount = countParameters(two.model)
/** Its weights alone: the biases forgotten. */
export const weightCount = weightMask(two.model).reduce((sum, one) => sum + one, 0)
export const biasCount = parameterCount - weightCount
/** The inputs counted as neurons with a bias each. */
export const countWithInputs = parameterCount + widths(two.model)[0]!

/* ---- Loss and metric ---- */

/** The probability that is sure and wrong. */
export const sureP = 0.1
/** −ln 0.1 */
export const sureLoss = crossEntropyFromLogit(Math.log(sureP / (1 - sureP)), 1)
/** Mistaken: the loss of class 0, −ln 0.9. */
export const sureLossOther = crossEntropyFromLogit(Math.log(sureP / (1 - sureP)), 0)
/** Mistaken: the logarithm to base 10. */
export const sureLossBase10 = -Math.log10(sureP)
/** The loss of p = ½, with which training begins about: ln 2. */
export const evenLoss = crossEntropyFromLogit(0, 1)

/** By how much one weight is moved to see what loss and accuracy do. */
export const tinyChange = 1e-6

/** How many points train and validate in both widgets. */
export const trainPoints = two.data.train.n
export const validationPoints = two.data.validation.n

/* ---- Training, widget 2 ---- */

/** Points for each step. */
export const batchSize = widgets.twoLayers.batch
/** Steps of an epoch that are counted. */
export const hundred = 100
/** 100 · 16 / 150 epochs. */
export const epochAfterHundred = epochOf(hundred, trainPoints, batchSize)
/** How many of them are over, which is what the widget shows. */
export const epochShown = Math.floor(epochAfterHundred)

/** How long widget 2 is trained for the question. */
export const trainedSteps = 400
/** Loss and accuracy before the first step. */
export const before = two.scores()
/** … and after the last. */
export const after = start(widgets.twoLayers).train(trainedSteps).scores()
/** In per cent, as the question asks. */
export const afterPercent = 100 * after.validationAccuracy
export const afterPercentTolerance = 3
/** How many validation points that is. */
export const rightPoints = Math.round(after.validationAccuracy * validationPoints)
/** Mistaken: read before training. */
export const beforePercent = 100 * before.validationAccuracy
/** Mistaken: a share, not per cent. */
export const afterShare = after.validationAccuracy

/** When the works that the text names appeared. */
export const years = { rosenblatt: 1958, rumelhart: 1986, cybenko: 1989, glorot: 2010 } as const

/* ---- When it breaks ---- */

/** The learning rate that is too large. */
export const largeRate = tries.tooLarge.learningRate
/** The learning rate of the slip's link, at which hardly anything moves. */
export const smallRate = tries.slip.learningRate
/** How many points train in the link that overfits. */
export const fewPoints = start(tries.overfits).data.train.n
/** How long that link is trained. */
export const overfitSteps = 600
