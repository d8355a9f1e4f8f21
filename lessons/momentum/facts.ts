/*
 * Every number of this lesson, computed by the core. Both languages import these names; neither types a number.
 * A name ending in `Tex` is TeX for `<Formula>`; `tries` holds the properties of every `<Try>`.
 */
import { type Expr, expr } from '../../src/core/formula/expr.ts'
import { formatExactly, substitution } from '../../src/core/formula/precision.ts'
import type { Notation, Notations } from '../../src/core/formula/quantity.ts'
import { tex, texWithNumbers } from '../../src/core/formula/tex.ts'
import {
  hessianEigenvalues,
  type Objective,
  objectiveFrom,
  OBJECTIVE_NOTATIONS,
} from '../../src/core/objective/objective.ts'
import { preset } from '../../src/core/objective/presets.ts'
import { gradientDescent } from '../../src/core/optimizer/gradient-descent.ts'
import { momentumAverage, momentumRateInside } from '../../src/core/optimizer/momentum-variants.ts'
import { momentum } from '../../src/core/optimizer/momentum.ts'
import { nesterov } from '../../src/core/optimizer/nesterov.ts'
import { outcomeOf, type Outcome } from '../../src/core/optimizer/race.ts'
import { raceRun } from '../../src/core/optimizer/race-run.ts'
import { notationsOf, type Rule } from '../../src/core/optimizer/rule.ts'
import { stabilityBound } from '../../src/core/optimizer/stability.ts'
import { coordinateValues } from '../../src/core/optimizer/step.ts'
import { type Trajectory, trajectory } from '../../src/core/optimizer/trajectory.ts'

/** A run with a fixed learning rate and a fixed momentum coefficient, which gradient descent does not read. */
export function run(
  rule: Rule,
  objective: Objective,
  alpha: number,
  beta: number,
  start: readonly number[] = objective.start,
): Trajectory {
  const hyperparameters = rule === gradientDescent ? { alpha } : { alpha, beta }
  return trajectory({ rule, objective, start, hyperparameters, changes: [] })
}

/** A typed formula that is known to be one. */
export function typed(formula: string): Objective {
  const result = objectiveFrom(formula)
  if (!result.ok) throw new Error(`“${formula}” is no formula: ${result.error.code}.`)
  return result.objective
}

/** The coefficient that nearly everybody begins with, and of every run below that names no other. */
export const usualBeta = 0.9
/** What the race calls arrived, and how long it lasts, unless told otherwise. */
export const tolerance = 0.001
export const limit = 500

/** How a runner of the second figure does in the narrow valley. */
export function raced(rule: Rule, alpha: number, beta = usualBeta): Outcome {
  const objective = preset('narrow-valley')
  const hyperparameters = rule === gradientDescent ? { alpha } : { alpha, beta }
  const noise = { seed: 1, deviation: 0 }
  const runner = raceRun({ rule, objective, start: objective.start, hyperparameters, noise })
  runner.advance(limit)
  return outcomeOf(runner, tolerance)
}

/** When the works were published that the text speaks of; they stand under its sources. */
export const years = { polyak: '1964', nesterov: '1983', sutskever: '2013' } as const

const four = (x: number): number => Number(x.toPrecision(4))

/* ---- The narrow valley, widget 2 ---- */

const narrow = preset('narrow-valley')
/** λ along x and along y: 1 and 100. */
export const [flattest, steepest] = hessianEigenvalues(narrow, narrow.start) as [number, number]
export const condition = steepest / flattest
export const raceAlpha = narrow.learningRate
/** What each step of gradient descent multiplies x and y by, near its bound: 0.981 and −0.9. */
export const zigzagAlpha = 0.019
export const zigzagX = 1 - zigzagAlpha * flattest
export const zigzagY = 1 - zigzagAlpha * steepest

const root = Math.sqrt
/** Gradient descent's best fixed rate, 2/(λmin + λmax), and the factor a step multiplies the error by, (κ−1)/(κ+1). */
export const bestPlainAlpha = four(2 / (flattest + steepest))
export const bestPlainFactor = (condition - 1) / (condition + 1)
/** Polyak's α = (2/(√λmin + √λmax))² and β = ((√κ−1)/(√κ+1))², to four digits, and the factor √β. */
export const bestAlpha = four((2 / (root(flattest) + root(steepest))) ** 2)
export const bestBeta = four(((root(condition) - 1) / (root(condition) + 1)) ** 2)
export const bestFactor = (root(condition) - 1) / (root(condition) + 1)

