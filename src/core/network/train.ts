import { evaluate } from '../formula/evaluate.ts'
import type { Rule } from '../optimizer/rule.ts'
import { lossAndGradient } from './dense.ts'
import type { DenseSpec } from './spec.ts'

/** Everything that a step reads and replaces. */
export interface TrainState {
  /** How many steps were made. */
  readonly step: number
  readonly parameters: Float64Array
  /** What the optimizer remembers, one number a parameter for each of its slots. */
  readonly slots: Readonly<Record<string, Float64Array>>
}

/** The state before the first step. */
export function startState(rule: Rule, parameters: ArrayLike<number>): TrainState {
  const slots: Record<string, Float64Array> = {}
  for (const { name, initial } of rule.state) slots[name] = new Float64Array(parameters.length).fill(initial)
  return { step: 0, parameters: Float64Array.from(parameters), slots }
}

/** One step of training: the gradient of the batch, then the optimizer's assignments for every parameter on its own. */
export function trainStep(
  spec: DenseSpec,
  state: TrainState,
  batch: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> },
  rule: Rule,
  hyperparameters: Readonly<Record<string, number>>,
  l2: number,
): TrainState {
  const { gradient } = lossAndGradient(spec, state.parameters, batch.x, batch.y, l2)
  const step = state.step + 1
  const parameters = new Float64Array(gradient.length)
  const slots: Record<string, Float64Array> = {}
  for (const { name } of rule.state) slots[name] = new Float64Array(gradient.length)
  gradient.forEach((g, k) => {
    const env: Record<string, number> = {
      ...hyperparameters,
      t: step,
      g,
      theta_prev: state.parameters[k] ?? NaN,
    }
    for (const { name } of rule.state) env[`${name}_prev`] = state.slots[name]?.[k] ?? NaN
    for (const { target, value } of rule.assignments) env[target] = evaluate(value, env)
    parameters[k] = env['theta'] ?? NaN
    for (const { name } of rule.state) (slots[name] as Float64Array)[k] = env[name] ?? NaN
  })
  return { step, parameters, slots }
}
