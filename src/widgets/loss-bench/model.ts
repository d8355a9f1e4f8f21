import type { Reduction } from '../../core/loss/reduction.ts'
import type { Values } from '../../widget-kit/param.ts'
import {
  type Data,
  exampleOf,
  fits,
  neutral,
  oneMore,
  rowOf,
  translated,
  widthOf,
  withProbability,
} from './data.ts'
import { domainOf, isCategorical, type LossId } from './losses.ts'
import { FARTHEST, MOST_SAMPLES, params } from './params.ts'

/** What the reader chose; terms, sums and gradients follow from it (bench.ts). */
export interface State extends Data {
  readonly loss: LossId
  readonly reduction: Reduction
  readonly delta: number
  readonly smoothing: number
  readonly classes: number
  /** The sample that is worked out, from 0. */
  readonly focus: number
  readonly digits: number
  readonly turn: 'off' | 'on'
}

export type Action =
  | { readonly type: 'loss'; readonly loss: LossId }
  | { readonly type: 'reduction'; readonly reduction: Reduction }
  | { readonly type: 'delta' | 'smoothing' | 'classes' | 'digits'; readonly value: number }
  | { readonly type: 'turn'; readonly turn: 'off' | 'on' }
  | { readonly type: 'focus'; readonly sample: number }
  | { readonly type: 'predict'; readonly sample: number; readonly k: number; readonly value: number }
  | { readonly type: 'target'; readonly sample: number; readonly value: number }
  | { readonly type: 'add' }
  | { readonly type: 'remove'; readonly sample: number }
  | { readonly type: 'example' }

/** What a prediction of this loss may be. */
export const rangeOf = (loss: LossId): readonly [min: number, max: number] =>
  domainOf(loss) === 'probability' ? [0, 1] : [-FARTHEST, FARTHEST]

/** What a target of this loss may be; for several classes the class. */
export function targetRangeOf(loss: LossId, classes: number): readonly [min: number, max: number] {
  if (isCategorical(loss)) return [0, classes - 1]
  return domainOf(loss) === 'number' ? [-FARTHEST, FARTHEST] : [0, 1]
}

const inRange = (x: number, [min, max]: readonly [number, number]): boolean => x >= min && x <= max
const has = (s: State, sample: number): boolean =>
  Number.isInteger(sample) && sample >= 0 && sample < s.targets.length
const withData = (s: State, { targets, predictions }: Data): State => ({
  ...s,
  targets,
  predictions,
  focus: Math.min(s.focus, targets.length - 1),
})

function withLoss(s: State, loss: LossId): State {
  if (loss === s.loss) return s
  const data = translated(s, s.loss, loss, s.classes) ?? exampleOf(loss, s.classes)
  return withData({ ...s, loss }, data)
}

function predicted(s: State, { sample, k, value }: Extract<Action, { type: 'predict' }>): State {
  const width = widthOf(s.loss, s.classes)
  if (!has(s, sample) || !Number.isInteger(k) || k < 0 || k >= width || !inRange(value, rangeOf(s.loss)))
    return s
  const old = rowOf(s, sample, width)
  const x = value + 0
  const row = s.loss === 'cce' ? withProbability(old, k, x) : old.map((z, j) => (j === k ? x : z))
  const predictions = s.predictions.map((z, i) =>
    Math.floor(i / width) === sample ? row[i - sample * width]! : z,
  )
  return { ...s, predictions, focus: sample }
}

function targeted(s: State, sample: number, value: number): State {
  const allowed = inRange(value, targetRangeOf(s.loss, s.classes))
  if (!has(s, sample) || !allowed || (isCategorical(s.loss) && !Number.isInteger(value))) return s
  return { ...s, targets: s.targets.map((y, i) => (i === sample ? value + 0 : y)), focus: sample }
}

function without(s: State, sample: number): State {
  if (!has(s, sample) || s.targets.length === 1) return s
  const width = widthOf(s.loss, s.classes)
  return withData(
    { ...s, focus: s.focus > sample ? s.focus - 1 : s.focus },
    {
      targets: s.targets.filter((_, i) => i !== sample),
      predictions: s.predictions.filter((_, i) => Math.floor(i / width) !== sample),
    },
  )
}

/** Another number of classes has other samples. */
const withClasses = (s: State, classes: number): State =>
  isCategorical(s.loss) ? withData({ ...s, classes }, exampleOf(s.loss, classes)) : { ...s, classes }

export function reduce(s: State, action: Action): State {
  switch (action.type) {
    case 'loss':
      return withLoss(s, action.loss)
    case 'reduction':
      return action.reduction === s.reduction ? s : { ...s, reduction: action.reduction }
    case 'turn':
      return action.turn === s.turn ? s : { ...s, turn: action.turn }
    case 'delta':
    case 'smoothing':
    case 'digits':
      return action.value === s[action.type] ? s : { ...s, [action.type]: action.value }
    case 'classes':
      return action.value === s.classes ? s : withClasses(s, action.value)
    case 'focus':
      return action.sample === s.focus || !has(s, action.sample) ? s : { ...s, focus: action.sample }
    case 'predict':
      return predicted(s, action)
    case 'target':
      return targeted(s, action.sample, action.value)
    case 'add':
      if (s.targets.length >= MOST_SAMPLES) return s
      return { ...withData(s, oneMore(s, s.loss, s.classes)), focus: s.targets.length }
    case 'remove':
      return without(s, action.sample)
    case 'example':
      return withData({ ...s, delta: params.delta.default }, exampleOf(s.loss, s.classes))
  }
}

/** Dragging one prediction is one change for the history, and so is dragging one slider. */
export function mergeKey(action: Action): string | null {
  switch (action.type) {
    case 'predict':
      return `predict ${action.sample} ${action.k}`
    case 'delta':
    case 'smoothing':
    case 'digits':
    case 'focus':
      return action.type
    default:
      return null
  }
}

/** Targets without predictions get a neutral one each; what the loss does not take gives way to its example. */
function dataFrom(p: Values<typeof params>): Data {
  const { targets, predictions, loss, classes } = p
  if (targets.length > 0 && predictions.length === 0) {
    const given = { targets, predictions: targets.flatMap(() => neutral(loss, classes)) }
    if (fits(given, loss, classes)) return given
  }
  return fits({ targets, predictions }, loss, classes) ? { targets, predictions } : exampleOf(loss, classes)
}

export function init(p: Values<typeof params>): State {
  const { loss, reduction, delta, smoothing, classes, digits, turn } = p
  const { targets, predictions } = dataFrom(p)
  const focus = Math.min(p.focus, targets.length) - 1
  return { loss, reduction, delta, smoothing, classes, targets, predictions, focus, digits, turn }
}

export function valuesOf(s: State): Values<typeof params> {
  const { targets, predictions, focus, ...rest } = s
  const example = exampleOf(s.loss, s.classes)
  const isExample = JSON.stringify(example) === JSON.stringify({ targets, predictions })
  return {
    ...rest,
    ...(isExample ? { targets: [], predictions: [] } : { targets, predictions }),
    focus: focus + 1,
  }
}
