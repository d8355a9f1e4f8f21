/*
 * Every number of this lesson, computed by the core. Both languages import these names; neither types a number.
 * A name ending in `Tex` is TeX for `<Formula>`; `tries` holds the properties of every `<Try>`, in the order of the
 * text: `<Try {...facts.tries.creeps}>…</Try>`.
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
import { notationsOf } from '../../src/core/optimizer/rule.ts'
import { stabilityBound } from '../../src/core/optimizer/stability.ts'
import { coordinateValues } from '../../src/core/optimizer/step.ts'
import { MAX_STEPS, type Trajectory, trajectory } from '../../src/core/optimizer/trajectory.ts'

/** Gradient descent with a fixed learning rate, from the function's own start or another. */
export const descend = (objective: Objective, alpha: number, start = objective.start): Trajectory =>
  trajectory({ rule: gradientDescent, objective, start, hyperparameters: { alpha }, changes: [] })

/** The first (in one dimension the only) parameter after k steps. */
const xAfter = (run: Trajectory, k: number): number => run.frame(k).theta[0]!

/** A typed formula that is known to be one. */
export function typed(formula: string): Objective {
  const result = objectiveFrom(formula)
  if (!result.ok) throw new Error(`“${formula}” is no formula: ${result.error.code}.`)
  return result.objective
}

const boundOf = (lambdaMax: number): number => stabilityBound(gradientDescent, {}, lambdaMax)!

/** The settings of every link into a widget, in the order of the text. */
export const tries = {
  creeps: { at: 1, alpha: 0.1, step: 10 },
  landsAtOnce: { at: 1, alpha: 0.5, step: 6 },
  swings: { at: 1, alpha: 0.9, step: 10 },
  diverges: { at: 1, alpha: 1.05, step: 8 },
  fourSteps: { at: 1, alpha: 0.3, step: 4 },
  aboveBound: { at: 2, alpha: 0.21, step: 8 },
  narrowValley: { at: 2, objective: 'narrow-valley', alpha: 0.015, step: 40 },
  rightValley: { at: 1, objective: 'double-well', start: [0.2], alpha: 0.05, step: 40 },
  leftValley: { at: 1, objective: 'double-well', start: [-0.2], alpha: 0.05, step: 40 },
  slip: { at: 1, objective: 'typed', formula: '(2-x)^2', start: [1], alpha: 0.1, step: 1 },
  breaks: { at: 2, alpha: 0.25, step: 30 },
} as const

/* ---- One parameter: (x − 3)² from 0, widget 1 ---- */

const square = preset('square')
/** The learning rate of widget 1 as it first appears. */
export const squareAlpha = 0.1
export const squareStart = square.start[0]!
export const squareMinimum = square.minima[0]![0]!
const firstRun = descend(square, squareAlpha)
/** The slope at the start, −6. */
export const firstGradient = firstRun.frame(0).gradient[0]!
/** The update of the first step, α·g. */
export const firstUpdate = firstRun.frame(1).trace!.values['delta']![0]!
/** Where one step with α = 0.1 lands. */
export const firstStep = xAfter(firstRun, 1)
export const firstLoss = firstRun.frame(0).loss
export const lossAfterFirst = firstRun.frame(1).loss
/** The slope after the first step: less steep than at the start. */
export const secondGradient = firstRun.frame(1).gradient[0]!

/** α = 0.5, five times as large. */
export const halfAlpha = tries.landsAtOnce.alpha
export const halfOverFirst = halfAlpha / squareAlpha
export const halfStep = xAfter(descend(square, halfAlpha), 1)
/** Mistaken: the derivative taken as x − 3, without its factor 2. */
export const halfStepNoFactor = squareStart - halfAlpha * (squareStart - squareMinimum)
/** Mistaken: uphill, θ + α·g. */
export const halfStepWrongSign = squareStart + halfAlpha * firstGradient

/* ---- The rule, printed from its tree ---- */

const notations = notationsOf(gradientDescent)
const aligned = (lines: readonly string[]): string =>
  `\\begin{aligned}${lines.join('\\\\[2pt]')}\\end{aligned}`
const symbol = (name: string): string => tex(expr(name), { notations })

/** gₜ = ∇L(θₜ₋₁) and the assignments of gradient descent, in symbols. */
export const ruleTex = aligned([
  `${symbol('g')} &= \\nabla ${symbol('loss')}\\left(${symbol('theta_prev')}\\right)`,
  ...gradientDescent.assignments.map((a) => `${symbol(a.target)} &= ${tex(a.value, { notations })}`),
])

