import { objectiveFrom } from '../../core/objective/objective.ts'
import { CONVENTION_NAMES, type FamilyId } from '../../core/optimizer/families.ts'
import type { Values } from '../../widget-kit/param.ts'
import { HYPERS, LAST_STEP, params, type HyperName } from './params.ts'
import { conventionOf, isAdaptive, objectiveOf, pointsOf, ruleOf, runOf, stopsOf } from './run.ts'
import type { ObjectiveId, Sampled, Scheduled, State } from './state.ts'

export type { ObjectiveId, State } from './state.ts'
export { chosenAt, conventionOf, objectiveOf, ruleOf, runOf, stopsOf } from './run.ts'

export type Action =
  | { readonly type: 'optimizer'; readonly optimizer: FamilyId }
  | { readonly type: 'convention'; readonly convention: string }
  | { readonly type: 'objective'; readonly objective: ObjectiveId }
  | { readonly type: 'formula'; readonly formula: string }
  | { readonly type: 'condition'; readonly condition: number }
  | { readonly type: 'points'; readonly points: readonly number[] }
  | { readonly type: 'sampled'; readonly sampled: Partial<Sampled> }
  | { readonly type: 'scheduled'; readonly scheduled: Partial<Scheduled> }
  /** Samples of the next step; null gives the choice back. */
  | { readonly type: 'pick'; readonly samples: readonly number[] | null }
  | { readonly type: 'start'; readonly start: readonly number[] }
  | { readonly type: 'hyper'; readonly name: HyperName; readonly value: number }
  /** A number at the present step: `theta`, `g` or a slot; null gives it back to the rule. */
  | {
      readonly type: 'edit'
      readonly name: string
      readonly coordinate: number
      readonly value: number | null
    }
  | { readonly type: 'digits'; readonly digits: number }
  | { readonly type: 'go'; readonly step: number }
  | { readonly type: 'forward' | 'back' | 'sub-forward' | 'sub-back' }
  | { readonly type: 'focus'; readonly stop: number }
  /** To a step, with a hyperparameter set from the start on and more digits, where something shows that it should. */
  | {
      readonly type: 'try'
      readonly step: number
      readonly setting: { readonly name: string; readonly value: number } | null
      readonly digits: number | null
    }

/** Whether what the action leads to may need what is fetched on demand. */
export const mayNeedExtras = ({ type }: Action): boolean =>
  ['optimizer', 'convention', 'objective', 'points', 'sampled', 'scheduled', 'pick'].includes(type)

/** More changes than anyone makes by hand, and more picks. */
export const MOST_CHANGES = 500
/** Numbers put in by hand are no larger than this. */
export const EDIT_LIMIT = 1e6

/** The slider and the loss chart reach this far, in strides, so that they do not rescale at every step. */
export const SPANS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, LAST_STEP] as const
const spanOf = (step: number): number => SPANS.find((s) => s >= step) ?? LAST_STEP

/** What the three lines show between steps: how the parameter was changed, not the loss that follows from it. */
const resting = (state: State): number => stopsOf(state).length - 2

/** The farthest step up to `step` whose numbers are all finite or, if they stop being so, the step where they do. */
export const reachable = (state: State, step: number): number =>
  runOf(state).frame(Math.min(step, LAST_STEP)).t

const withStart = (state: State, start: readonly number[]): State => {
  const objective = objectiveOf(state)
  const fits = start.length === objective.names.length && start.every(Number.isFinite)
  const begun = {
    ...state,
    start: fits ? start : objective.start,
    step: 0,
    sub: 0,
    span: params.span.default,
    changes: [],
    picks: [],
  }
  // Clipping that was switched on at a step goes with the changes, and its lines with it.
  return stopsOf(begun).length === stopsOf(state).length ? begun : { ...begun, focus: resting(begun) }
}

/** Another function: begun at its own start, with a learning rate that makes sense there. */
const withObjective = (state: State): State => {
  const { alpha: _, ...others } = state.hyper
  return withStart(isAdaptive(state) ? state : { ...state, hyper: others }, [])
}