/** The settings of every link into a widget, in the order of the text. */
export const tries = {
  slope: { at: 1, objective: 'typed', formula: 'x', start: [5], alpha: 0.02, step: 40 },
  zigzag: { at: 2, runners: `gradient-descent@${zigzagAlpha},momentum@${zigzagAlpha}`, step: 12 },
  tuned: {
    at: 2,
    runners: `gradient-descent@${bestPlainAlpha},momentum@${bestAlpha};beta=${bestBeta}`,
    step: limit,
  },
  sameForms: { at: 2, runners: 'momentum@0.015,momentum/average@0.15', step: 150 },
  lookingAhead: { at: 2, runners: 'momentum@0.01,nesterov@0.01', step: 150 },
  stepAverage: { at: 1, convention: 'average', step: 2 },
  stepRateInside: { at: 1, convention: 'rate-inside', step: 2 },
  stepNesterov: { at: 1, optimizer: 'nesterov', step: 2 },
  belowBound: { at: 1, objective: 'bowl', alpha: 0.37, step: 60 },
  aboveBound: { at: 1, objective: 'bowl', alpha: 0.39, step: 60 },
  slip: { at: 2, runners: 'momentum@0.015,momentum/average@0.015', step: limit },
  breaks: { at: 1, alpha: 0.1, beta: 0.99, step: 60 },
} as const

/* ---- Widget 1: (x − 3)² from 0 ---- */

const square = preset('square')
export const squareAlpha = 0.1
export const squareStart = square.start[0]!
const rolling = run(momentum, square, squareAlpha, usualBeta)
const traceAt = (k: number) => rolling.frame(k).trace!
export const firstGradient = rolling.frame(0).gradient[0]!
export const firstX = rolling.frame(1).theta[0]!
export const secondGradient = rolling.frame(1).gradient[0]!
export const firstVelocity = traceAt(1).values['u']![0]!
export const secondVelocity = traceAt(2).values['u']![0]!
/** The answer of the first question. */
export const secondX = rolling.frame(2).theta[0]!
/** Mistaken: nothing is carried over, plain descent. */
export const secondXPlain = run(gradientDescent, square, squareAlpha, 0).frame(2).theta[0]!
/** Mistaken: the gradient of the start is used once more. */
export const secondXOldGradient = firstX - squareAlpha * (usualBeta * firstVelocity + firstGradient)
/** Mistaken: all of the old velocity is kept. */
export const secondXWholeVelocity = firstX - squareAlpha * (firstVelocity + secondGradient)

/* ---- The rules, printed from their trees ---- */

const aligned = (lines: readonly string[]): string =>
  `\\begin{aligned}${lines.join('\\\\[2pt]')}\\end{aligned}`

function linesOf(rule: Rule): string[] {
  const notations = notationsOf(rule)
  return rule.assignments.map(
    (a) => `${tex(expr(a.target), { notations })} &= ${tex(a.value, { notations })}`,
  )
}
export const ruleTex = aligned(linesOf(momentum))
export const averageTex = aligned(linesOf(momentumAverage))
export const rateInsideTex = aligned(linesOf(momentumRateInside))
export const nesterovTex = aligned(linesOf(nesterov))

/** The same name at step 2: gₜ → g₂, uₜ₋₁ → u₁. */
const atSecond = ({ tex: text, ...more }: Notation): Notation => ({
  ...more,
  tex: text.replace('_{t-1}', '_1').replace('_t', '_2'),
})

function secondStepInNumbers(): string {
  const trace = traceAt(2)
  const values = coordinateValues(momentum, trace, trace, 0)
  const second: Notations = Object.fromEntries(
    Object.entries(notationsOf(momentum)).map(([name, notation]) => [name, atSecond(notation)]),
  )
  const line = (name: string, e: Expr, given: Readonly<Record<string, number>>, notations: Notations) => {
    const { shown, result } = substitution(e, given, 4)
    const entries = Object.entries(shown)
    const numbers = texWithNumbers(e, {
      notations,
      values: Object.fromEntries(entries.map(([key, s]) => [key, s.value])),
      digits: Object.fromEntries(entries.map(([key, s]) => [key, s.digits])),
    })
    return `${tex(expr(name), { notations: second })} &= ${numbers} = ${formatExactly(result.value).tex}`
  }
  return aligned([
    line('g', square.gradient[0]!, { x: trace.theta[0]! }, OBJECTIVE_NOTATIONS),
    ...momentum.assignments.map((a) => line(a.target, a.value, values, second)),
  ])
}
/** The second step of widget 1 with its numbers put in. */
export const secondStepTex = secondStepInNumbers()

/* ---- The terminal velocity: slope 1, α = 0.02 ---- */

