import type { Objective } from '../objective/objective.ts'
import { Changes, partingStep } from './changes.ts'
import { type Checkpoint, Checkpoints } from './checkpoints.ts'
import { readsNorm } from './clipping.ts'
import type { Frame, NonFinite, PathPoint, Setup, Trace } from './frame.ts'
import type { Rule } from './rule.ts'
import { type Applied, scheduledRate } from './scheduling.ts'
import { applyRule, gradientNorm, initialState, type StepInput, type StepResult } from './step.ts'
import { Trail } from './trail.ts'

/** Frames kept ready: all that one picture of a run reads, and more. */
const FRAMES = 64

/** The computing behind a Trajectory; its k are whole numbers ≥ 0. */
export class Run {
  readonly #setup: Setup
  readonly #changes: Changes
  readonly #checkpoints: Checkpoints
  readonly #trail: Trail
  readonly #frames = new Map<number, Frame>()
  #end: NonFinite | null = null
  /** Up to here every step is known to be finite. */
  #explored = 0

  /** `known` is a run whose beginning this one may share. */
  constructor(setup: Setup, known?: Run) {
    this.#setup = setup
    this.#changes = new Changes(setup)
    const parting = known ? partingStep(setup, known.#setup) : -1
    if (known && parting > 0) {
      const last = parting - 1
      this.#checkpoints = known.#checkpoints.upTo(last)
      this.#trail = known.#trail.upTo(last)
      this.#explored = Math.min(last, known.#explored)
      this.#end = known.#end && known.#end.step <= last ? known.#end : null
      return
    }
    const theta = [...setup.start]
    const start = this.#changes.applied({ t: 0, theta, state: initialState(setup.rule, theta.length) })
    this.#checkpoints = new Checkpoints(start)
    const loss = setup.objective.valueAt(start.theta)
    this.#trail = new Trail({ t: 0, theta: start.theta, loss })
    if (!Number.isFinite(loss)) this.#end = { step: 0, name: 'loss', coordinate: 0, value: loss }
  }

  /** How much is remembered: bounded, however long the run. */
  get memory(): { readonly checkpoints: number; readonly points: number; readonly frames: number } {
    return { checkpoints: this.#checkpoints.size, points: this.#trail.size, frames: this.#frames.size }
  }

  firstNonFinite(upTo: number): NonFinite | null {
    this.#last(upTo)
    return this.#end && this.#end.step <= upTo ? this.#end : null
  }

  explore(upTo: number, most: number): number {
    this.#last(Math.min(upTo, this.#explored + most))
    return this.#end ? upTo : Math.min(upTo, this.#explored)
  }

  frame(k: number): Frame {
    const t = this.#last(k)
    const known = this.#frames.get(t)
    if (known) return known
    const made = this.#frameAt(t)
    this.#frames.set(t, made)
    for (const old of this.#frames.keys()) if (this.#frames.size > FRAMES) this.#frames.delete(old)
    return made
  }

  #frameAt(t: number): Frame {
    const { objective } = this.#setup
    const before = t > 0 ? this.#at(t - 1) : undefined
    const step = before && this.#step(before)
    const at = this.#at(t)
    const samples = this.#samples(t)
    return {
      t,
      theta: at.theta,
      loss: objective.valueAt(at.theta),
      gradient: this.#gradient(at),
      hyperparameters: this.#hyperparameters(t).values,
      state: at.state,
      ...(samples ? { samples } : {}),
      ...(step ? { trace: this.#traceOf(step) } : {}),
    }
  }

  #traceOf({ input, result, applied }: Step): Trace {
    const { objective } = this.#setup
    const samples = this.#samples(input.t - 1)
    return {
      ...input,
      values: result.values,
      lossBefore: objective.valueAt(input.theta),
      lossAfter: objective.valueAt(result.theta),
      ...(applied ? { schedule: applied } : {}),
      ...(samples ? { samples } : {}),
    }
  }

  path(from: number, to: number, maxPoints: number): readonly PathPoint[] {
    const last = this.#last(Math.max(from, to))
    const first = Math.min(from, to, last)
    const gaps = Math.max(1, Math.min(last - first, Math.max(2, Math.floor(maxPoints)) - 1))
    const points: PathPoint[] = []
    for (let i = 0; i <= gaps; i++) {
      const t = first + Math.round(((last - first) * i) / gaps)
      const point = i === 0 || i === gaps ? this.#pointAt(t) : this.#trail.near(t)
      if (point.t <= (points[points.length - 1]?.t ?? -1) || point.t < first || point.t > last) continue
      if ([point.loss, ...point.theta].every(Number.isFinite)) points.push(point)
    }
    return points
  }

  #pointAt(t: number): PathPoint {
    const near = this.#trail.near(t)
    if (near.t === t) return near
    const { theta } = this.#at(t)
    return { t, theta, loss: this.#setup.objective.valueAt(theta) }
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
      at = this.#changes.applied({ t: step.input.t, theta: step.result.theta, state: step.result.state })
      if (at.t > this.#explored) this.#discovered(step, at)
      this.#checkpoints.keep(at)
    }
    return at
  }

  /** A step made for the first time: is it finite, and should it be remembered? */
  #discovered(step: Step, at: Checkpoint): void {
    const { objective, rule } = this.#setup
    const loss = objective.valueAt(at.theta)
    this.#end = nonFinite(step, rule, loss)
    this.#explored = at.t
    this.#trail.keep({ t: at.t, theta: at.theta, loss })
  }

  #samples(t: number) {
    return this.#setup.sampling && (this.#changes.samples(t) ?? this.#setup.sampling.samplesOf(t + 1))
  }

  /** The part of the objective that step t + 1 sees. */
  #seen(t: number): Objective {
    const { objective, sampling } = this.#setup
    const samples = this.#samples(t)
    return samples && sampling ? sampling.over(samples) : objective
  }

  #gradient({ t, theta }: Checkpoint): readonly number[] {
    return this.#changes.gradient(t, this.#seen(t).gradientAt(theta))
  }

  /** What step t + 1 uses. */
  #hyperparameters(t: number): { values: Readonly<Record<string, number>>; applied?: Applied } {
    const values = this.#changes.hyperparameters(t)
    const { schedule } = this.#setup
    if (!schedule) return { values }
    const applied = scheduledRate(schedule, t, values['alpha'] ?? NaN)
    return { values: { ...values, alpha: applied.rate }, applied }
  }

  #step(at: Checkpoint): Step {
    const { values, applied } = this.#hyperparameters(at.t)
    const input: StepInput = {
      t: at.t + 1,
      theta: at.theta,
      gradient: this.#gradient(at),
      state: at.state,
      hyperparameters: values,
    }
    return { input, result: applyRule(this.#setup.rule, input), ...(applied ? { applied } : {}) }
  }
}

interface Step {
  readonly input: StepInput
  readonly result: StepResult
  readonly applied?: Applied
}

/** The first value of a step that is not finite, in the order in which a person would compute them. */
function nonFinite({ input, result }: Step, rule: Rule, loss: number): NonFinite | null {
  const inOrder: (readonly [string, readonly number[]])[] = [
    ['g', input.gradient],
    ...(readsNorm(rule) ? [['norm', [gradientNorm(input.gradient)]] as const] : []),
    ...rule.assignments.map((a) => [a.target, result.values[a.target]!] as const),
    ['loss', [loss]],
  ]
  for (const [name, numbers] of inOrder) {
    const coordinate = numbers.findIndex((x) => !Number.isFinite(x))
    if (coordinate >= 0) return { step: input.t, name, coordinate, value: numbers[coordinate]! }
  }
  return null
}