/** The state at a place of its run, kept inside it; a step whose stops are all done is the place after it. */
export function at(state: State, step: number, sub: number): State {
  const stops = stopsOf(state).length
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
    span: Math.max(state.span, spanOf(to)),
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
      return step > 0 ? at(state, step - 1, stopsOf(state).length - 1) : state
  }
}

/** The same place of another run: what the rule's lines were is no longer what they are. */
const replayed = (state: State): State => at({ ...state, focus: resting(state) }, state.step, 0)

function withHyper(state: State, name: HyperName, value: number): State {
  const { min, max } = params[name].range
  if (!(value >= min && value <= max)) return state
  // What is changed here holds from here on: what was changed later gives way.
  const others = state.changes.filter((c) => c.step < state.step || c.name !== name)
  const changed =
    state.step === 0
      ? { ...state, hyper: { ...state.hyper, [name]: value }, changes: others }
      : { ...state, changes: [...others, { step: state.step, name, value }] }
  if (others.length >= MOST_CHANGES) return state
  return stopsOf(changed).length === stopsOf(state).length
    ? at(changed, state.step, state.sub)
    : replayed(changed)
}

function withEdit(state: State, { name, coordinate, value }: Extract<Action, { type: 'edit' }>): State {
  const known = ['theta', 'g', ...ruleOf(state).state.map((slot) => slot.name)].includes(name)
  const usable = value === null || Math.abs(value) <= EDIT_LIMIT
  const broken = runOf(state).firstNonFinite(state.step) !== null
  if (!known || !usable || broken || !(coordinate in state.start)) return state
  const others = state.changes.filter(
    (c) => !(c.step === state.step && c.name === name && c.coordinate === coordinate),
  )
  if (value !== null && others.length >= MOST_CHANGES) return state
  const changes = value === null ? others : [...others, { step: state.step, name, coordinate, value }]
  return at({ ...state, changes }, state.step, state.sub)
}

function withTry(state: State, { step, setting, digits }: Extract<Action, { type: 'try' }>): State {
  const shown = digits === null ? state : { ...state, digits }
  if (setting === null) return at(shown, step, 0)
  const name = HYPERS.find((known) => known === setting.name)
  if (!name || !(setting.value >= params[name].range.min && setting.value <= params[name].range.max))
    return state
  const changes = state.changes.filter((c) => c.name !== name || c.coordinate !== undefined)
  const hyper = { ...state.hyper, [name]: setting.value }
  return at({ ...shown, hyper, changes }, step, 0)
}

function withPick(state: State, samples: readonly number[] | null): State {
  const count = pointsOf(state).length
  const others = state.picks.filter((pick) => pick.step !== state.step)
  const usable =
    samples === null ||
    (samples.length > 0 &&
      samples.length <= count &&
      samples.every((i) => Number.isInteger(i) && i >= 0 && i < count))
  if (count === 0 || !usable || others.length >= MOST_CHANGES) return state
  const picks = samples === null ? others : [...others, { step: state.step, samples }]
  return at({ ...state, picks }, state.step, state.sub)
}

/** Without a −0, which no address and no link can say. */
const plain = (action: Action): Action => {
  switch (action.type) {
    case 'hyper':
      return { ...action, value: action.value + 0 }
    case 'edit':
      return action.value === null ? action : { ...action, value: action.value + 0 }
    case 'start':
      return { ...action, start: action.start.map((x) => x + 0) }
    case 'points':
      return { ...action, points: action.points.map((x) => x + 0) }
    default:
      return action
  }
}

/** Whether a part of a choice is one that the parameter of that name may say. */
const within = (
  name: 'size' | 'sample' | 'seed' | 'total' | 'every' | 'floor' | 'warmup',
  x: number,
): boolean => x >= params[name].min && x <= params[name].max

