/*
 * Every number of this lesson, computed by the core. Both languages import these names; neither types a number.
 * `widgets` and `tries` hold the properties of every `<Widget>` and `<Try>`, in the order of the text:
 * `<Try {...facts.tries.wanders}>…</Try>`.
 */
import { type LeastSquares, leastSquares, type Point } from '../../src/core/objective/least-squares.ts'
import { miniBatches, type Samples } from '../../src/core/objective/sampling.ts'
import { gradientDescent } from '../../src/core/optimizer/gradient-descent.ts'
import type { Scheduling } from '../../src/core/optimizer/scheduling.ts'
import { stabilityBound } from '../../src/core/optimizer/stability.ts'
import { type Trajectory, trajectory } from '../../src/core/optimizer/trajectory.ts'
import { linear } from '../../src/core/schedule/linear.ts'
import { settingsOf } from '../../src/core/schedule/schedule.ts'
import { start as startNetwork } from '../neurons-and-layers/facts.ts'

/* ---- The widgets and the links into them ---- */

/** x and y of every point of widget 1, in a row. */
export const points = [-3, -1, -2, 0.5, -1, 0, 1, 2, 2, 1.5, 3, 3]
/** Points that lie on the line y = 0.5·x + 1. */
const agreeing = [-3, -0.5, -2, 0, -1, 0.5, 1, 1.5, 2, 2, 3, 2.5]
/** The samples of the slip: (1, 1), (1, 2) and (2, 3). */
const slipPoints = [1, 1, 1, 2, 2, 3]

/** The properties of the two widgets. */
export const widgets = {
  line: { objective: 'least-squares', points, batch: 'mini', size: 1, alpha: 0.05 },
  network: { data: 'circles', layers: [4], optimizer: 'gradient-descent', learningRate: 1, batch: 4 },
} as const

/** What every link changes, in the order of the text. */
export const tries = {
  wanders: { at: 1, step: 120 },
  all: { at: 1, batch: 'all', step: 120 },
  oneSample: { at: 1, batch: 'one', sample: 2, step: 12 },
  three: { at: 1, size: 3, step: 120 },
  half: { at: 1, alpha: 0.025, step: 240 },
  decays: { at: 1, schedule: 'linear', total: 300, step: 300 },
  agrees: { at: 1, points: agreeing, step: 120 },
  wholeSet: { at: 2, batch: 150 },
  slip: { at: 1, points: slipPoints, batch: 'one', sample: 1, start: [1, 0], alpha: 0.1, step: 1 },
  slipTells: { at: 1, points: slipPoints, batch: 'one', sample: 2, start: [1, 0], alpha: 0.1, step: 1 },
  breaksNot: { at: 1, alpha: 0.2, batch: 'all', step: 60 },
  breaks: { at: 1, alpha: 0.2, step: 60 },
} as const

/* ---- The line through six points, widget 1 ---- */

/** A row of numbers as points. */
const pairs = (row: readonly number[]): Point[] =>
  Array.from({ length: row.length / 2 }, (_, i) => [row[2 * i]!, row[2 * i + 1]!])

export const line = leastSquares(pairs(points))
/** n, the number of samples. */
export const sampleCount = line.points.length
export const [startW, startB] = line.start as readonly [number, number]
export const [bestW, bestB] = line.minima[0] as readonly [number, number]
/** The mean loss at the best line: no line does better. */
export const leastLoss = line.valueAt([bestW, bestB])
export const startLoss = line.valueAt(line.start)
export const alpha = widgets.line.alpha

export interface Descent {
  readonly alpha: number
  /** Which samples step t uses; left out, all of them. */
  readonly samplesOf?: (t: number) => Samples
  readonly schedule?: Scheduling
  readonly start?: readonly number[]
}

/** Gradient descent on the mean over samples. */
export const descend = (objective: LeastSquares, setup: Descent): Trajectory =>
  trajectory({
    rule: gradientDescent,
    objective,
    start: setup.start ?? objective.start,
    hyperparameters: { alpha: setup.alpha },
    changes: [],
    ...(setup.samplesOf
      ? { sampling: { samplesOf: setup.samplesOf, over: objective.over, term: objective.term } }
      : {}),
    ...(setup.schedule ? { schedule: setup.schedule } : {}),
  })