/** The same name at step 1: gₜ → g₁, θₜ₋₁ → θ₀. */
const atFirst = ({ tex: text, ...more }: Notation): Notation => ({
  ...more,
  tex: text.replace('_{t-1}', '_0').replace('_t', '_1'),
})

function numbersLine(
  name: string,
  e: Expr,
  values: Readonly<Record<string, number>>,
  own: Notations,
): string {
  const { shown, result } = substitution(e, values, 4)
  const entries = Object.entries(shown)
  const numbers = texWithNumbers(e, {
    notations: own,
    values: Object.fromEntries(entries.map(([key, s]) => [key, s.value])),
    digits: Object.fromEntries(entries.map(([key, s]) => [key, s.digits])),
  })
  return `${name} &= ${numbers} = ${formatExactly(result.value).tex}`
}

function firstStepInNumbers(): string {
  const trace = firstRun.frame(1).trace!
  const values = coordinateValues(gradientDescent, trace, trace, 0)
  const atOne: Notations = Object.fromEntries(
    Object.entries(notations).map(([name, notation]) => [name, atFirst(notation)]),
  )
  const named = (name: string): string => tex(expr(name), { notations: atOne })
  return aligned([
    numbersLine(named('g'), square.gradient[0]!, { x: trace.theta[0]! }, OBJECTIVE_NOTATIONS),
    ...gradientDescent.assignments.map((a) => numbersLine(named(a.target), a.value, values, atOne)),
  ])
}
/** The first step of widget 1 with its numbers put in. */
export const firstStepTex = firstStepInNumbers()

/* ---- The learning rate on a parabola ---- */

/** λ of (x − 3)², its second derivative. */
export const squareCurvature = square.lambdaMax!
/** 1/λ: the learning rate that lands at once. */
export const squareExact = 1 / squareCurvature
/** 2/λ: the stability bound. */
export const squareBound = boundOf(squareCurvature)
const squareFactor = (alpha: number): number => 1 - alpha * squareCurvature
/** 1 − αλ in each of the four regimes: 0.8, 0, −0.8, −1.1. */
export const creepsFactor = squareFactor(tries.creeps.alpha)
export const swingsFactor = squareFactor(tries.swings.alpha)
export const divergesFactor = squareFactor(tries.diverges.alpha)
/** The error x − 3 before and after the first step with α = 0.1. */
export const errorAtStart = squareStart - squareMinimum
export const errorAfterFirst = firstStep - squareMinimum

/** The question: α = 0.3, four steps. */
export const fourAlpha = tries.fourSteps.alpha
const fourRun = descend(square, fourAlpha)
export const fourFactor = squareFactor(fourAlpha)
export const lossAfterFour = fourRun.frame(4).loss
export const lossAfterFourTolerance = 0.0002
/** Mistaken: the parameter instead of the loss. */
export const xAfterFour = xAfter(fourRun, 4)
/** Mistaken: one step too few. */
export const lossAfterThree = fourRun.frame(3).loss
/** Mistaken: the distance to the minimum, not squared. */
export const distanceAfterFour = Math.abs(xAfterFour - squareMinimum)

/* ---- Two parameters: 0.5x² + 5y², widget 2 ---- */

const bowl = preset('bowl')
export const bowlAlpha = 0.15
export const bowlSteps = 8
const curvatures = (objective: Objective): readonly [flattest: number, steepest: number] => {
  const all = hessianEigenvalues(objective, objective.start)
  return [Math.min(...all), Math.max(...all)]
}
/** λ along x and along y: 1 and 10. */
export const [bowlFlattest, bowlSteepest] = curvatures(bowl)
/** 2/λmax = 0.2. */
export const bowlBound = boundOf(bowlSteepest)
/** What each step of widget 2 multiplies x and y by: 0.85 and −0.5. */
export const bowlFactorX = 1 - bowlAlpha * bowlFlattest
export const bowlFactorY = 1 - bowlAlpha * bowlSteepest
export const [bowlStartX, bowlStartY] = bowl.start as readonly [number, number]
export const [bowlX, bowlY] = descend(bowl, bowlAlpha).frame(bowlSteps).theta as readonly [number, number]
/** The gradient at the start of widget 2: −4 and 20. */
export const [bowlGradientX, bowlGradientY] = bowl.gradientAt(bowl.start) as [number, number]
/** What one step takes off x, as a share: 0.15. */
export const bowlPace = 1 - bowlFactorX
/** Just above the bound: y is multiplied by −1.1, x by 0.79. */
export const aboveBoundAlpha = tries.aboveBound.alpha
export const aboveBoundFactorX = 1 - aboveBoundAlpha * bowlFlattest
export const aboveBoundFactorY = 1 - aboveBoundAlpha * bowlSteepest

