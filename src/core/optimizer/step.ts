import { compile } from '../formula/evaluate.ts'
import type { Rule } from './rule.ts'

/** The numbers of each slot, one per coordinate of θ. */
export type State = Readonly<Record<string, readonly number[]>>

export interface StepInput {
  /** The number of the step that is to be made: 1, 2, … */
  readonly t: number
  /** θₜ₋₁ and the gradient there, one number per coordinate. */
  readonly theta: readonly number[]
  readonly gradient: readonly number[]
  readonly state: State
  readonly hyperparameters: Readonly<Record<string, number>>
}

export interface StepResult {
  /** What every assignment gave, by target, one number per coordinate. */
  readonly values: Readonly<Record<string, readonly number[]>>
  /** θₜ */
  readonly theta: readonly number[]
  readonly state: State
}

/** The state before the first step. */
export function initialState(rule: Rule, coordinates: number): State {
  return Object.fromEntries(
    rule.state.map((slot) => [slot.name, Array<number>(coordinates).fill(slot.initial)]),
  )
}

/** Every hyperparameter's default, by name. */
export function defaultHyperparameters(rule: Rule): Record<string, number> {
  return Object.fromEntries(rule.hyperparameters.map((h) => [h.name, h.default]))
}

/** The names an assignment may read, in the order in which `applyRule` lays out their values. */
function namesBefore(rule: Rule, assignments: number): string[] {
  return [
    't',
    'g',
    'norm',
    'theta_prev',
    ...rule.state.map((slot) => `${slot.name}_prev`),
    ...rule.hyperparameters.map((h) => h.name),
    ...rule.assignments.slice(0, assignments).map((a) => a.target),
  ]
}

type Program = readonly ((values: ArrayLike<number>) => number)[]
const programs = new WeakMap<Rule, Program>()

function programOf(rule: Rule): Program {
  const known = programs.get(rule)
  if (known) return known
  const targets = new Set(rule.assignments.map((a) => a.target))
  for (const name of ['theta', ...rule.state.map((slot) => slot.name)]) {
    if (!targets.has(name)) throw new Error(`The rule “${rule.id}” never assigns “${name}”.`)
  }
  const program = rule.assignments.map((a, i) => compile(a.value, namesBefore(rule, i)))
  programs.set(rule, program)
  return program
}

/**
 * One step of a rule: its assignments in order, for every coordinate on its own, in float64.
 * @throws Error when the rule reads a name before it has a value, leaves a slot or θ unassigned, or when a
 *   hyperparameter, a slot or a coordinate of the gradient is missing from the input
 */
export function applyRule(rule: Rule, input: StepInput): StepResult {
  const program = programOf(rule)
  const given = inputsOf(rule, input)
  const columns = rule.assignments.map(() => new Array<number>(input.theta.length))
  const row = new Float64Array(given.length + program.length)
  for (let c = 0; c < input.theta.length; c++) {
    for (let i = 0; i < given.length; i++) row[i] = given[i]!(c)
    for (let i = 0; i < program.length; i++) {
      const value = program[i]!(row)
      row[given.length + i] = value
      columns[i]![c] = value
    }
  }
  const values: Record<string, readonly number[]> = {}
  rule.assignments.forEach((a, i) => (values[a.target] = columns[i]!))
  const state: Record<string, readonly number[]> = {}
  for (const { name } of rule.state) state[name] = values[name]!
  return { values, theta: values['theta']!, state }
}

/** ‖g‖ = √(g₁² + g₂² + …), the length of the gradient. */
export const gradientNorm = (gradient: readonly number[]): number =>
  Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0))

/** How to read each input of coordinate c, in the order of `namesBefore`. */
function inputsOf(rule: Rule, input: StepInput): ((c: number) => number)[] {
  const need = (what: string, values: readonly number[] | undefined): ((c: number) => number) => {
    if (values?.length !== input.theta.length) {
      throw new Error(
        `Step ${input.t} of “${rule.id}”: ${what} needs ${input.theta.length} numbers, one per coordinate of θ.`,
      )
    }
    return (c) => values[c]!
  }
  const hyperparameter = (name: string): (() => number) => {
    const value = input.hyperparameters[name]
    if (value === undefined) throw new Error(`Step ${input.t} of “${rule.id}”: “${name}” has no value.`)
    return () => value
  }
  const norm = gradientNorm(input.gradient)
  return [
    () => input.t,
    need('the gradient', input.gradient),
    () => norm,
    (c) => input.theta[c]!,
    ...rule.state.map((slot) => need(`the slot “${slot.name}”`, input.state[slot.name])),
    ...rule.hyperparameters.map((h) => hyperparameter(h.name)),
  ]
}

/**
 * Everything that coordinate c's formulas read or give, by name, for `substitution` and `texWithNumbers`.
 * `theta`, `m` … are the values after the step, `theta_prev`, `m_prev` … those before it.
 */
export function coordinateValues(
  rule: Rule,
  input: StepInput,
  result: Pick<StepResult, 'values'>,
  c: number,
): Record<string, number> {
  const names = namesBefore(rule, 0)
  const values: Record<string, number> = {}
  inputsOf(rule, input).forEach((read, i) => (values[names[i]!] = read(c)))
  for (const { target } of rule.assignments) values[target] = result.values[target]![c]!
  return values
}
