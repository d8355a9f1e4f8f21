import type { Dataset } from '../dataset/index.ts'
import { expr } from '../formula/expr.ts'
import type { Objective } from '../objective/objective.ts'
import type { StepAsked } from '../optimizer/mistakes/index.ts'
import type { Rule } from '../optimizer/rule.ts'
import { applyRule, type StepInput, type StepResult } from '../optimizer/step.ts'
import { batches } from './batch.ts'
import { lossAndGradient } from './dense.ts'
import type { DenseSpec } from './spec.ts'

/** A network between two steps, from a training run or not: numbers in any kind of array. */
export interface PausedNetwork {
  /** How many steps were made. */
  readonly step: number
  readonly parameters: ArrayLike<number>
  /** What the optimizer remembers, one number a parameter for each of its slots. */
  readonly slots: Readonly<Record<string, ArrayLike<number>>>
}

/** How the network is trained. */
export interface HowTrained {
  readonly model: DenseSpec
  readonly rule: Rule
  readonly hyperparameters: Readonly<Record<string, number>>
  readonly batchSize: number
  /** λ of the penalty (λ/2) · Σ w². */
  readonly l2: number
  readonly seed: number
}

/** The points of `data.train` that step `step` (0, 1, …) trains on: x₁, x₂ pairs and classes. */
export function batchOf(
  { train }: Dataset,
  { seed, batchSize }: Pick<HowTrained, 'seed' | 'batchSize'>,
  step: number,
): { readonly x: Float64Array; readonly y: Float64Array } {
  const indices = batches(seed, train.n, batchSize)(step)
  const x = new Float64Array(2 * indices.length)
  const y = new Float64Array(indices.length)
  indices.forEach((from, to) => {
    x[2 * to] = train.x[2 * from] ?? NaN
    x[2 * to + 1] = train.x[2 * from + 1] ?? NaN
    y[to] = train.y[from] ?? NaN
  })
  return { x, y }
}

/**
 * The next step of one weight or bias, with everything that it reads: the gradient is that of the step's own batch
 * (with the penalty's part), the slots are the run's. One coordinate, so every list has one number.
 * @throws Error when there is no parameter of that index
 */
export function weightStep(
  how: HowTrained,
  at: PausedNetwork,
  data: Dataset,
  index: number,
): StepInput & StepResult {
  if (!(index >= 0 && index < at.parameters.length)) {
    throw new Error(`There is no parameter ${index}; the network has ${at.parameters.length}.`)
  }
  const { x, y } = batchOf(data, how, at.step)
  const { gradient } = lossAndGradient(how.model, at.parameters, x, y, how.l2)
  const of = (values: ArrayLike<number> | undefined): readonly number[] => [values?.[index] ?? NaN]
  const input: StepInput = {
    t: at.step + 1,
    theta: of(at.parameters),
    gradient: of(gradient),
    state: Object.fromEntries(how.rule.state.map(({ name }) => [name, of(at.slots[name])])),
    hyperparameters: how.hyperparameters,
  }
  // `state` before the step, as the formulas read it; what they give is in `values`.
  return { ...applyRule(how.rule, input), ...input }
}

/** The loss of a network as a function of one weight: no formula that anybody would write down. */
const UNWRITTEN: Objective = {
  id: 'network',
  text: '',
  expr: expr('theta'),
  names: ['theta'],
  gradient: [expr(NaN)],
  hessian: [[expr(NaN)]],
  window: [[-1, 1]],
  start: [0],
  learningRate: 0,
  minima: [],
  lambdaMax: null,
  valueAt: () => NaN,
  gradientAt: () => [NaN],
  hessianAt: () => [[NaN]],
}

/** The step of a weight as something that a reader is asked for; null where its numbers are not finite. */
export function weightAsked(rule: Rule, step: StepInput & StepResult): StepAsked | null {
  const { t, theta, gradient, state, hyperparameters, values } = step
  const numbers = [theta, gradient, ...Object.values(values)].flat()
  if (!numbers.every(Number.isFinite)) return null
  const input: StepInput = { t, theta, gradient, state, hyperparameters }
  return { rule, objective: UNWRITTEN, seen: UNWRITTEN, input }
}
