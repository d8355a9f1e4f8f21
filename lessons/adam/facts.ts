/*
 * Every number of this lesson, computed by the core. Both languages import these names; neither types a number.
 * A name ending in `Tex` is TeX for `<Formula>`; `tries` holds the properties of every `<Try>`.
 */
import { type Expr, expr } from '../../src/core/formula/expr.ts'
import { substitution } from '../../src/core/formula/precision.ts'
import type { Notation, Notations } from '../../src/core/formula/quantity.ts'
import { tex, texWithNumbers } from '../../src/core/formula/tex.ts'
import { type Objective, objectiveFrom, OBJECTIVE_NOTATIONS } from '../../src/core/objective/objective.ts'
import { preset } from '../../src/core/objective/presets.ts'
import { adagrad } from '../../src/core/optimizer/adagrad.ts'
import { adamEpsilonInside, adamUncorrected } from '../../src/core/optimizer/adam-variants.ts'
import { adam } from '../../src/core/optimizer/adam.ts'
import { adamw } from '../../src/core/optimizer/adamw.ts'
import { gradientDescent } from '../../src/core/optimizer/gradient-descent.ts'
import { mistakesAt, stepAsked, type MistakeId } from '../../src/core/optimizer/mistakes/index.ts'
import { raceRun } from '../../src/core/optimizer/race-run.ts'
import { outcomeOf } from '../../src/core/optimizer/race.ts'
import { rmsprop } from '../../src/core/optimizer/rmsprop.ts'
import { notationsOf, type Rule } from '../../src/core/optimizer/rule.ts'
import { coordinateValues, defaultHyperparameters } from '../../src/core/optimizer/step.ts'
import { type Trajectory, trajectory } from '../../src/core/optimizer/trajectory.ts'
import { withWeightDecay } from '../../src/core/optimizer/weight-decay.ts'

/** When the works appeared. */
export const years = { duchi: 2011, tieleman: 2012, kingma: 2015, reddi: 2018, loshchilov: 2019 } as const

/** A typed formula that is known to be one. */
export function typed(formula: string): Objective {
  const result = objectiveFrom(formula)
  if (!result.ok) throw new Error(`“${formula}” is no formula: ${result.error.code}.`)
  return result.objective
}

/** The learning rate of every run of this lesson that names no other. */
export const alpha = 0.1
/** A run with the rule's own hyperparameters but those given. */
export function run(
  rule: Rule,
  objective: Objective,
  hyperparameters: Readonly<Record<string, number>> = {},
  start: readonly number[] = objective.start,
): Trajectory {
  const all = { ...defaultHyperparameters(rule), alpha, ...hyperparameters }
  return trajectory({ rule, objective, start, hyperparameters: all, changes: [] })
}
const xAfter = (made: Trajectory, k: number): number => made.frame(k).theta[0]!
/** The length of step k, along the first parameter unless another is named. */
export const stepLength = (made: Trajectory, k: number, c = 0): number =>
  Math.abs(made.frame(k).theta[c]! - made.frame(k - 1).theta[c]!)

export const adamL2 = withWeightDecay(adam)

/** The settings of every link into a widget. */
export const tries = {
  bowl: { at: 1, objective: 'bowl', alpha: 0.1, step: 1 },
  adagrad: { at: 1, objective: 'bowl', optimizer: 'adagrad', alpha: 0.1, step: 16 },
  rmsprop: { at: 1, objective: 'bowl', optimizer: 'rmsprop', alpha: 0.1, step: 16 },
  firstStep: { at: 1, step: 1 },
  secondStep: { at: 1, step: 2 },
  larger: { at: 1, objective: 'typed', formula: '1000*(x-3)^2', start: [0], step: 2 },
  epsilon: { at: 1, epsilon: 0.1, step: 2 },
  epsilonInside: { at: 1, convention: 'epsilon-inside', epsilon: 0.1, step: 2 },
  corrected: { at: 1, objective: 'typed', formula: 'x', start: [0], beta2: 0.99, step: 2 },
  uncorrected: {
    at: 1,
    convention: 'without-correction',
    objective: 'typed',
    formula: 'x',
    start: [0],
    beta2: 0.99,
    step: 2,
  },
  uncorrectedUsual: {
    at: 1,
    convention: 'without-correction',
    objective: 'typed',
    formula: 'x',
    start: [0],
    beta2: 0.999,
    step: 1,
  },
  decayL2: {
    at: 1,
    convention: 'l2',
    l2: 0.1,
    objective: 'typed',
    formula: 'y',
    start: [2, 0],
    step: 10,
  },
  decayApart: {
    at: 1,
    optimizer: 'adamw',
    lambda: 0.1,
    objective: 'typed',
    formula: 'y',
    start: [2, 0],
    step: 10,
  },
  turned: {
    at: 2,
    objective: 'typed',
    formula: '0.25*(x+y)^2 + 25*(x-y)^2',
    start: [-3.5, -2.1],
    runners: 'momentum@0.01,adagrad@1.33,adam@0.562',
  },
  breaks: { at: 1, objective: 'typed', formula: 'abs(x-3)', start: [0], step: 1000 },
} as const

