import type { Precision } from '../../core/loss/float-format.ts'
import { type SoftmaxStage, stagesOf } from '../../core/loss/softmax-formulas.ts'
import { softmaxStages, type SoftmaxStages } from '../../core/loss/softmax-stages.ts'
import type { Values } from '../../widget-kit/param.ts'
import { CLASSES, FEWEST, MOST, params } from './params.ts'
import { tellingApart } from './turn.ts'

export type Method = 'stable' | 'naive'

/** Everything the reader has chosen; every number on the way is computed from it. */
export interface State {
  /** Before the shift. */
  readonly logits: readonly number[]
  readonly shift: number
  readonly temperature: number
  readonly method: Method
  readonly precision: Precision
  /** Counted from 0; null for none. */
  readonly target: number | null
  readonly focus: number
  readonly stage: SoftmaxStage
  readonly digits: number
  /** One probability is hidden. */
  readonly turn: boolean
}

export type Action =
  | { readonly type: 'logit'; readonly k: number; readonly value: number }
  | { readonly type: 'shift' | 'temperature' | 'digits'; readonly value: number }
  | { readonly type: 'method'; readonly method: Method }
  | { readonly type: 'precision'; readonly precision: Precision }
  | { readonly type: 'target'; readonly target: number | null }
  | { readonly type: 'focus'; readonly k: number }
  | { readonly type: 'stage'; readonly stage: SoftmaxStage }
  | { readonly type: 'next' | 'previous' | 'first' | 'last' | 'next-class' | 'previous-class' }
  | { readonly type: 'add' | 'remove' | 'tell-apart' }
  | { readonly type: 'example'; readonly id: ExampleId }
  | { readonly type: 'turn'; readonly on: boolean }

interface Example {
  readonly logits: readonly number[]
  readonly shift: number
}

/** Logits worth looking at. */
export const EXAMPLES = {
  usual: { logits: [2, 1, 0.1], shift: 0 },
  large: { logits: [0, 1, 2], shift: 1000 },
  low: { logits: [0, 1, 2], shift: -1000 },
  single: { logits: [0, 1], shift: 88 },
  apart: { logits: [800, 0], shift: 0 },
  equal: { logits: [1, 1, 1, 1], shift: 0 },
  dominant: { logits: [9, 1, 0, 0, -1], shift: 0 },
} as const satisfies Readonly<Record<string, Example>>
export type ExampleId = keyof typeof EXAMPLES
export const EXAMPLE_IDS = Object.keys(EXAMPLES) as ExampleId[]

/** The example that the logits are, if they are one. */
export const exampleOf = ({ logits, shift }: State): ExampleId | null =>
  EXAMPLE_IDS.find((id) => EXAMPLES[id].shift === shift && EXAMPLES[id].logits.join() === logits.join()) ??
  null

/** 0.1 + 0.2 is 0.3 for a person; nobody types more than fifteen digits. */
const tidy = (x: number): number => Number(x.toPrecision(15))

/** The logits with the shift added. */
export const shiftedLogits = ({ logits, shift }: Pick<State, 'logits' | 'shift'>): readonly number[] =>
  logits.map((x) => tidy(x + shift))

/** The logit before the shift that makes it `z` with it. */
export const beforeShift = ({ shift }: Pick<State, 'shift'>, z: number): number => tidy(z - shift)

/** Every number on the way, by the chosen way or by the other. */
export const computed = (state: State, method: Method = state.method): SoftmaxStages =>
  softmaxStages(shiftedLogits(state), {
    temperature: state.temperature,
    stable: method === 'stable',
    precision: state.precision,
    target: state.target,
  })

/** Where one can stop, in order. */
export const stopsOf = ({ method, target }: Pick<State, 'method' | 'target'>): SoftmaxStage[] =>
  stagesOf({ stable: method === 'stable', target })

/** The largest of what the shift changes about the probabilities; NaN when they are no numbers. */
export function changeByShift(state: State): number {
  const still = computed({ ...state, shift: 0 }).probabilities
  const changes = computed(state).probabilities.map((p, k) => Math.abs(p - still[k]!))
  return Math.max(...changes)
}

