import type { LeastSquares } from '../../core/objective/least-squares.ts'
import { objectiveFrom, type Objective } from '../../core/objective/objective.ts'
import { bowl, preset } from '../../core/objective/presets.ts'
import type { Samples, Sampling } from '../../core/objective/sampling.ts'
import { readsNorm, withClipping } from '../../core/optimizer/clipping.ts'
import type { Convention } from '../../core/optimizer/conventions.ts'
import { CONVENTION_NAMES, type FamilyId } from '../../core/optimizer/families.ts'
import { TRAINING_OPTIMIZERS } from '../../core/optimizer/index.ts'
import type { Rule } from '../../core/optimizer/rule.ts'
import type { Scheduling } from '../../core/optimizer/scheduling.ts'
import { trajectory, type Trajectory } from '../../core/optimizer/trajectory.ts'
import { undecayedId, withWeightDecay } from '../../core/optimizer/weight-decay.ts'
import type { Schedule } from '../../core/schedule/schedule.ts'
import { extras } from './extras.ts'
import { HYPERS, params, type HyperName } from './params.ts'
import type { Sampled, Scheduled, State } from './state.ts'

/** A few results are kept by what they were made from: equal choices are the same object, and a run can tell. */
function kept<K, T>(size: number, make: (key: K) => T): (key: K) => T {
  const known = new Map<string, T>()
  return (key) => {
    const name = JSON.stringify(key)
    const found = known.get(name)
    if (found !== undefined) return found
    const made = make(key)
    known.set(name, made)
    for (const old of known.keys()) if (known.size > size) known.delete(old)
    return made
  }
}

const typed = kept(4, (formula: string): Objective => {
  const result = objectiveFrom(formula)
  if (!result.ok) throw new Error(`“${formula}” is no formula: ${result.error.code}.`)
  return result.objective
})

const lineThrough = kept(4, (points: readonly number[]): LeastSquares =>
  extras().leastSquares(
    Array.from({ length: points.length / 2 }, (_, i) => [points[2 * i] ?? 0, points[2 * i + 1] ?? 0]),
  ),
)

export function objectiveOf(state: Pick<State, 'objective' | 'formula' | 'condition' | 'points'>): Objective {
  if (state.objective === 'typed') return typed(state.formula)
  if (state.objective === 'least-squares') return lineThrough(state.points)
  return state.objective === 'bowl' ? bowl(state.condition) : preset(state.objective)
}

/** The samples, where the function is a mean over some. */
export const pointsOf = (state: State): LeastSquares['points'] =>
  state.objective === 'least-squares' ? lineThrough(state.points).points : []

/** The usual conventions of a few optimizers are always there; every other is an extra. */
const BASIC: readonly Convention[] = TRAINING_OPTIMIZERS.map((rule) => ({
  ...CONVENTION_NAMES[rule.id as FamilyId][0],
  rule,
}))

/** The convention of that name, or the usual one of the optimizer. */
export function conventionOf({ optimizer, convention }: Pick<State, 'optimizer' | 'convention'>): Convention {
  const [usual, ...others] = CONVENTION_NAMES[optimizer]
  if (!others.some(({ id }) => id === convention)) {
    const basic = BASIC.find(({ rule }) => rule.id === optimizer)
    if (basic) return basic
  }
  const { conventions } = extras().familyOf(optimizer)
  return conventions.find(({ id }) => id === convention) ?? conventions.find(({ id }) => id === usual.id)!
}

const decayed = new WeakMap<Rule, Rule>()
const clipped = new WeakMap<Rule, Rule>()
function once(known: WeakMap<Rule, Rule>, rule: Rule, make: (rule: Rule) => Rule): Rule {
  const found = known.get(rule) ?? make(rule)
  known.set(rule, found)
  return found
}

/** The rule with what is put around it: L2 decay and clipping, where they are chosen at any step. */
export function ruleOf(state: Pick<State, 'optimizer' | 'convention' | 'hyper' | 'changes'>): Rule {
  const wanted = (name: HyperName): boolean =>
    (state.hyper[name] ?? 0) > 0 || state.changes.some((c) => c.name === name && c.coordinate === undefined)
  let { rule } = conventionOf(state)
  if (undecayedId(rule) === rule.id && wanted('l2')) rule = once(decayed, rule, withWeightDecay)
  return wanted('clip') ? once(clipped, rule, withClipping) : rule
}

const PLAIN: readonly string[] = ['gradient-descent', 'momentum', 'nesterov']

/** Whether a rule scales its own steps, so that its learning rate does not depend on the function's steepness. */
export const isAdaptive = (state: Pick<State, 'optimizer'>): boolean => !PLAIN.includes(state.optimizer)

/** What a hyperparameter is while nobody has chosen it. */
export function usual(state: State, name: HyperName): number {
  const { rule } = conventionOf(state)
  const own = rule.hyperparameters.find((h) => h.name === name)?.default
  if (name === 'clip') return 0
  if (name !== 'alpha' || isAdaptive(state)) return own ?? 0
  const { min, max } = params.alpha.range
  return Math.min(max, Math.max(min, objectiveOf(state).learningRate))
}

