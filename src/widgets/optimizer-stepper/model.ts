import { objectiveFrom, type Objective } from '../../core/objective/objective.ts'
import { preset, type PresetId } from '../../core/objective/presets.ts'
import {
  trainingOptimizer as optimizer,
  type TrainingOptimizerId as OptimizerId,
} from '../../core/optimizer/index.ts'
import type { Rule } from '../../core/optimizer/rule.ts'
import { trajectory, type Change, type Trajectory } from '../../core/optimizer/trajectory.ts'
import type { Values } from '../../widget-kit/param.ts'
import { LAST_STEP, params, type HyperName } from './params.ts'

export type ObjectiveId = PresetId | 'typed'

/** Everything the reader has chosen. The run itself is computed from it, the same whichever way one comes to a step. */
export interface State {
  readonly optimizer: OptimizerId
  readonly objective: ObjectiveId
  readonly formula: string
  readonly start: readonly number[]
  readonly hyper: Readonly<Record<HyperName, number>>
  /** Hyperparameters changed later than at the start. */
  readonly changes: readonly Change[]
  /** Steps made. */
  readonly step: number
  /** Stops of the next step that are done: 0 between steps. */
  readonly sub: number
  /** The stop that the three lines show between steps. */
  readonly focus: number
  readonly digits: number
}

export type Action =
  | { readonly type: 'optimizer'; readonly optimizer: OptimizerId }
  | { readonly type: 'objective'; readonly objective: ObjectiveId }
  | { readonly type: 'formula'; readonly formula: string }
  | { readonly type: 'start'; readonly start: readonly number[] }
  | { readonly type: 'hyper'; readonly name: HyperName; readonly value: number }
  | { readonly type: 'digits'; readonly digits: number }
  | { readonly type: 'go'; readonly step: number }
  | { readonly type: 'forward' | 'back' | 'sub-forward' | 'sub-back' }
  | { readonly type: 'focus'; readonly stop: number }

/** More changes of hyperparameters than anyone makes by hand. */
export const MOST_CHANGES = 500

export function objectiveOf(state: Pick<State, 'objective' | 'formula'>): Objective {
  if (state.objective !== 'typed') return preset(state.objective)
  const result = objectiveFrom(state.formula)
  if (!result.ok) throw new Error(`“${state.formula}” is no formula: ${result.error.code}.`)
  return result.objective
}

export const ruleOf = (state: Pick<State, 'optimizer'>): Rule => optimizer(state.optimizer)

/** Where one can stop inside a step: the gradient, each assignment, the new loss. */
export const stopsOf = (rule: Rule): readonly string[] => [
  'g',
  ...rule.assignments.map((a) => a.target),
  'loss',
]

/** What the three lines show between steps: how the parameter was changed, not the loss that follows from it. */
const resting = (rule: Rule): number => stopsOf(rule).length - 2

const cache = new Map<string, Trajectory>()
const CACHED = 4

/** The run that the state describes. A few are kept, so that stepping does not compute what was computed before. */
export function runOf(state: State): Trajectory {
  const { optimizer: id, objective, formula, start, hyper, changes } = state
  const key = JSON.stringify([id, objective, objective === 'typed' ? formula : '', start, hyper, changes])
  const known = cache.get(key)
  if (known) return known
  const rule = ruleOf(state)
  const own = new Set(rule.hyperparameters.map((h) => h.name))
  const made = trajectory({
    rule,
    objective: objectiveOf(state),
    start,
    hyperparameters: hyper,
    changes: changes.filter((c) => own.has(c.name)),
  })
  cache.set(key, made)
  for (const old of cache.keys()) if (cache.size > CACHED) cache.delete(old)
  return made
}

/** The farthest step up to `step` whose numbers are all finite or, if they stop being so, the step where they do. */
export const reachable = (state: State, step: number): number =>
  runOf(state).frame(Math.min(step, LAST_STEP)).t

const withStart = (state: State, start: readonly number[]): State => {
  const objective = objectiveOf(state)
  const fits = start.length === objective.names.length && start.every(Number.isFinite)
  return { ...state, start: fits ? start : objective.start, step: 0, sub: 0, changes: [] }
}

