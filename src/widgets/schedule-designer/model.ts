import * as v from 'valibot'
import { type ScheduleId, scheduleOf } from '../../core/schedule/index.ts'
import { learningRate, type Schedule, type Settings } from '../../core/schedule/schedule.ts'
import { withWarmUp } from '../../core/schedule/warm-up.ts'
import type { Values } from '../../widget-kit/param.ts'
import { params } from './params.ts'

/** What the reader chose; every rate and both runs are computed from it. */
export type State = Values<typeof params>
export type SettingName = keyof State

export type Action =
  /** A value that its parameter's schema refuses changes nothing. */
  | { readonly type: 'set'; readonly name: SettingName; readonly value: unknown }
  /** The cursor by so many updates, as far as the picture goes. */
  | { readonly type: 'move'; readonly by: number }

/** A warm-up leaves at least so many updates to what follows it; a cycle is no shorter. */
export const SHORTEST = 10

const WITH_TOTAL: readonly ScheduleId[] = ['linear', 'polynomial', 'cosine', 'one-cycle']
/** Whether the schedule must know beforehand over how many updates it goes. */
export const hasTotal = (id: ScheduleId): boolean => WITH_TOTAL.includes(id)

/** One cycle rises by itself. */
export const canWarmUp = (id: ScheduleId): boolean => id !== 'one-cycle'
export const warmUpOf = (s: State): number => (canWarmUp(s.schedule) ? s.warmUp : 0)

/** How many updates are shown: those that are made, and those that the schedule was laid out for. */
export const horizonOf = (s: State): number =>
  hasTotal(s.schedule) ? Math.max(s.updates, s.total) : s.updates

export const longestWarmUp = (s: State): number => (hasTotal(s.schedule) ? s.total : s.updates) - SHORTEST

/** What of the settings a schedule reads, beside peak rate and warm-up. */
const OWN: Readonly<Record<ScheduleId, readonly SettingName[]>> = {
  constant: [],
  'step-decay': ['every', 'factor'],
  exponential: ['decay'],
  linear: ['total', 'floor'],
  polynomial: ['total', 'floor', 'power'],
  cosine: ['total', 'floor'],
  'cosine-warm-restarts': ['first', 'multiplier', 'floor'],
  'one-cycle': ['total', 'rho', 'divisor', 'finalDivisor'],
}

/** The settings that shape the curve, in the order in which they are offered. */
export const shapingOf = (s: State): readonly SettingName[] => {
  const warmUp: SettingName[] = s.warmUp > 0 ? ['warmUp', 'warmUpStart'] : ['warmUp']
  return ['rate', ...(canWarmUp(s.schedule) ? warmUp : []), ...OWN[s.schedule]]
}

/** The final rate; 0.3 times 0.1 is 0.03. */
const floorRate = (s: State): number => Number((s.floor * s.rate).toPrecision(12))

const GIVEN: Readonly<Record<ScheduleId, (s: State, total: number) => Settings>> = {
  constant: () => ({}),
  'step-decay': (s) => ({ gamma: s.factor, every: s.every }),
  exponential: (s) => ({ gamma: s.decay }),
  linear: (s, total) => ({ start: 1, end: s.floor, total }),
  polynomial: (s, total) => ({ alpha_min: floorRate(s), power: s.power, total }),
  cosine: (s, total) => ({ alpha_min: floorRate(s), total }),
  'cosine-warm-restarts': (s) => ({ alpha_min: floorRate(s), first: s.first, multiplier: s.multiplier }),
  'one-cycle': (s, total) => ({ total, rho: s.rho, D: s.divisor, F: s.finalDivisor }),
}

/** The schedule of core with its settings. After a warm-up the rest of the total is left to it. */
export function designOf(s: State): { schedule: Schedule; settings: Settings } {
  const warmUp = warmUpOf(s)
  const plain = scheduleOf(s.schedule)
  const own = { alpha: s.rate, ...GIVEN[s.schedule](s, s.total - warmUp) }
  if (warmUp === 0) return { schedule: plain, settings: own }
  return {
    schedule: withWarmUp(plain),
    settings: { ...own, warm_up: warmUp, warm_up_start: s.warmUpStart },
  }
}

export function rateOf(s: State): (k: number) => number {
  const { schedule, settings } = designOf(s)
  return learningRate(schedule, settings)
}

/** The state with what depends on something else kept inside of it. */
export function settled(s: State): State {
  const warmUp = canWarmUp(s.schedule) ? Math.min(s.warmUp, longestWarmUp(s)) : s.warmUp
  const step = Math.min(s.step, horizonOf(s) - 1)
  return warmUp === s.warmUp && step === s.step ? s : { ...s, warmUp, step }
}

export const init = (values: State): State => settled(values)
export const valuesOf = (s: State): State => s

/** Whole where the parameter is, and never −0, which JSON does not know. */
function rounded(name: SettingName, value: unknown): unknown {
  if (typeof value !== 'number') return value
  const param = params[name]
  return ('step' in param && param.step === 1 ? Math.round(value) : value) + 0
}

function set(state: State, name: SettingName, value: unknown): State {
  if (!Object.hasOwn(params, name)) return state
  const result = v.safeParse(params[name].schema as v.GenericSchema, rounded(name, value))
  if (!result.success || result.output === state[name]) return state
  return settled({ ...state, [name]: result.output })
}

export function reduce(state: State, action: Action): State {
  if (action.type === 'set') return set(state, action.name, action.value)
  return set(state, 'step', Math.min(Math.max(state.step + action.by, 0), horizonOf(state) - 1))
}

/** Dragging one handle or slider is one change, and so is walking along the curve. */
export function mergeKey(action: Action): string | null {
  if (action.type === 'move') return 'step'
  return params[action.name].kind === 'slider' ? action.name : null
}