/** The mini-batches of widget 1: shuffled anew every epoch. */
export const shuffled = (size: number, seed = 1): ((t: number) => Samples) =>
  miniBatches(seed, sampleCount, size)

/* ---- Each sample's gradient at the start ---- */

export interface SampleRow {
  readonly x: number
  readonly y: number
  readonly dw: number
  readonly db: number
}
/** ∂ℓ/∂w and ∂ℓ/∂b of every sample at the start of widget 1. */
export const sampleRows: readonly SampleRow[] = line.points.map(([x, y], i) => {
  const [dw, db] = line.over([i]).gradientAt(line.start) as [number, number]
  return { x, y, dw, db }
})
/** The gradient over all samples at the start: −10 and 4. */
export const [fullDw, fullDb] = line.gradientAt(line.start) as [number, number]

/* ---- The question: the second sample, again and again ---- */

const again = descend(line, { alpha, samplesOf: () => [tries.oneSample.sample - 1] })
/** Where w settles: on the nearest line through that one point. */
export const againW = again.frame(400).theta[0]!
/** Mistaken: stopped after one step. */
export const againAfterOne = again.frame(1).theta[0]!
/** The mean loss over all six points there, larger than the least. */
export const againLoss = again.frame(400).loss

/* ---- Noise ---- */

const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length

/** σ²: the mean squared distance of a sample's gradient from the full gradient, at the start: 159. */
export const variance = mean(sampleRows.map(({ dw, db }) => (dw - fullDw) ** 2 + (db - fullDb) ** 2))
export interface NoiseRow {
  readonly size: number
  readonly withReplacement: number
  readonly without: number
}
/** Variance of a batch's gradient: σ²/B, and σ²/B·(n − B)/(n − 1). */
export const noiseRows: readonly NoiseRow[] = [1, 2, 3, 6].map((size) => ({
  size,
  withReplacement: variance / size,
  without: ((variance / size) * (sampleCount - size)) / (sampleCount - 1),
}))
/** The question: the batch that halves the standard deviation is so many times as large. */
export const halving = 4
/** Mistaken: what halves the variance. */
export const halvingVariance = 2
/** Mistaken: the root taken instead of the square. */
export const halvingRoot = Math.SQRT2

/* ---- The floor under a constant learning rate ---- */

/** The steps over which a floor is measured. */
export const [floorFrom, floorTo] = [100, 400] as const
/** How far the loss stays above the least loss, on average over those steps. */
export const floorOf = (run: Trajectory, least = leastLoss): number =>
  mean(Array.from({ length: floorTo - floorFrom }, (_, i) => run.frame(floorFrom + 1 + i).loss - least))

export const floor = floorOf(descend(line, { alpha, samplesOf: shuffled(1) }))
export const halfAlpha = tries.half.alpha
export const halfFloor = floorOf(descend(line, { alpha: halfAlpha, samplesOf: shuffled(1) }))
export const floorOfThree = floorOf(descend(line, { alpha, samplesOf: shuffled(3) }))
/** How many times lower the floor is with half the learning rate, the samples shuffled. */
export const shuffledRatio = floor / halfFloor

type Matrix = readonly [number, number, number, number]
const times = ([a, b, c, d]: Matrix, [e, f, g, h]: Matrix): Matrix => [
  a * e + b * g,
  a * f + b * h,
  c * e + d * g,
  c * f + d * h,
]
const turned = ([a, b, c, d]: Matrix): Matrix => [a, c, b, d]

/**
 * The expected floor when every step draws one sample anew, with replacement. With δ = θ − θ*, a step is
 * δ ← (I − αAᵢ)δ − αcᵢ, where Aᵢ is the second derivative of sample i and cᵢ its gradient at θ*. The cᵢ have mean 0, so
 * E δ tends to 0 and M = E δδᵀ to the fixed point of M ← mean of (I − αAᵢ)M(I − αAᵢ)ᵀ + α²cᵢcᵢᵀ; the loss then stays
 * ½ trace(AM) above the least.
 */
