import { objectiveFrom, type Objective } from '../../core/objective/objective.ts'
import { preset, type PresetId } from '../../core/objective/presets.ts'
import { knownFloor, outcomeOf, ranking, type Outcome } from '../../core/optimizer/race.ts'
import { raceRun, type RaceRun, type RaceSetup } from '../../core/optimizer/race-run.ts'
import type { Values } from '../../widget-kit/param.ts'
import { params } from './params.ts'
import { conventionOf, FEWEST, isRunner, MOST, newRunner, parseRunners, runnersText } from './runners.ts'
import type { Runner } from './runners.ts'

export type ObjectiveId = PresetId | 'typed'

/** Everything the reader has chosen; every run is computed from it. */
export interface State {
  readonly objective: ObjectiveId
  readonly formula: string
  readonly runners: readonly Runner[]
  readonly start: readonly number[]
  readonly tolerance: number
  readonly limit: number
  /** Steps made, by all. */
  readonly step: number
  readonly noise: number
  readonly seed: number
  readonly order: 'chosen' | 'result'
  /** Whether the learning rates are those that a search found for this race. */
  readonly found: boolean
}

export type Setting = 'tolerance' | 'limit' | 'noise' | 'seed'

export type Action =
  | { readonly type: 'objective'; readonly objective: ObjectiveId }
  | { readonly type: 'formula'; readonly formula: string }
  | { readonly type: 'start'; readonly start: readonly number[] }
  | { readonly type: 'set'; readonly name: Setting; readonly value: number }
  | { readonly type: 'runner'; readonly at: number; readonly family: string; readonly convention?: string }
  | { readonly type: 'hyper'; readonly at: number; readonly name: string; readonly value: number }
  | { readonly type: 'same-rate'; readonly value: number }
  | { readonly type: 'found'; readonly rates: readonly number[] }
  | { readonly type: 'add' }
  | { readonly type: 'remove'; readonly at: number }
  | { readonly type: 'order'; readonly order: State['order'] }
  | { readonly type: 'go'; readonly step: number }
  | { readonly type: 'move'; readonly by: number }

export function objectiveOf({ objective, formula }: Pick<State, 'objective' | 'formula'>): Objective {
  if (objective !== 'typed') return preset(objective)
  const result = objectiveFrom(formula)
  if (!result.ok) throw new Error(`“${formula}” is no formula: ${result.error.code}.`)
  return result.objective
}

export function setupOf(state: State, runner: Runner): RaceSetup {
  const { start, noise, seed } = state
  return {
    rule: conventionOf(runner).rule,
    objective: objectiveOf(state),
    start,
    hyperparameters: runner.hyper,
    noise: { seed, deviation: noise },
  }
}

/** The loss at which a runner has arrived. */
export const targetOf = (state: State): number => knownFloor(objectiveOf(state)) + state.tolerance

/** What a race is, apart from where one looks at it; equal texts are equal races. */
export const raceKey = (state: State): string => {
  const { objective, formula, runners, start, tolerance, limit, noise, seed } = state
  const f = objective === 'typed' ? formula : ''
  return JSON.stringify([objective, f, runners, start, tolerance, limit, noise, noise > 0 ? seed : 0])
}

const runs = new Map<string, RaceRun>()
const KEPT = 18

/** The whole run of a runner. The last few are kept, so that changing one runner computes one. */
export function runOf(state: State, runner: Runner): RaceRun {
  const key = raceKey({ ...state, runners: [runner], tolerance: 0, limit: 0 })
  const run = runs.get(key) ?? raceRun(setupOf(state, runner))
  runs.delete(key)
  runs.set(key, run)
  for (const old of runs.keys()) if (runs.size > KEPT) runs.delete(old)
  return run
}

/** A runner with its run, its result and its place in the ranking, 1 being the best. */
export interface Lane {
  readonly place: number
  readonly runner: Runner
  readonly theta: RaceRun['theta']
  readonly losses: readonly number[]
  readonly outcome: Outcome
}

const races = new Map<string, readonly Lane[]>()

/** All runners followed to the limit, in the order chosen. */
export function raceOf(state: State): readonly Lane[] {
  const key = raceKey(state)
  const known = races.get(key)
  if (known) return known
  const target = targetOf(state)
  const made = state.runners.map((runner) => {
    const run = runOf(state, runner)
    run.advance(state.limit)
    // A run kept from a longer race goes on beyond this one's limit.
    const losses = run.losses.slice(0, state.limit + 1)
    const theta = run.theta.slice(0, state.limit + 1)
    const end = run.end && run.end.step <= state.limit ? run.end : null
    return { runner, theta, losses, outcome: outcomeOf({ ...run, losses, theta, end }, target) }
  })
  const order = ranking(made.map((m) => m.outcome))
  const lanes = made.map((m, i) => ({ ...m, place: order.indexOf(i) + 1 }))
  races.set(key, lanes)
  for (const old of races.keys()) if (races.size > 4) races.delete(old)
  return lanes
}

/** The lanes in the order in which the table shows them. */
export function listed(state: State): readonly number[] {
  const lanes = raceOf(state)
  const all = lanes.map((_, i) => i)
  return state.order === 'chosen' ? all : all.sort((i, j) => lanes[i]!.place - lanes[j]!.place)
}