const narrow = preset('narrow-valley')
/** λ of 0.5x² + 50y²: 1 and 100. */
export const [narrowFlattest, narrowSteepest] = curvatures(narrow)
/** κ = λmax/λmin: 10 and 100. */
export const bowlCondition = bowlSteepest / bowlFlattest
export const narrowCondition = narrowSteepest / narrowFlattest
/** The best fixed learning rate, 2/(λmin + λmax). */
export const bestAlpha = ([flattest, steepest]: readonly [number, number]): number =>
  2 / (flattest + steepest)
export const bowlBestAlpha = bestAlpha([bowlFlattest, bowlSteepest])
export const narrowBestAlpha = bestAlpha([narrowFlattest, narrowSteepest])
/** By how much the distance to the minimum is to shrink. */
export const shrinkage = 1000

/** Steps of the best fixed learning rate until the distance to the minimum at 0 is a thousandth of what it was. */
function stepsToShrink(objective: Objective, alpha: number): number {
  const run = descend(objective, alpha)
  const distance = (k: number): number => Math.hypot(...run.frame(k).theta)
  const goal = distance(0) / shrinkage
  for (let k = 0; k <= MAX_STEPS; k++) if (distance(k) <= goal) return k
  throw new Error(`Gradient descent with α = ${alpha} does not settle on ${objective.id}.`)
}
/** 35 steps for κ = 10, 346 for κ = 100. */
export const bowlStepsNeeded = stepsToShrink(bowl, bowlBestAlpha)
export const narrowStepsNeeded = stepsToShrink(narrow, narrowBestAlpha)

/** The question: the bound of the narrow valley, 2/100. */
export const narrowBound = boundOf(narrowSteepest)
/** The coefficient of y², which is half the curvature. */
export const narrowCoefficient = narrowSteepest / 2
/** Mistaken: the flattest direction's bound. */
export const narrowBoundFlattest = 2 / narrowFlattest
/** Mistaken: the learning rate that lands at once along y. */
export const narrowLanding = 1 / narrowSteepest
/** Mistaken: the coefficient 50 taken for the curvature. */
export const narrowBoundCoefficient = 2 / narrowCoefficient

/* ---- Two valleys ---- */

const wells = preset('double-well')
const rightEnd = descend(wells, tries.rightValley.alpha, tries.rightValley.start).frame(
  tries.rightValley.step,
)
const leftEnd = descend(wells, tries.leftValley.alpha, tries.leftValley.start).frame(tries.leftValley.step)
export const rightStart = tries.rightValley.start[0]
export const leftStart = tries.leftValley.start[0]
/** Where the two runs end, and the loss there: the right valley is the shallower one. */
export const rightValley = rightEnd.theta[0]!
export const leftValley = leftEnd.theta[0]!
export const rightLoss = rightEnd.loss
export const leftLoss = leftEnd.loss

/* ---- The slip: one step on J = (y − θ)², θ₀ = 1, α = 0.1 ---- */

export const slipAlpha = tries.slip.alpha
export const slipStart = tries.slip.start[0]
/** What circulates: θ − α·(y − θ), with the wrong sign and without the factor 2. */
const printedRule = (y: number): number => slipStart - slipAlpha * (y - slipStart)
export interface SlipRow {
  readonly y: number
  readonly printed: number
  readonly right: number
}
export const slipRows: readonly SlipRow[] = [0, 1, 2].map((y) => ({
  y,
  printed: printedRule(y),
  right: xAfter(descend(typed(`(${y}-theta)^2`), slipAlpha, [slipStart]), 1),
}))
/** The y of the slip's Try, where the printed 0.9 and the right 1.2 lie on either side of the start. */
export const [, , slipLast] = slipRows as readonly [SlipRow, SlipRow, SlipRow]

/* ---- When it breaks: the bowl with α = 0.25 ---- */

export const breaksAlpha = tries.breaks.alpha
export const breaksSteps = tries.breaks.step
const breaksRun = descend(bowl, breaksAlpha)
/** y is multiplied by −1.5 each step. */
export const breaksFactorY = 1 - breaksAlpha * bowlSteepest
export const breaksLossAtStart = breaksRun.frame(0).loss
export const breaksLoss = breaksRun.frame(breaksSteps).loss
/** The step after which the loss is no longer a finite number. */
export const breaksEnd = breaksRun.firstNonFinite(MAX_STEPS)!.step
/** Half of that learning rate, which is below the bound again. */
export const halvedAlpha = breaksAlpha / 2
