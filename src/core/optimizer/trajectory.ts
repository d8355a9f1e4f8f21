import type { Objective } from '../objective/objective.ts'
import { type Checkpoint, Checkpoints } from './checkpoints.ts'
import type { Rule } from './rule.ts'
import { applyRule, initialState, type State, type StepInput, type StepResult } from './step.ts'

/** From the computation of step `step + 1` on, the hyperparameter `name` is `value`; with step 0, from the first. */
export interface Change {
  readonly step: number
  readonly name: string
  readonly value: number
}

/** Everything that determines a run; equal setups give equal frames, bit for bit. */
export interface Setup {
  readonly rule: Rule
  readonly objective: Objective
  readonly start: readonly number[]
  /** A value for each of the rule's hyperparameters. */
  readonly hyperparameters: Readonly<Record<string, number>>
  /** In any order; of several for one name and step the last counts. */
  readonly changes: readonly Change[]
}

/** How one step was made: what it read, what every assignment gave, one number per coordinate. */
export interface Trace extends StepInput {
  readonly values: Readonly<Record<string, readonly number[]>>
  readonly lossBefore: number
  readonly lossAfter: number
}

/** Where a run stands after `t` steps. */
export interface Frame {
  readonly t: number
  readonly theta: readonly number[]
  readonly loss: number
  /** The gradient at theta, which the next step will use. */
  readonly gradient: readonly number[]
  /** In force for the next step, t + 1. */
  readonly hyperparameters: Readonly<Record<string, number>>
  readonly state: State
  /** How step t was made; absent at the start. Its `theta` is θₜ₋₁, its `gradient` that at θₜ₋₁. */
  readonly trace?: Trace
}

/** The first value of a run that is not a number or infinite. The run ends with this step. */
export interface NonFinite {
  /** 0 when the start itself has no finite loss. */
  readonly step: number
  /** `g`, the target of an assignment, or `loss` (after the step). */
  readonly name: string
  /** Which parameter's; 0 for the loss. */
  readonly coordinate: number
  readonly value: number
}

export interface PathPoint {
  readonly t: number
  readonly theta: readonly number[]
  readonly loss: number
}

export interface Trajectory {
  readonly setup: Setup
  /**
   * The frame after k steps, bit-identical whichever way one comes to it. k is clamped to 0 … MAX_STEPS and to the
   * step of the first non-finite value, whose frame shows it.
   */
  frame(k: number): Frame
  /** At most `maxPoints` (≥ 2) frames, evenly spaced, ends included; what is not finite is left out. */
  path(from: number, to: number, maxPoints: number): readonly PathPoint[]
  /** The first non-finite value within the first `upTo` steps, or null. */
  firstNonFinite(upTo: number): NonFinite | null
}

/** A run is not followed further than this. */
export const MAX_STEPS = 200_000

/**
 * A run of an optimizer, computed as far as it is asked for and remembered at sparse checkpoints only.
 * @throws Error when the start has the wrong number of coordinates or is not finite, or a change names a
 *   hyperparameter that the rule does not have
 */
export function trajectory(setup: Setup): Trajectory {
  checked(setup)
  const run = new Run(setup)
  const clamp = (k: number): number => Math.min(MAX_STEPS, Math.max(0, Math.floor(k) || 0))
  return {
    setup,
    frame: (k) => run.frame(clamp(k)),
    path: (from, to, maxPoints) => run.path(clamp(from), clamp(to), maxPoints),
    firstNonFinite: (upTo) => run.firstNonFinite(clamp(upTo)),
  }
}

function checked({ rule, objective, start, hyperparameters, changes }: Setup): void {
  if (start.length !== objective.names.length || !start.every(Number.isFinite)) {
    throw new Error(`The start must be ${objective.names.length} finite numbers, not [${start.join(', ')}].`)
  }
  const names = rule.hyperparameters.map((h) => h.name)
  for (const name of names) {
    if (hyperparameters[name] === undefined) throw new Error(`“${rule.id}” needs a value for “${name}”.`)
  }
  for (const change of changes) {
    if (!names.includes(change.name)) {
      throw new Error(`“${rule.id}” has no hyperparameter “${change.name}”; it has: ${names.join(', ')}.`)
    }
  }
}

class Run {
  readonly #setup: Setup
  /** The changes by step, and the hyperparameters that hold after each. */
  readonly #inForce: readonly { readonly from: number; readonly values: Readonly<Record<string, number>> }[]
  readonly #checkpoints: Checkpoints
  #end: NonFinite | null = null
  /** Up to here every step is known to be finite. */
  #explored = 0

