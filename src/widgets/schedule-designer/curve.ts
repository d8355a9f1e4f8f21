import { piecesOf } from '../../core/schedule/schedule.ts'
import { linearAxis, type Axis } from '../../ui/chart/axis.ts'
import {
  designOf,
  horizonOf,
  longestWarmUp,
  rateOf,
  type SettingName,
  SHORTEST,
  type State,
  warmUpOf,
} from './model.ts'
import { MOST_UPDATES, params } from './params.ts'

export interface CurvePoint {
  readonly k: number
  readonly rate: number
}

/** Points of a piece that is no straight line. */
const SAMPLES = 80

/** The rates as points enough to draw them; where the rate jumps, two neighbouring updates. */
export function curveOf(s: State): CurvePoint[] {
  const { schedule, settings } = designOf(s)
  const rateAt = rateOf(s)
  const horizon = horizonOf(s)
  const all = new Set<number>()
  for (const { from, to } of piecesOf(schedule, horizon, settings)) {
    const last = Math.min(to, horizon) - 1
    const samples = Math.min(SAMPLES, last - from)
    for (let i = 0; i <= samples; i++)
      all.add(samples === 0 ? from : Math.round(from + ((last - from) * i) / samples))
  }
  return [...all].map((k) => ({ k, rate: rateAt(k) }))
}

export interface Axes {
  readonly x: Axis
  readonly y: Axis
}

/** Room above the peak, so that there is somewhere to drag it to. */
const HEADROOM = 1.2

export const axesOf = (s: State): Axes => ({
  x: { ...linearAxis(0, horizonOf(s)), from: 0, to: horizonOf(s) },
  y: linearAxis(0, s.rate * HEADROOM),
})

/** A point of the picture that can be dragged: up and down on the curve, or to and fro along its upper edge. */
export interface CurveHandle {
  readonly name: SettingName
  readonly way: 'vertical' | 'horizontal'
  /** Where it stands; the rate is of no use to one that goes to and fro. */
  readonly k: number
  readonly rate: number
  readonly value: number
  readonly min: number
  readonly max: number
  /** What one press of an arrow key changes. */
  readonly step: number
  /** The setting's value when it is dragged to k or to a rate. */
  valueAt(at: number): number
}

const clamped = (x: number, min: number, max: number): number => Math.min(Math.max(x, min), max)
/** What a hand can mean: three significant digits. */
const three = (x: number): number => Number(x.toPrecision(3))
const hundredth = (x: number): number => Math.round(x * 100) / 100

function vertical(
  s: State,
  name: SettingName,
  k: number,
  step: number,
  valueAt: (rate: number) => number,
): CurveHandle {
  const { min, max } = params[name] as { min: number; max: number }
  const inside = (rate: number) => {
    const value = valueAt(Math.max(rate, 0))
    return clamped(Number.isNaN(value) ? (s[name] as number) : value, min, max)
  }
  return {
    name,
    way: 'vertical',
    k,
    rate: rateOf(s)(k),
    value: s[name] as number,
    min,
    max,
    step,
    valueAt: inside,
  }
}

function horizontal(
  s: State,
  name: SettingName,
  k: number,
  step: number,
  valueAt: (k: number) => number,
  limits: readonly [number, number],
): CurveHandle {
  const [min, max] = limits
  const inside = (at: number) => clamped(valueAt(at), min, max)
  return { name, way: 'horizontal', k, rate: NaN, value: s[name] as number, min, max, step, valueAt: inside }
}

/** A hundredth of what the picture shows, round. */
const rateStep = (s: State): number => Number((axesOf(s).y.to / 100).toPrecision(1))

const share = (s: State) => (rate: number) => hundredth(rate / s.rate)
/** Drawn where the final rate is reached; the last update that is shown, if that is earlier. */
const floorAt = (s: State, k: number) => vertical(s, 'floor', k, 0.01, share(s))
const totalAt = (s: State) =>
  horizontal(s, 'total', s.total, 1, Math.round, [
    Math.max(params.total.min, warmUpOf(s) + SHORTEST),
    MOST_UPDATES,
  ])

const ownHandles: Readonly<Record<State['schedule'], (s: State, start: number) => readonly CurveHandle[]>> = {
  constant: () => [],
  'step-decay': (s, start) => [
    horizontal(s, 'every', start + s.every, 1, (k) => Math.round(k - start), [1, MOST_UPDATES]),
    vertical(s, 'factor', start + Math.floor(1.5 * s.every), 0.01, share(s)),
  ],
  exponential: (s, start) => {
    const k = start + Math.ceil((s.updates - start) / 4)
    return [
      vertical(s, 'decay', k, 0.001, (rate) => Number(((rate / s.rate) ** (1 / (k - start))).toPrecision(5))),
    ]
  },
  linear: (s) => [totalAt(s), floorAt(s, s.total)],
  polynomial: (s, start) => {
    const k = start + Math.round(0.4 * (s.total - start))
    const left = 1 - (k - start) / (s.total - start)
    return [
      totalAt(s),
      floorAt(s, s.total),
      vertical(s, 'power', k, 0.1, (rate) =>
        three(Math.log((rate / s.rate - s.floor) / (1 - s.floor)) / Math.log(left)),
      ),
    ]
  },
  cosine: (s) => [totalAt(s), floorAt(s, s.total)],
  'cosine-warm-restarts': (s, start) => [
    horizontal(s, 'first', start + s.first, 1, (k) => Math.round(k - start), [1, MOST_UPDATES]),
    horizontal(
      s,
      'multiplier',
      start + s.first * (1 + s.multiplier),
      1,
      (k) => Math.round((k - start) / s.first) - 1,
      [params.multiplier.min, params.multiplier.max],
    ),
  ],
  'one-cycle': (s) => [
    totalAt(s),
    horizontal(s, 'rho', Math.max(0, s.rho * s.total - 1), 0.01, (k) => hundredth((k + 1) / s.total), [
      params.rho.min,
      params.rho.max,
    ]),
    vertical(s, 'divisor', 0, 1, (rate) => three(s.rate / rate)),
  ],
}

/** The update after the rise of one cycle. */
const topOf = (s: State): number => Math.max(0, Math.ceil(s.rho * s.total - 1))

/** What can be dragged: the peak, the warm-up, and what the schedule itself has; only what lies in the picture. */
export function handlesOf(s: State): CurveHandle[] {
  const start = warmUpOf(s)
  const isCycle = s.schedule === 'one-cycle'
  const peak = vertical(s, 'rate', isCycle ? topOf(s) : start, rateStep(s), three)
  const warmUp = isCycle ? [] : [horizontal(s, 'warmUp', start, 1, Math.round, [0, longestWarmUp(s)])]
  const begin = start > 0 ? [vertical(s, 'warmUpStart', 0, 0.01, share(s))] : []
  const horizon = horizonOf(s)
  return [peak, ...begin, ...warmUp, ...ownHandles[s.schedule](s, start)].filter((h) => h.k <= horizon)
}