export function reduce(state: State, given: Action): State {
  const action = plain(given)
  switch (action.type) {
    case 'optimizer': {
      if (action.optimizer === state.optimizer) return state
      const [first] = CONVENTION_NAMES[action.optimizer]
      const next = { ...state, optimizer: action.optimizer, convention: first.id, changes: [] }
      return replayed(next)
    }
    case 'convention': {
      const found = CONVENTION_NAMES[state.optimizer].find((c) => c.id === action.convention)
      if (!found || found.id === state.convention) return state
      return replayed({ ...state, convention: found.id, changes: [] })
    }
    case 'objective':
      return action.objective === state.objective
        ? state
        : withObjective({ ...state, objective: action.objective })
    case 'formula':
      return objectiveFrom(action.formula).ok
        ? withObjective({ ...state, objective: 'typed', formula: action.formula })
        : state
    case 'condition': {
      const { min, max } = params.condition
      if (!(action.condition >= min && action.condition <= max)) return state
      const next = { ...state, condition: action.condition }
      return state.objective === 'bowl' ? withObjective(next) : next
    }
    case 'points': {
      const { length } = action.points
      const fits = length >= 2 && length % 2 === 0 && length <= params.points.maxLength
      const { min, max } = params.points
      if (!fits || !action.points.every((x) => x >= min && x <= max)) return state
      return withStart({ ...state, points: action.points }, state.start)
    }
    case 'sampled': {
      const { batch: _, ...numbers } = action.sampled
      const names = Object.keys(numbers) as (keyof typeof numbers)[]
      if (!names.every((name) => within(name, numbers[name] ?? NaN))) return state
      return replayed({ ...state, sampled: { ...state.sampled, ...action.sampled } })
    }
    case 'scheduled': {
      const { schedule: _, gamma, ...numbers } = action.scheduled
      const names = Object.keys(numbers) as (keyof typeof numbers)[]
      const fits = gamma === undefined || gamma === 'auto' || (gamma >= 0 && gamma <= 1)
      if (!fits || !names.every((name) => within(name, numbers[name] ?? NaN))) return state
      return replayed({ ...state, scheduled: { ...state.scheduled, ...action.scheduled } })
    }
    case 'pick':
      return withPick(state, action.samples)
    case 'start':
      return withStart(state, action.start)
    case 'hyper':
      return withHyper(state, action.name, action.value)
    case 'edit':
      return withEdit(state, action)
    case 'digits':
      return { ...state, digits: action.digits }
    case 'go':
      return at(state, Math.max(0, Math.floor(action.step) || 0), 0)
    case 'focus':
      return at({ ...state, focus: action.stop }, state.step, 0)
    case 'try':
      return withTry(state, action)
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
    case 'sampled':
    case 'scheduled':
      return `${action.type} ${Object.keys(action[action.type as never]).join()}`
    case 'condition':
    case 'digits':
      return action.type
    default:
      return null
  }
}

export function init(p: Values<typeof params>): State {
  const { batch, size, sample, seed } = p
  const { schedule, total, every, gamma, floor, warmup } = p
  const chosen = HYPERS.filter((name) => p[name] !== 'auto').map((name) => [name, p[name]])
  const base: State = {
    optimizer: p.optimizer,
    convention: p.convention,
    objective: p.objective,
    formula: p.formula,
    condition: p.condition,
    points: p.points,
    sampled: { batch, size, sample, seed },
    scheduled: { schedule, total, every, gamma, floor, warmup },
    start: [],
    hyper: Object.fromEntries(chosen) as State['hyper'],
    changes: [],
    picks: [],
    step: 0,
    sub: 0,
    focus: 0,
    span: p.span,
    digits: p.digits,
  }
  const fitting = { ...base, convention: conventionOf(base).id }
  const begun = withStart({ ...fitting, focus: resting(fitting) }, p.start)
  return at({ ...begun, span: p.span }, p.step, p.sub)
}

export function valuesOf(s: State): Values<typeof params> {
  const { span, hyper } = s
  const own = (name: HyperName): number | 'auto' => hyper[name] ?? 'auto'
  return {
    optimizer: s.optimizer,
    convention: s.convention === CONVENTION_NAMES[s.optimizer][0].id ? 'auto' : (s.convention as 'sum'),
    objective: s.objective,
    formula: s.formula,
    condition: s.condition,
    points: s.points,
    ...s.sampled,
    ...s.scheduled,
    start: s.start.every((x, i) => x === objectiveOf(s).start[i]) ? [] : s.start,
    ...(Object.fromEntries(HYPERS.map((name) => [name, own(name)])) as Record<HyperName, number | 'auto'>),
    step: s.step,
    sub: s.sub,
    span: span === spanOf(s.step) ? params.span.default : span,
    digits: s.digits,
  }
}