/** Results of the focused class that would give the hidden probability away; what is no number is not hidden. */
export function isHidden(state: State, stage: SoftmaxStage, k: number): boolean {
  if (!state.turn || !Number.isFinite(computed(state).probabilities[state.focus])) return false
  if (stage === 'loss') return state.target === state.focus
  return k === state.focus && (stage === 'probability' || stage === 'gradient')
}

/** The state with its class, target and stage put where there are some. */
function settled(state: State): State {
  const last = state.logits.length - 1
  const target = state.target !== null && state.target > last ? null : state.target
  const stops = stopsOf({ method: state.method, target })
  const instead = state.stage === 'shifted' ? 'exponential' : 'probability'
  const stage = stops.includes(state.stage) ? state.stage : instead
  return { ...state, target, stage, focus: Math.min(state.focus, last) }
}

const within = (limits: { min: number; max: number }, x: number): boolean =>
  x >= limits.min && x <= limits.max

/** −0 becomes 0: no link could tell them apart. */
function withLogit(state: State, k: number, value: number): State {
  if (!within(params.logits, value) || state.logits[k] === undefined) return state
  return { ...state, logits: state.logits.map((x, j) => (j === k ? value + 0 : x)) }
}

function moved(state: State, type: 'next' | 'previous' | 'first' | 'last'): State {
  const stops = stopsOf(state)
  const last = stops.length - 1
  const at = stops.indexOf(state.stage)
  const to = { next: at + 1, previous: at - 1, first: 0, last }[type]
  return { ...state, stage: stops[Math.max(0, Math.min(last, to))] ?? state.stage }
}

function resized(state: State, type: 'add' | 'remove'): State {
  const { logits } = state
  if (type === 'add') return logits.length < MOST ? { ...state, logits: [...logits, 0] } : state
  return logits.length > FEWEST ? settled({ ...state, logits: logits.slice(0, -1) }) : state
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'logit':
      return withLogit(state, action.k, action.value)
    case 'shift':
    case 'temperature':
    case 'digits':
      return within(params[action.type], action.value) ? { ...state, [action.type]: action.value + 0 } : state
    case 'method':
      return settled({ ...state, method: action.method })
    case 'precision':
      return { ...state, precision: action.precision }
    case 'target':
      return settled({ ...state, target: action.target })
    case 'focus':
      return state.logits[action.k] === undefined ? state : { ...state, focus: action.k }
    case 'stage':
      return settled({ ...state, stage: action.stage })
    case 'next-class':
      return { ...state, focus: Math.min(state.focus + 1, state.logits.length - 1) }
    case 'previous-class':
      return { ...state, focus: Math.max(state.focus - 1, 0) }
    case 'add':
    case 'remove':
      return resized(state, action.type)
    case 'example':
      return settled({ ...state, ...EXAMPLES[action.id] })
    case 'turn':
      return { ...state, turn: action.on }
    case 'tell-apart':
      return settled({ ...state, ...tellingApart(shiftedLogits(state), state.temperature, state.focus) })
    default:
      return moved(state, action.type)
  }
}

/** Walking through the stages is one change for the history, and so is dragging one slider. */
export function mergeKey(action: Action): string | null {
  switch (action.type) {
    case 'logit':
      return `logit ${action.k}`
    case 'shift':
    case 'temperature':
    case 'digits':
      return action.type
    case 'next':
    case 'previous':
    case 'first':
    case 'last':
    case 'next-class':
    case 'previous-class':
    case 'focus':
    case 'stage':
      return 'cursor'
    default:
      return null
  }
}

export const init = (p: Values<typeof params>): State =>
  settled({
    logits: p.logits,
    shift: p.shift,
    temperature: p.temperature,
    method: p.method,
    precision: p.precision,
    target: p.target === 'none' ? null : CLASSES.indexOf(p.target),
    focus: CLASSES.indexOf(p.focus),
    stage: p.stage,
    digits: p.digits,
    turn: p.turn === 'on',
  })

export const valuesOf = (s: State): Values<typeof params> => ({
  logits: s.logits,
  shift: s.shift,
  temperature: s.temperature,
  method: s.method,
  precision: s.precision,
  target: s.target === null ? 'none' : (CLASSES[s.target] ?? 'none'),
  focus: CLASSES[s.focus] ?? 'A',
  stage: s.stage,
  digits: s.digits,
  turn: s.turn ? 'on' : 'off',
})
