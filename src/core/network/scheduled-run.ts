import type { Sample } from '../dataset/index.ts'
import { compile } from '../formula/evaluate.ts'
import { withClipping } from '../optimizer/clipping.ts'
import type { Rule } from '../optimizer/rule.ts'
import { gradientNorm } from '../optimizer/step.ts'
import { batches } from './batch.ts'
import { forward, lossAndGradient } from './dense.ts'
import { initialParameters } from './initial.ts'
import { networkLoss } from './score.ts'
import type { DenseSpec } from './spec.ts'

/** Everything that determines a training run whose learning rate changes from update to update. */
export interface ScheduledSetup {
  readonly network: DenseSpec
  readonly data: Sample
  readonly rule: Rule
  /** A value for each hyperparameter of the rule but `alpha`. */
  readonly hyperparameters: Readonly<Record<string, number>>
  /** The rate of the update after k updates: update t uses the rate at t − 1. */
  readonly rateAt: (k: number) => number
  /** How many updates are made. */
  readonly updates: number
  /** Points in a mini-batch. */
  readonly batch: number
  /** Of the first parameters and of the order of the points. */
  readonly seed: number
  /** The longest gradient that an update may use; ∞ clips none. */
  readonly clip: number
  /** The loss is measured before the first update, after every so many, and after the last. */
  readonly every: number
}

/** The loss over all points after t updates. */
export interface LossPoint {
  readonly t: number
  readonly loss: number
}

/** What a run has come to; the same whichever way it was cut into pieces. */
export interface ScheduledResult {
  /** How many updates were made. */
  readonly made: number
  readonly done: boolean
  readonly losses: readonly LossPoint[]
  /** The parameters after the last update, laid out as `layout(spec)` says. */
  readonly parameters: Float64Array
  /** The update after which the loss, or a parameter, was no longer a finite number; the run ends there. */
  readonly brokeAt: number | null
  /** How many updates were made with a shortened gradient. */
  readonly clipped: number
}

/**
 * Trains a network step by step with a scheduled rate, in float64. Every value handed out is the state after one more
 * update; whoever drives it may pause between any two. Equal setups give equal losses, bit for bit.
 */
export function* scheduledRun(setup: ScheduledSetup): Generator<ScheduledResult, ScheduledResult> {
  const { network, data, updates, every, clip } = setup
  const rule = clip < Infinity ? withClipping(setup.rule) : setup.rule
  const apply = applied(rule, { ...setup.hyperparameters, clip })
  const pick = picker(setup)
  let parameters: Float64Array = Float64Array.from(initialParameters(network, setup.seed))
  const slots = rule.state.map(({ initial }) => new Float64Array(parameters.length).fill(initial))
  const lossOf = (): number => networkLoss(network, forward(network, parameters, data.x).logits, data.y)
  const losses: LossPoint[] = [{ t: 0, loss: lossOf() }]
  let clipped = 0
  for (let t = 1; t <= updates; t++) {
    const { x, y } = pick(t - 1)
    const { gradient } = lossAndGradient(network, parameters, x, y, 0)
    const norm = clip < Infinity ? gradientNorm([...gradient]) : NaN
    if (norm > clip) clipped++
    parameters = apply({ t, norm, rate: setup.rateAt(t - 1) }, gradient, parameters, slots)
    const isMeasured = t % every === 0 || t === updates
    const loss = isMeasured ? lossOf() : 0
    const broken = !Number.isFinite(loss) || !parameters.every(Number.isFinite)
    if (isMeasured && Number.isFinite(loss)) losses.push({ t, loss })
    const brokeAt = broken ? t : null
    const done = broken || t === updates
    const result = { made: t, done, losses, parameters, brokeAt, clipped }
    if (done) return result
    yield result
  }
  return { made: 0, done: true, losses, parameters, brokeAt: null, clipped }
}

/** The points of update k + 1. */
function picker({ data, seed, batch }: ScheduledSetup) {
  const size = Math.min(batch, data.n)
  const order = batches(seed, data.n, size)
  const x = new Float64Array(2 * size)
  const y = new Float64Array(size)
  return (k: number) => {
    order(k).forEach((point, i) => {
      x[2 * i] = data.x[2 * point]!
      x[2 * i + 1] = data.x[2 * point + 1]!
      y[i] = data.y[point]!
    })
    return { x, y }
  }
}

/** What is the same for every parameter of an update. */
interface Update {
  readonly t: number
  readonly norm: number
  readonly rate: number
}

/** The rule's assignments for every parameter on its own; the slots are replaced in place. */
function applied(rule: Rule, hyperparameters: Readonly<Record<string, number>>) {
  const hypers = rule.hyperparameters.map((h) => h.name)
  const given = ['t', 'norm', 'g', 'theta_prev', ...rule.state.map((s) => `${s.name}_prev`), ...hypers]
  const names = [...given, ...rule.assignments.map((a) => a.target)]
  const program = rule.assignments.map((a, i) => compile(a.value, names.slice(0, given.length + i)))
  const place = (name: string): number => names.lastIndexOf(name)
  const memory = rule.state.map((s) => place(s.name))
  const row = new Float64Array(names.length)
  hypers.forEach((name) => (row[place(name)] = hyperparameters[name] ?? NaN))
  const [alpha, theta] = [place('alpha'), place('theta')]
  return (
    { t, norm, rate }: Update,
    gradient: Float64Array,
    parameters: Float64Array,
    slots: readonly Float64Array[],
  ): Float64Array => {
    row[0] = t
    row[1] = norm
    row[alpha] = rate
    return parameters.map((value, k) => {
      row[2] = gradient[k]!
      row[3] = value
      slots.forEach((slot, s) => (row[4 + s] = slot[k]!))
      program.forEach((run, i) => (row[given.length + i] = run(row)))
      slots.forEach((slot, s) => (slot[k] = row[memory[s]!]!))
      return row[theta]!
    })
  }
}
