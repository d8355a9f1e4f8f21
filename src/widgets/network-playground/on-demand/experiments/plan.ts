import * as v from 'valibot'
import { trainCount } from '../../../../core/dataset/index.ts'
import { initialParameters } from '../../../../core/network/initial.ts'
import { DENSE_LIMITS } from '../../../../core/network/spec.ts'
import { equalData, type RunSpec } from '../../../../engine/run-spec.ts'
import { STEP_LIMITS, SWEEP_LIMITS, type Sweep, type SweepName, type Trial } from '../../experiments.ts'
import { withLayers, type Settings, type State } from '../../model.ts'
import { params } from '../../params.ts'
import type { RunName } from '../../pins.ts'
import type { AnyParam, ChoiceParam, SliderParam } from '../../../../widget-kit/param.ts'

/** What a setting may be, as a number. */
export function rangeOf(name: SweepName): {
  readonly min: number
  readonly max: number
  readonly whole: boolean
} {
  if (name === 'units') return { ...DENSE_LIMITS.units, whole: true }
  if (name === 'depth') return { ...DENSE_LIMITS.layers, whole: true }
  const { min, max, step } = params[name]
  return { min, max, whole: step === 1 }
}

/** How points are made up is no question for the reader's own. */
export const matters = (name: SweepName | RunName, { data }: Pick<Settings, 'data'>): boolean =>
  !['own', 'table'].includes(data) || !['noise', 'count', 'classes'].includes(name)

export const isPossible = (name: SweepName, value: number): boolean => {
  const { min, max, whole } = rangeOf(name)
  return value >= min && value <= max && (!whole || Number.isInteger(value))
}

/** The settings with the swept one at a value; units are those of every hidden layer. */
export function withSwept<S extends Settings>(state: S, name: SweepName, value: number): S {
  if (name === 'units')
    return { ...state, layers: state.layers.length === 0 ? [value] : state.layers.map(() => value) }
  if (name === 'depth') return { ...state, layers: withLayers(state.layers, value) }
  return { ...state, [name]: value }
}

const PROPOSED: Readonly<Record<Exclude<SweepName, 'seed'>, readonly number[]>> = {
  learningRate: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1],
  l2: [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03],
  batch: [1, 2, 4, 8, 16, 32, 64],
  units: [1, 2, 3, 4, 5, 6, 8],
  depth: [0, 1, 2, 3, 4],
  noise: [0, 0.1, 0.2, 0.3, 0.4, 0.5],
  trainShare: [0.1, 0.2, 0.3, 0.5, 0.7, 0.9],
}

/** Values worth a look; of the seed, the present one and those after it. */
export function proposedValues(name: SweepName, { seed }: Pick<Settings, 'seed'>): readonly number[] {
  if (name !== 'seed') return PROPOSED[name]
  const first = Math.min(seed, params.seed.max - 6)
  return [0, 1, 2, 3, 4, 5, 6].map((k) => first + k)
}

/** The sweep as it is set up, or as proposed; one that cannot be run is put back to its proposal. */
export function sweepOf(state: State): Sweep {
  const { name, values, steps } = state.sweep ?? {
    name: 'learningRate' as const,
    values: [],
    steps: STEP_LIMITS.default,
  }
  const isUsable = values.length >= SWEEP_LIMITS.min && values.every((x) => isPossible(name, x))
  return { name, values: isUsable ? values : proposedValues(name, state), steps }
}

const clipped = ({ min, max, step }: SliderParam, x: number): number =>
  Math.min(Math.max(step === 1 ? Math.round(x) : Number(x.toPrecision(3)), min), max)

const OTHER: Readonly<Partial<Record<RunName, (x: number) => number>>> = {
  learningRate: (x) => (x > 1 ? x / 3 : 3 * x),
  l2: (x) => (x === 0 ? 0.01 : 0),
  noise: (x) => (x > 0.25 ? 0 : x + 0.2),
  trainShare: (x) => (x > 0.5 ? 0.3 : 0.8),
  batch: (x) => (x > 30 ? 4 : 4 * x),
  count: (x) => (x > 500 ? x / 4 : 2 * x),
}

/** Another value of a setting, to be tried. */
export function otherValue(name: RunName, state: Settings): Trial['value'] {
  const param = params[name] as unknown as AnyParam
  const value = state[name]
  if (param.kind === 'choice') {
    const { options } = param as ChoiceParam
    const at = options.findIndex((o) => o.value === value)
    return options[(at + 1) % options.length]?.value ?? ''
  }
  if (typeof value === 'number')
    return clipped(
      param as unknown as SliderParam,
      (OTHER[name] ?? ((x) => (x + 1 > (param as unknown as SliderParam).max ? x - 1 : x + 1)))(value),
    )
  const layers = value as readonly number[]
  return withLayers(layers, layers.length === DENSE_LIMITS.layers.max ? layers.length - 1 : layers.length + 1)
}

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The trial as it is set up, or as proposed. */
export function trialOf(state: State): Trial {
  const { name, value, steps } = state.trial ?? {
    name: 'learningRate' as const,
    value: null,
    steps: STEP_LIMITS.default,
  }
  // A change to what is already so is none.
  const isChange = v.is(params[name].schema as v.GenericSchema, value) && !equal(value, state[name])
  return { name, value: isChange ? (value as never) : otherValue(name, state), steps }
}

/** What two runs have in common although a setting differs. */
export interface Shared {
  readonly points: boolean
  readonly weights: boolean
  readonly batches: boolean
}

export function sharedBy(a: RunSpec, b: RunSpec): Shared {
  const [own, other] = [a, b].map(({ model, seed }) => initialParameters(model, seed)) as [
    Float32Array,
    Float32Array,
  ]
  return {
    points: equalData(a.data, b.data),
    weights: own.length === other.length && own.every((w, k) => w === other[k]),
    batches: a.seed === b.seed && a.batchSize === b.batchSize && trainCount(a.data) === trainCount(b.data),
  }
}