export const slopeAlpha = tries.slope.alpha
const sliding = run(momentum, typed(tries.slope.formula), slopeAlpha, usualBeta, tries.slope.start)
const stepLength = (k: number): number => Math.abs(sliding.frame(k).trace!.values['delta']![0]!)
export const slopeSteps = tries.slope.step
export const slopeFirst = stepLength(1)
export const slopeLast = stepLength(slopeSteps)
/** 1/(1 − β) with β = 0.9: ten. */
export const terminalFactor = 1 / (1 - usualBeta)
export const slopeTerminal = slopeAlpha * terminalFactor

/** The question: α = 0.1, β = 0.8, slope 1. */
export const [askedAlpha, askedBeta] = [0.1, 0.8]
export const askedTerminal = four(askedAlpha / (1 - askedBeta))
/** Mistaken: the first step, the share that is kept, the weight of an average. */
export const askedPlain = askedAlpha
export const askedKept = four(askedAlpha * askedBeta)
export const askedAverage = four(askedAlpha * (1 - askedBeta))
export const askedOther = four(askedAlpha / askedBeta)

/* ---- Across and along the valley ---- */

/** Against a gradient that alternates in sign the velocity settles at 1/(1 + β) of it. */
export const alternatingFactor = 1 / (1 + usualBeta)

const arrival = (rule: Rule, alpha: number, beta = usualBeta): number => raced(rule, alpha, beta).settled!
/** From which step on each stays within the tolerance, at the rate of the figure. */
export const plainArrival = arrival(gradientDescent, raceAlpha)
export const momentumArrival = arrival(momentum, raceAlpha)
/** Where momentum first comes within the tolerance, before it overshoots. */
export const momentumReached = raced(momentum, raceAlpha).reached!
export const tunedPlainArrival = arrival(gradientDescent, bestPlainAlpha)
export const tunedArrival = arrival(momentum, bestAlpha, bestBeta)

/** What a swing of momentum is multiplied by in each step, √β. */
export const swingFactor = root(usualBeta)

/** The question: momentum at α = 0.01. */
export const smallerAlpha = 0.01
export const smallerArrival = arrival(momentum, smallerAlpha)
/** Mistaken: the first step within the tolerance; the other rate; gradient descent. */
export const smallerReached = raced(momentum, smallerAlpha).reached!
export const smallerPlain = arrival(gradientDescent, smallerAlpha)

/* ---- Forms ---- */

export const formsAlpha = 0.015
export const averageAlpha = 0.15
export const aheadArrival = arrival(nesterov, smallerAlpha)

/* ---- Bounds on the bowl, and in the valley ---- */

const bowl = preset('bowl')
export const bowlSteepest = bowl.lambdaMax!
const bound = (rule: Rule, lambda: number): number => stabilityBound(rule, { beta: usualBeta }, lambda)!
export const plainBound = bound(gradientDescent, bowlSteepest)
export const momentumBound = bound(momentum, bowlSteepest)
export const nesterovBound = bound(nesterov, bowlSteepest)
export const averageBound = four(bound(momentumAverage, bowlSteepest))
/** The three bounds in the narrow valley: 0.02, 0.038, 0.0136. */
export const valleyPlainBound = bound(gradientDescent, steepest)
export const valleyMomentumBound = bound(momentum, steepest)
export const valleyNesterovBound = bound(nesterov, steepest)
export const aboveLoss = run(momentum, bowl, tries.aboveBound.alpha, usualBeta).frame(60).loss
export const belowLoss = run(momentum, bowl, tries.belowBound.alpha, usualBeta).frame(60).loss

/* ---- The slip: the same rate in both forms ---- */

export const slipSumArrival = arrival(momentum, formsAlpha)
export const slipAverageArrival = arrival(momentumAverage, formsAlpha)

/* ---- When it breaks: β = 0.99 ---- */

export const breaksBeta = tries.breaks.beta
export const breaksSteps = tries.breaks.step
const ringing = run(momentum, square, tries.breaks.alpha, breaksBeta)
const errors = Array.from(
  { length: breaksSteps + 1 },
  (_, k) => ringing.frame(k).theta[0]! - square.minima[0]![0]!,
)
/** How often the point passes the minimum in those steps. */
export const breaksPasses = errors.filter((e, k) => k > 0 && e * errors[k - 1]! < 0).length
/** The farthest that it gets beyond the minimum in the first swing. */
export const breaksOvershoot = Math.max(...errors)
export const breaksStartError = Math.abs(errors[0]!)
/** Steps in which a swing shrinks to half, ln ½ / ln √β. */
export const halfLife = (beta: number): number => Math.log(0.5) / Math.log(root(beta))
export const breaksHalfLife = Math.ceil(halfLife(breaksBeta))
export const usualHalfLife = Math.ceil(halfLife(usualBeta))
/** The largest β with which the figure's parabola is reached without swinging: (1 − √(αλ))². */
export const calmBeta = (1 - root(squareAlpha * square.lambdaMax!)) ** 2
