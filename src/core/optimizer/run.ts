import { type Checkpoint, Checkpoints } from './checkpoints.ts'
import type { Frame, NonFinite, PathPoint, Setup, Trace } from './frame.ts'
import type { Rule } from './rule.ts'
import { applyRule, initialState, type StepInput, type StepResult } from './step.ts'

/** The computing behind a Trajectory; its k are whole numbers ≥ 0. */
export class Run {
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