/* ---- The rules, printed from their trees ---- */

const aligned = (lines: readonly string[]): string =>
  `\\begin{aligned}${lines.join('\\\\[2pt]')}\\end{aligned}`

function rulesTex(rule: Rule, targets: readonly string[]): string {
  const notations = notationsOf(rule)
  const lines = rule.assignments.filter((a) => targets.includes(a.target))
  return aligned(lines.map((a) => `${tex(expr(a.target), { notations })} &= ${tex(a.value, { notations })}`))
}
const allTargets = (rule: Rule): readonly string[] => rule.assignments.map((a) => a.target)
export const adagradTex = rulesTex(adagrad, ['s', 'd', 'delta'])
export const rmspropTex = rulesTex(rmsprop, ['v'])
export const adamTex = rulesTex(adam, allTargets(adam))
export const adamwTex = rulesTex(adamw, ['decay', 'theta'])
export const l2Tex = rulesTex(adamL2, ['g_decayed'])

/** The same name at step 2: gₜ → g₂, θₜ₋₁ → θ₁. */
const atSecond = ({ tex: text, ...more }: Notation): Notation => ({
  ...more,
  tex: text.replace('_{t-1}', '_1').replace('_t', '_2'),
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
  return `${name} &= ${numbers} = ${result.tex}`
}

/* ---- The first step ---- */

const square = preset('square')
const squareRun = run(adam, square)
const first = squareRun.frame(1)
export const squareStart = square.start[0]!
export const squareMinimum = square.minima[0]![0]!
export const firstGradient = squareRun.frame(0).gradient[0]!
export const firstX = first.theta[0]!
/** Mistaken: gradient descent's step, and Adam's uphill. */
export const descentX = xAfter(run(gradientDescent, square), 1)
export const uphillX = 2 * squareStart - firstX

/* ---- The bowl 0.5x² + 5y² from (−4, 2) ---- */

const bowl = preset('bowl')
export const [bowlStartX, bowlStartY] = bowl.start as readonly [number, number]
export const [bowlGradientX, bowlGradientY] = bowl.gradientAt(bowl.start) as [number, number]
const bowlRun = run(adam, bowl)
/** Where the first step of Adam leads: α along either parameter. */
export const [bowlFirstX, bowlFirstY] = bowlRun.frame(1).theta as readonly [number, number]

/* ---- On a straight line: AdaGrad and RMSProp ---- */

export const slope = typed('x')
export const onSlope = (rule: Rule, h: Readonly<Record<string, number>> = {}): Trajectory =>
  run(rule, slope, h, [0])
const adagradSlope = onSlope(adagrad)
export const adagradSteps = 16
export const adagradFirst = stepLength(adagradSlope, 1)
export const adagradLater = stepLength(adagradSlope, adagradSteps)
export const rho = 0.99
const rmspropSlope = onSlope(rmsprop, { rho })
/** α/√(1 − ρ): the average begins at zero, so the first step is ten times as long as it should be. */
export const rmspropFirst = stepLength(rmspropSlope, 1)
export const rmspropFirstRatio = rmspropFirst / alpha

/* ---- One step by hand ---- */

export const beta1 = squareRun.setup.hyperparameters['beta1']!
export const beta2 = squareRun.setup.hyperparameters['beta2']!
export const epsilon = squareRun.setup.hyperparameters['epsilon']!
export const firstM = first.state['m']![0]!
export const firstV = first.state['v']![0]!
export const secondX = xAfter(squareRun, 2)

function secondStepInNumbers(): string {
  const trace = squareRun.frame(2).trace!
  const values = coordinateValues(adam, trace, trace, 0)
  const atTwo: Notations = Object.fromEntries(
    Object.entries(notationsOf(adam)).map(([name, notation]) => [name, atSecond(notation)]),
  )
  const named = (name: string): string => tex(expr(name), { notations: atTwo })
  return aligned([
    numbersLine(named('g'), square.gradient[0]!, { x: trace.theta[0]! }, OBJECTIVE_NOTATIONS),
    ...adam.assignments.map((a) => numbersLine(named(a.target), a.value, values, atTwo)),
  ])
}
/** The second step of widget 1 with its numbers put in. */
export const secondStepTex = secondStepInNumbers()

/** The first step after which the point is beyond the minimum: the question's answer. */
function overshoot(): number {
  for (let k = 1; k < 1000; k++) if (xAfter(squareRun, k) > squareMinimum) return k
  throw new Error('Adam does not overshoot.')
}
export const overshootStep = overshoot()
/** Mistaken: every step taken to be α long; one too few. */
export const overshootIfAlpha = Math.round((squareMinimum - squareStart) / alpha)
export const beforeOvershoot = overshootStep - 1

/** The loss a thousand times as steep. */
export const larger = 1000
export const largerX = xAfter(run(adam, typed(tries.larger.formula), {}, [0]), 2)

/* ---- The correction ---- */

/** How long the uncorrected step is beside the corrected one, after t steps of the same gradient. */
export const uncorrectedRatio = (t: number, b1: number, b2: number): number =>
  (1 - b1 ** t) / Math.sqrt(1 - b2 ** t)
/** The same gradient at every step, without correction. */
export const uncorrected = (b2: number): Trajectory => onSlope(adamUncorrected, { beta2: b2 })
export const otherBeta2 = 0.99
export const ratioAtFirst = stepLength(uncorrected(otherBeta2), 1) / alpha
export const ratioAtSecond = stepLength(uncorrected(otherBeta2), 2) / alpha
export const ratioUsual = stepLength(uncorrected(beta2), 1) / alpha
/** The question: β₂ = 0.9999. */
export const askedBeta2 = 0.9999
export const askedRatio = stepLength(uncorrected(askedBeta2), 1) / alpha
/** Mistaken: without the root, upside down, as with β₂ = 0.999. */
export const askedNoRoot = (1 - beta1) / (1 - askedBeta2)
export const askedInverse = 1 / askedRatio
/** What is kept of the first gradient in m₁, and how much of the average is there after ten steps. */
export const afterTen = 1 - beta1 ** 10

/* ---- ε ---- */

export const largeEpsilon = tries.epsilon.epsilon
const withEpsilon = (rule: Rule): number =>
  run(rule, square, { epsilon: largeEpsilon }).frame(2).trace!.values['d']![0]!
export const outsideD = withEpsilon(adam)
export const insideD = withEpsilon(adamEpsilonInside)
/** The first step for a gradient that is as small as ε: half of α. */
export const tinyStep = stepLength(run(adam, typed('0.00000001*x'), {}, [0]), 1)

/* ---- Weight decay ---- */

const flat = typed('y')
export const flatStart = tries.decayL2.start[0]
export const flatSteps = tries.decayL2.step
export const decayed = (rule: Rule, strength: number): Trajectory =>
  run(rule, flat, { lambda: strength, l2: strength }, tries.decayL2.start)
export const strong = 0.1
export const weak = 0.01
export const coupledStrong = xAfter(decayed(adamL2, strong), flatSteps)
export const coupledWeak = xAfter(decayed(adamL2, weak), flatSteps)
export const apartStrong = xAfter(decayed(adamw, strong), flatSteps)
export const apartWeak = xAfter(decayed(adamw, weak), flatSteps)
/** What each step of AdamW multiplies such a parameter by. */
export const apartFactor = 1 - alpha * strong

/* ---- The race, widget 2 ---- */

export const narrow = preset('narrow-valley')
export const tolerance = 0.001
export const limit = 500
/** From which step on a runner stays within the tolerance; null when it does not. */
export function arrival(
  rule: Rule,
  rate: number,
  objective = narrow,
  start = objective.start,
): number | null {
  const hyperparameters = { ...defaultHyperparameters(rule), alpha: rate }
  const made = raceRun({ rule, objective, start, hyperparameters, noise: { seed: 1, deviation: 0 } })
  made.advance(limit)
  return outcomeOf(made, tolerance).settled
}
/* ---- When it breaks: |x − 3| ---- */

const kink = run(adam, typed(tries.breaks.formula), {}, tries.breaks.start)
export const breaksSteps = tries.breaks.step
/** The farthest from the minimum within the two hundred steps that follow. */
export const restless = Math.max(
  ...Array.from({ length: 200 }, (_, i) => Math.abs(xAfter(kink, breaksSteps + i) - squareMinimum)),
)

/** What one of the widget's named mistakes gives for a line of the second step. */
export function mistaken(id: MistakeId, target: string): readonly number[] {
  const step = stepAsked(squareRun, 2)!
  return mistakesAt(step, target, 0).flatMap((m) => (m.id === id ? [m.value] : []))
}
/** Mistaken: the second derivative in the place of g⊙g. */
export const slipCurvatureV = mistaken('second-derivative', 'v')[0]!
export const secondV = squareRun.frame(2).trace!.values['v']![0]!