/** Where a runner stands at a step: there, or at its last finite point. */
export function standing(lane: Lane, step: number): { t: number; theta: readonly number[]; loss: number } {
  const t = Math.min(step, lane.losses.length - 1)
  return { t, theta: lane.theta[t] ?? [], loss: lane.losses[t] ?? NaN }
}

const withRates = (state: State, rate: (i: number) => number): State => ({
  ...state,
  runners: state.runners.map((r, i) => ({ ...r, hyper: { ...r.hyper, alpha: rate(i) } })),
})

const changed = (state: State, runners: readonly Runner[]): State =>
  runners.every(isRunner) ? { ...state, runners, found: false } : state

const withStart = (state: State, start: readonly number[]): State => {
  const objective = objectiveOf(state)
  const fits =
    start.length === objective.names.length &&
    start.every((x) => x >= params.start.min && x <= params.start.max)
  // JSON does not know −0.
  const from = fits ? start.map((x) => x + 0) : objective.start
  return { ...state, start: from, step: 0, found: false }
}

/** Another function: begun at its own start, all with a learning rate that makes sense there. */
const withObjective = (state: State): State => {
  const { start, learningRate } = objectiveOf(state)
  return withStart(
    withRates(state, () => learningRate),
    start,
  )
}

const clamped = (step: number, limit: number): number => Math.min(Math.max(0, Math.floor(step) || 0), limit)

function withRunner(state: State, { at, family, convention }: Action & { type: 'runner' }): State {
  const old = state.runners[at]
  if (!old) return state
  const made = newRunner(family, old.hyper['alpha']!, convention)
  return changed(
    state,
    state.runners.map((r, i) => (i === at ? made : r)),
  )
}

/** One more: the first family that does not run yet. */
const FIRST_ADDED = ['nesterov', 'rmsprop', 'adagrad', 'momentum', 'adam', 'gradient-descent', 'adamw']

function withOneMore(state: State): State {
  if (state.runners.length >= MOST) return state
  const family = FIRST_ADDED.find((id) => !state.runners.some((r) => r.family === id))!
  const alpha = objectiveOf(state).learningRate
  return changed(state, [...state.runners, newRunner(family, alpha)])
}

function withSetting(state: State, name: Setting, value: number): State {
  const { min, max } = params[name]
  if (!(value >= min && value <= max)) return state
  const next = { ...state, [name]: value, found: false }
  return { ...next, step: clamped(next.step, next.limit) }
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'objective':
      return action.objective === state.objective
        ? state
        : withObjective({ ...state, objective: action.objective })
    case 'formula':
      return objectiveFrom(action.formula).ok
        ? withObjective({ ...state, objective: 'typed', formula: action.formula })
        : state
    case 'start':
      return withStart(state, action.start)
    case 'set':
      return withSetting(state, action.name, action.value)
    case 'runner':
      return withRunner(state, action)
    case 'hyper':
      return changed(
        state,
        state.runners.map((r, i) =>
          i === action.at ? { ...r, hyper: { ...r.hyper, [action.name]: action.value } } : r,
        ),
      )
    case 'same-rate':
      return changed(state, withRates(state, () => action.value).runners)
    case 'found': {
      if (action.rates.length !== state.runners.length) return state
      const next = withRates(state, (i) => action.rates[i]!)
      return next.runners.every(isRunner) ? { ...next, found: true } : state
    }
    case 'add':
      return withOneMore(state)
    case 'remove':
      return state.runners.length <= FEWEST || !state.runners[action.at]
        ? state
        : changed(
            state,
            state.runners.filter((_, i) => i !== action.at),
          )
    case 'order':
      return { ...state, order: action.order }
    case 'go':
      return { ...state, step: clamped(action.step, state.limit) }
    case 'move': {
      const step = clamped(state.step + action.by, state.limit)
      return step === state.step ? state : { ...state, step }
    }
  }
}

/** Walking along the race is one change for the history, and so is dragging one thing. */
export function mergeKey(action: Action): string | null {
  switch (action.type) {
    case 'go':
    case 'move':
      return 'cursor'
    case 'start':
    case 'same-rate':
      return action.type
    case 'set':
      return `set ${action.name}`
    case 'hyper':
      return `hyper ${action.at} ${action.name}`
    default:
      return null
  }
}

export function init(p: Values<typeof params>): State {
  const { objective, formula, tolerance, limit, noise, seed, order } = p
  const { learningRate } = objectiveOf({ objective, formula })
  const runners = parseRunners(p.runners, learningRate)
  if (!runners) throw new Error(`“${p.runners}” are no runners.`)
  const base = { objective, formula, runners, tolerance, limit, noise, seed, order }
  const state = withStart({ ...base, start: [], step: 0, found: false }, p.start)
  return { ...state, step: clamped(p.step, limit) }
}

export const valuesOf = (s: State): Values<typeof params> => {
  const { start, learningRate } = objectiveOf(s)
  const { objective, formula, tolerance, limit, step, noise, seed, order } = s
  return {
    objective,
    formula,
    runners: runnersText(s.runners, learningRate),
    start: s.start.every((x, i) => x === start[i]) ? [] : s.start,
    tolerance,
    limit,
    step,
    noise,
    seed,
    order,
  }
}