  constructor(setup: Setup) {
    this.#setup = setup
    let values = { ...setup.hyperparameters }
    const inForce = [{ from: 0, values }]
    for (const { step, name, value } of [...setup.changes].sort((a, b) => a.step - b.step)) {
      values = { ...values, [name]: value }
      inForce.push({ from: step, values })
    }
    this.#inForce = inForce
    const theta = [...setup.start]
    this.#checkpoints = new Checkpoints({ t: 0, theta, state: initialState(setup.rule, theta.length) })
    const loss = setup.objective.valueAt(theta)
    if (!Number.isFinite(loss)) this.#end = { step: 0, name: 'loss', coordinate: 0, value: loss }
  }

  firstNonFinite(upTo: number): NonFinite | null {
    this.#last(upTo)
    return this.#end && this.#end.step <= upTo ? this.#end : null
  }

  frame(k: number): Frame {
    const t = this.#last(k)
    const { objective } = this.#setup
    const before = t > 0 ? this.#at(t - 1) : undefined
    const step = before && this.#step(before)
    const at = step ? after(step) : this.#at(0)
    const loss = objective.valueAt(at.theta)
    return {
      t,
      theta: at.theta,
      loss,
      gradient: objective.gradientAt(at.theta),
      hyperparameters: this.#hyperparameters(t),
      state: at.state,
      ...(step ? { trace: traceOf(step, objective.valueAt(step.input.theta), loss) } : {}),
    }
  }

  path(from: number, to: number, maxPoints: number): readonly PathPoint[] {
    const last = this.#last(Math.max(from, to))
    const first = Math.min(from, to, last)
    const gaps = Math.max(1, Math.min(last - first, Math.max(2, Math.floor(maxPoints)) - 1))
    const points: PathPoint[] = []
    for (let i = 0; i <= gaps; i++) {
      const t = first + Math.round(((last - first) * i) / gaps)
      if (points[points.length - 1]?.t === t) continue
      const { theta } = this.#at(t)
      const loss = this.#setup.objective.valueAt(theta)
      if ([loss, ...theta].every(Number.isFinite)) points.push({ t, theta, loss })
    }
    return points
  }

  /** k, or the step of the first non-finite value if that comes before. */
  #last(k: number): number {
    if (!this.#end && k > this.#explored) this.#at(k)
    return Math.min(k, this.#end?.step ?? k)
  }

  /** θ and state after k steps, or where the run ends before. */
  #at(k: number): Checkpoint {
    let at = this.#checkpoints.before(k)
    while (at.t < k && !(this.#end && at.t >= this.#end.step)) {
      const step = this.#step(at)
      at = after(step)
      if (at.t > this.#explored) {
        this.#end = nonFinite(step, this.#setup.rule, this.#setup.objective.valueAt(at.theta))
        this.#explored = at.t
      }
      this.#checkpoints.keep(at)
    }
    this.#checkpoints.visit(at)
    return at
  }

  #hyperparameters(t: number): Readonly<Record<string, number>> {
    let values = this.#setup.hyperparameters
    for (const change of this.#inForce) if (change.from <= t) values = change.values
    return values
  }

  #step({ t, theta, state }: Checkpoint): Step {
    const { rule, objective } = this.#setup
    const input: StepInput = {
      t: t + 1,
      theta,
      gradient: objective.gradientAt(theta),
      state,
      hyperparameters: this.#hyperparameters(t),
    }
    return { input, result: applyRule(rule, input) }
  }
}

interface Step {
  readonly input: StepInput
  readonly result: StepResult
}

const after = ({ input, result }: Step): Checkpoint => ({
  t: input.t,
  theta: result.theta,
  state: result.state,
})

const traceOf = ({ input, result }: Step, lossBefore: number, lossAfter: number): Trace => ({
  ...input,
  values: result.values,
  lossBefore,
  lossAfter,
})

/** The first value of a step that is not finite, in the order in which a person would compute them. */
function nonFinite({ input, result }: Step, rule: Rule, loss: number): NonFinite | null {
  const inOrder: (readonly [string, readonly number[]])[] = [
    ['g', input.gradient],
    ...rule.assignments.map((a) => [a.target, result.values[a.target]!] as const),
    ['loss', [loss]],
  ]
  for (const [name, numbers] of inOrder) {
    const coordinate = numbers.findIndex((x) => !Number.isFinite(x))
    if (coordinate >= 0) return { step: input.t, name, coordinate, value: numbers[coordinate]! }
  }
  return null
}