export function floorWithReplacement(rate: number): number {
  const parts = line.points.map((_, i) => {
    const part = line.over([i])
    const at = (dw: number, db: number): readonly [number, number] => {
      const [gw, gb] = part.gradientAt([bestW + dw, bestB + db])
      return [gw!, gb!]
    }
    const [c0, c1] = at(0, 0)
    const [w, b] = [at(1, 0), at(0, 1)]
    const hessian: Matrix = [w[0] - c0, b[0] - c0, w[1] - c1, b[1] - c1]
    const keep = [0, 1, 2, 3].map((k) => (k % 3 === 0 ? 1 : 0) - rate * hessian[k]!) as unknown as Matrix
    const noise: Matrix = [c0 * c0, c0 * c1, c1 * c0, c1 * c1]
    return { hessian, keep, noise }
  })
  const over = (of: (part: (typeof parts)[number]) => Matrix): Matrix =>
    [0, 1, 2, 3].map((k) => mean(parts.map((part) => of(part)[k]!))) as unknown as Matrix
  const noise = over((part) => part.noise)
  let moment: Matrix = [0, 0, 0, 0]
  for (let k = 0; k < 4000; k++) {
    const now = moment
    const kept = over(({ keep }) => times(times(keep, now), turned(keep)))
    moment = kept.map((x, i) => x + rate * rate * noise[i]!) as unknown as Matrix
  }
  const product = times(
    over((part) => part.hessian),
    moment,
  )
  return (product[0] + product[3]) / 2
}
/** How many times lower the expected floor is with half the learning rate, the samples drawn with replacement. */
export const replacedRatio = floorWithReplacement(alpha) / floorWithReplacement(halfAlpha)

const total = tries.decays.total
/** The learning rate falls along a straight line to zero. */
export const falling: Scheduling = { schedule: linear, settings: settingsOf(linear, { total }) }
/** How far above the least loss the run ends then. */
export const decayedExcess =
  descend(line, { alpha, samplesOf: shuffled(1), schedule: falling }).frame(total).loss - leastLoss
export const decaySteps = total

/** Points that lie on one line. */
export const agreeingLine = leastSquares(pairs(agreeing))
/* ---- Batch size and cost, widget 2 ---- */

/** Trains widget 2 with some batch size for so many epochs, at least that much. */
export function trained(batch: number, epochs: number, seed = 1) {
  const run = startNetwork({ ...widgets.network, batch, seed })
  const { n } = run.data.train
  const steps = Math.ceil((epochs * n) / Math.min(batch, n))
  return { n, steps, loss: run.train(steps).scores().trainLoss }
}
export const epochs = 10
const small = trained(widgets.network.batch, epochs)
const whole = trained(tries.wholeSet.batch, epochs)
export const trainPoints = small.n
export const sampleGradients = epochs * trainPoints
export const smallBatch = widgets.network.batch
export const smallSteps = small.steps
export const wholeSteps = whole.steps
export const smallLoss = small.loss
export const wholeLoss = whole.loss

/* ---- The slip: one step on the sample (1, 1), from w = 1, b = 0, α = 0.1 ---- */

const slipLine = leastSquares(pairs(slipPoints))
const slipStep = (sample: number): number =>
  descend(slipLine, {
    alpha: tries.slip.alpha,
    start: tries.slip.start,
    samplesOf: () => [sample - 1],
  }).frame(1).theta[0]!
export const slipStart = tries.slip.start[0]
/** On (1, 1), where the gradient is zero: 1. */
export const slipOnFirst = slipStep(tries.slip.sample)
/** On (1, 2): 1 + 0.2. */
export const slipOnSecond = slipStep(tries.slipTells.sample)
/** Mistaken: the circulating rule 1 − 0.1·(y − 1) on y = 2. */
export const slipPrinted = slipStart - tries.slip.alpha * (2 - slipStart)

/* ---- When it breaks ---- */

export const breaksAlpha = tries.breaks.alpha
export const breaksSteps = tries.breaks.step
const boundOf = (lambdaMax: number): number => stabilityBound(gradientDescent, {}, lambdaMax)!
/** 2/λmax of the mean over all samples, and of its steepest sample alone. */
export const boundOfAll = boundOf(line.lambdaMax!)
export const boundOfSteepest = Math.min(...line.points.map((_, i) => boundOf(line.over([i]).lambdaMax!)))
/** What a step with that rate multiplies the residual of the steepest sample by: −3. */
export const breaksFactor = 1 - (2 * breaksAlpha) / boundOfSteepest
export const breaksLoss = descend(line, { alpha: breaksAlpha, samplesOf: shuffled(1) }).frame(
  breaksSteps,
).loss

/* ---- Years of the works that the text names ---- */

export const years = { robbins: 1951, cochran: 1977, bottou: 2018 } as const