/** Another function: begun at its own start, with a learning rate that makes sense there. */
const withObjective = (state: State): State => {
  const { start, learningRate } = objectiveOf(state)
  const alpha = state.optimizer === 'adam' ? state.hyper.alpha : learningRate
  return withStart({ ...state, hyper: { ...state.hyper, alpha } }, start)
}

/** The state at a place of its run, kept inside it; a step whose stops are all done is the place after it. */
export function at(state: State, step: number, sub: number): State {
  const stops = stopsOf(ruleOf(state)).length
  const last = reachable(state, step + 1)
  if (sub >= stops) return at({ ...state, focus: stops - 1 }, step + 1, 0)
  const to = Math.max(0, Math.min(step, last))
  const stuck =
    to < step || (sub > 0 && last === step && step > 0 && runOf(state).firstNonFinite(step) !== null)
  return {
    ...state,
    step: to,
    sub: stuck || to >= LAST_STEP ? 0 : sub,
    focus: Math.min(state.focus, stops - 1),
  }
}

function move(state: State, type: 'forward' | 'back' | 'sub-forward' | 'sub-back'): State {
  const { step, sub } = state
  switch (type) {
    case 'forward':
      return at(state, step + 1, 0)
    case 'back':
      return at(state, sub > 0 ? step : step - 1, 0)
    case 'sub-forward':
      return at(state, step, sub + 1)
    case 'sub-back':
      if (sub > 0) return at(state, step, sub - 1)
      return step > 0 ? at(state, step - 1, stopsOf(ruleOf(state)).length - 1) : state
  }
}

function withHyper(state: State, name: HyperName, value: number): State {
  const limits = params[name]
  if (!(value >= limits.min && value <= limits.max)) return state
  // What is changed here holds from here on: what was changed later gives way.
  const others = state.changes.filter((c) => c.step < state.step || c.name !== name)
  if (state.step === 0) return { ...state, hyper: { ...state.hyper, [name]: value }, changes: others }
  if (others.length >= MOST_CHANGES) return state
  return at({ ...state, changes: [...others, { step: state.step, name, value }] }, state.step, state.sub)
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'optimizer': {
      if (action.optimizer === state.optimizer) return state
      const next = {
        ...state,
        optimizer: action.optimizer,
        changes: [],
        sub: 0,
        focus: Number.MAX_SAFE_INTEGER,
      }
      return at(next, state.step, 0)
    }
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
    case 'hyper':
      return withHyper(state, action.name, action.value)
    case 'digits':
      return { ...state, digits: action.digits }
    case 'go':
      return at(state, Math.max(0, Math.floor(action.step) || 0), 0)
    case 'focus':
      return at({ ...state, focus: action.stop }, state.step, 0)
    default:
      return move(state, action.type)
  }
}

/** Walking through the run is one change for the history, and so is dragging one slider. */
export function mergeKey(action: Action): string | null {
  switch (action.type) {
    case 'forward':
    case 'back':
    case 'sub-forward':
    case 'sub-back':
    case 'go':
    case 'focus':
      return 'cursor'
    case 'hyper':
      return `hyper ${action.name}`
    case 'digits':
      return 'digits'
    default:
      return null
  }
}

export function init(p: Values<typeof params>): State {
  const base: State = {
    optimizer: p.optimizer,
    objective: p.objective,
    formula: p.formula,
    start: [],
    hyper: { alpha: p.alpha, beta: p.beta, beta1: p.beta1, beta2: p.beta2, epsilon: p.epsilon },
    changes: [],
    step: 0,
    sub: 0,
    focus: resting(optimizer(p.optimizer)),
    digits: p.digits,
  }
  return at(withStart(base, p.start), p.step, p.sub)
}

export const valuesOf = (s: State): Values<typeof params> => ({
  optimizer: s.optimizer,
  objective: s.objective,
  formula: s.formula,
  start: s.start.every((x, i) => x === objectiveOf(s).start[i]) ? [] : s.start,
  ...s.hyper,
  step: s.step,
  sub: s.sub,
  digits: s.digits,
})