/** The hyperparameter as chosen for the step after `step`, before any schedule. */
export function chosenAt(state: State, step: number, name: HyperName): number {
  let value = state.hyper[name] ?? usual(state, name)
  let from = 0
  for (const change of state.changes) {
    if (change.name !== name || change.coordinate !== undefined) continue
    if (change.step <= step && change.step >= from) ({ value, step: from } = change)
  }
  return value
}

/** For a reader 0 means that nothing is clipped; for the rule that is a threshold of ∞. */
const forRule = (name: string, value: number): number => (name === 'clip' && value === 0 ? Infinity : value)

const schedulingFrom = kept(4, ({ schedule, total, every, gamma, floor, warmup }: Scheduled): Scheduling => {
  const bare = extras().SCHEDULES[schedule]
  const all: Readonly<Record<string, number>> = {
    total,
    every,
    alpha_min: floor,
    warm_up: warmup,
    ...(gamma === 'auto' ? {} : { gamma }),
  }
  const around: Schedule = warmup > 0 ? extras().withWarmUp(bare) : bare
  const settings = around.parameters
    .filter((p) => p.name !== 'alpha')
    .map((p) => [p.name, all[p.name] ?? p.default] as const)
  return { schedule: around, settings: Object.fromEntries(settings) }
})

/** The schedule around the rule, unless α stays what was chosen. */
export const schedulingOf = ({ scheduled }: Pick<State, 'scheduled'>): Scheduling | undefined =>
  scheduled.schedule === 'none' && scheduled.warmup === 0 ? undefined : schedulingFrom(scheduled)

const everyOf = (n: number): Samples => Array.from({ length: n }, (_, i) => i)

const samplingFrom = kept(
  4,
  ({ points, sampled }: { readonly points: readonly number[]; readonly sampled: Sampled }): Sampling => {
    const { over, term, points: all } = lineThrough(points)
    const n = all.length
    const one = [Math.min(sampled.sample, n) - 1]
    const samplesOf =
      sampled.batch === 'mini'
        ? extras().miniBatches(sampled.seed, n, sampled.size)
        : () => (sampled.batch === 'one' ? one : everyOf(n))
    return { samplesOf, over, term }
  },
)

/** Which samples each step sees, unless every step sees all of them. */
export const samplingOf = (state: State): Sampling | undefined =>
  state.objective === 'least-squares' && (state.sampled.batch !== 'all' || state.picks.length > 0)
    ? samplingFrom({ points: state.points, sampled: state.sampled })
    : undefined

/** Where one can stop inside a step: the gradient, what is put around the rule, each assignment, the new loss. */
export function stopsOf(
  state: Pick<State, 'optimizer' | 'convention' | 'hyper' | 'changes' | 'scheduled'>,
): readonly string[] {
  const rule = ruleOf(state)
  return [
    'g',
    ...(readsNorm(rule) ? ['norm'] : []),
    ...(schedulingOf(state) ? ['rate'] : []),
    ...rule.assignments.map((a) => a.target),
    'loss',
  ]
}

/** The stop that is looked at, by its place and name, and the step that it is of. */
export function stopInView(state: State): {
  readonly place: number
  readonly stop: string
  readonly of: number
} {
  const stops = stopsOf(state)
  const isInside = state.sub > 0
  const place = isInside ? state.sub - 1 : Math.min(state.focus, stops.length - 1)
  return { place, stop: stops[place] ?? 'theta', of: isInside ? state.step + 1 : state.step }
}

const cache = new Map<string, Trajectory>()
const CACHED = 4

/**
 * The run that the state describes. A few are kept, so that stepping does not compute what was computed before, and a
 * number changed by hand is computed from there on only.
 */
export function runOf(state: State): Trajectory {
  const { optimizer, convention, objective, formula, condition, points, sampled, scheduled } = state
  const { start, hyper, changes, picks } = state
  const key = JSON.stringify([
    [optimizer, convention, objective, scheduled, start, hyper],
    objective === 'typed' ? formula : objective === 'bowl' ? condition : '',
    objective === 'least-squares' ? [points, sampled] : '',
    changes,
    picks,
  ])
  const known = cache.get(key)
  if (known) return known
  const made = trajectory(setupOf(state), [...cache.values()].at(-1))
  cache.set(key, made)
  for (const old of cache.keys()) if (cache.size > CACHED) cache.delete(old)
  return made
}

function setupOf(state: State): Trajectory['setup'] {
  const rule = ruleOf(state)
  const own = new Set(rule.hyperparameters.map((h) => h.name))
  const numbers = new Set(['theta', 'g', ...rule.state.map((slot) => slot.name)])
  const values = HYPERS.filter((name) => own.has(name)).map(
    (name) => [name, forRule(name, state.hyper[name] ?? usual(state, name))] as const,
  )
  const [schedule, sampling] = [schedulingOf(state), samplingOf(state)]
  return {
    rule,
    objective: objectiveOf(state),
    start: state.start,
    hyperparameters: Object.fromEntries(values),
    changes: state.changes
      .filter((c) => (c.coordinate === undefined ? own : numbers).has(c.name))
      .map((c) => (c.coordinate === undefined ? { ...c, value: forRule(c.name, c.value) } : c)),
    ...(schedule ? { schedule } : {}),
    ...(sampling ? { sampling, picks: state.picks } : {}),
  }
}
