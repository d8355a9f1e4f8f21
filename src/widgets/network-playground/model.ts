import * as v from 'valibot'
import { isClassKind, taskOf, trainCount, type DataSpec } from '../../core/dataset/index.ts'
import { DENSE_LIMITS, parameterCount } from '../../core/network/spec.ts'
import { trainingOptimizer } from '../../core/optimizer/index.ts'
import { sameRun, type DenseModel, type RunSpec } from '../../engine/run-spec.ts'
import type { Values } from '../../widget-kit/param.ts'
import type { Edit } from '../../widget-kit/training.ts'
import { sweepSchema, trialSchema, type Sweep, type Trial } from './experiments.ts'
import { FEWEST_POINTS, ownDataOf, placed, pointsSchema, type OwnPoint } from './own-points.ts'
import { markOf, numbersIn, tableData, tableSchema, type OwnTable } from './own-table.ts'
import { params } from './params.ts'
import { lighterPins, pinsSchema, withPin, type Pin } from './pins.ts'

export type Settings = Values<typeof params>
export type SettingName = keyof Settings

/** The settings, the parameters that the reader set by hand in the run that they describe, and runs kept to compare. */
export interface State extends Settings {
  readonly edits: readonly Edit[]
  readonly pins: readonly Pin[]
  /** The experiments as they are set up; null as long as they are as proposed. What comes of them is not state. */
  readonly trial: Trial | null
  readonly sweep: Sweep | null
  /** The points that the reader drew, in the order of drawing. */
  readonly points: readonly OwnPoint[]
  /** The table that the reader loaded. */
  readonly table: OwnTable | null
}

export type Action =
  /** A value that its parameter's schema refuses changes nothing. */
  | { readonly type: 'set'; readonly name: SettingName; readonly value: unknown }
  | { readonly type: 'edit'; readonly index: number; readonly value: number; readonly was: number }
  /** Points drawn, moved or taken away; `moved` says which one is being moved. */
  | { readonly type: 'points'; readonly points: readonly OwnPoint[]; readonly moved?: number }
  | { readonly type: 'table'; readonly table: OwnTable }
  | { readonly type: 'reset' }
  | { readonly type: 'pin'; readonly pin: Omit<Pin, 'slot'> }
  | { readonly type: 'unpin'; readonly slot: number }
  /** Back to the settings of a pinned run. */
  | { readonly type: 'return'; readonly slot: number }
  | { readonly type: 'trial'; readonly trial: Trial }
  | { readonly type: 'sweep'; readonly sweep: Sweep }

/** The most edits that are kept; more are refused until the run is reset. */
export const MOST_EDITS = 200

/** A parameter set by hand lies between −WEIGHT_LIMIT and WEIGHT_LIMIT. */
export const WEIGHT_LIMIT = 1000

export const init = (values: Settings): State => ({
  ...values,
  edits: [],
  pins: [],
  trial: null,
  sweep: null,
  points: [],
  table: null,
})

/** The settings alone, in the order of their declaration. */
export function valuesOf(state: State): Settings {
  const names = Object.keys(params) as SettingName[]
  return Object.fromEntries(names.map((name) => [name, state[name]])) as unknown as Settings
}

/** Whole where the parameter is; and never −0, which JSON does not know. */
function rounded(name: SettingName, value: unknown): unknown {
  if (typeof value !== 'number') return value
  const param = params[name]
  return ('step' in param && param.step === 1 ? Math.round(value) : value) + 0
}

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function set(state: State, name: SettingName, given: unknown): State {
  const result = v.safeParse(params[name].schema as v.GenericSchema, rounded(name, given))
  if (!result.success || equal(result.output, state[name])) return state
  return follow(state, { ...state, [name]: result.output })
}

/** Edits belong to a run: what makes it another run drops them; what may change as it goes on leaves them. */
const follow = (state: State, next: State): State =>
  sameRun(specOf(state), specOf(next)) ? next : { ...next, edits: [] }

function edit(state: State, { index, value, was }: Edit): State {
  const isParameter = Number.isInteger(index) && index >= 0 && index < parameterCount(modelOf(state))
  const isUsable = Math.abs(value) <= WEIGHT_LIMIT && Number.isFinite(was) && value !== was
  if (!isParameter || !isUsable || state.edits.length >= MOST_EDITS) return state
  return { ...state, edits: [...state.edits, { index, value: value + 0, was: was + 0 }] }
}

function pin(state: State, given: Omit<Pin, 'slot'>): State {
  const pins = withPin(state.pins, given)
  return pins !== state.pins && v.is(pinsSchema, pins) ? { ...state, pins } : state
}

function goBack(state: State, slot: number): State {
  const kept = state.pins.find((p) => p.slot === slot)
  if (!kept) return state
  const own = { points: kept.points ?? state.points, table: kept.table ?? state.table }
  const next = { ...state, ...kept.settings, ...own }
  return equal(next, state) ? state : follow(state, next)
}

function planned<N extends 'trial' | 'sweep'>(
  state: State,
  name: N,
  schema: v.GenericSchema<unknown, State[N]>,
  given: unknown,
): State {
  return v.is(schema, given) && !equal(given, state[name]) ? { ...state, [name]: given } : state
}

function draw(state: State, given: readonly OwnPoint[]): State {
  const result = v.safeParse(pointsSchema, given)
  if (!result.success || equal(result.output, state.points)) return state
  const points = result.output.map(([x1, x2, label]): OwnPoint => [placed(x1), placed(x2), label])
  return follow(state, { ...state, points })
}

function load(state: State, given: OwnTable): State {
  if (!v.is(tableSchema, given)) return state
  // The same table may have been missing here, and have its numbers again.
  return follow(state, { ...state, table: given })
}

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case 'points':
      return draw(state, action.points)
    case 'table':
      return load(state, action.table)
    case 'set':
      return set(state, action.name, action.value)
    case 'edit':
      return edit(state, action)
    case 'reset':
      return state.edits.length === 0 ? state : { ...state, edits: [] }
    case 'pin':
      return pin(state, action.pin)
    case 'unpin': {
      const pins = state.pins.filter((p) => p.slot !== action.slot)
      return pins.length === state.pins.length ? state : { ...state, pins }
    }
    case 'return':
      return goBack(state, action.slot)
    case 'trial':
      return planned(state, 'trial', trialSchema, action.trial)
    case 'sweep':
      return planned(state, 'sweep', sweepSchema, action.sweep)
  }
}

/** For a link that would be too long: the pinned runs from fewer points, then without them; a table without its numbers. */
export function lighter(state: State): { readonly state: State; readonly lost: boolean } | null {
  const pins = lighterPins(state.pins)
  if (pins) return { state: { ...state, pins }, lost: pins.length === 0 }
  return state.table?.values ? { state: { ...state, table: markOf(state.table) }, lost: true } : null
}

/** Dragging a slider is one change. */
export function mergeKey(action: Action): string | null {
  if (action.type === 'points') return action.moved === undefined ? null : `point-${action.moved}`
  return action.type === 'set' && params[action.name].kind === 'slider' ? action.name : null
}

/** Where Huber's loss turns linear. */
const HUBER_DELTA = 0.25

/** What depends on the task alone: two classes need one logit, several classes one each, numbers one output. */
function outputsFor(state: DataSettings & Pick<Settings, 'loss'>): Pick<DenseModel, 'outputs' | 'loss'> {
  const task = taskOf(dataOf(state))
  if (task.kind === 'value') {
    return { loss: state.loss === 'huber' ? { kind: 'huber', delta: HUBER_DELTA } : { kind: 'squared' } }
  }
  return task.classes === 2 ? {} : { outputs: task.classes, loss: { kind: 'categorical', smoothing: 0 } }
}

/** What the losses of such a run are. */
export const lossNameOf = (state: DataSettings & Pick<Settings, 'loss'>): Settings['loss'] | 'entropy' =>
  taskOf(dataOf(state)).kind === 'value' ? state.loss : 'entropy'

export const modelOf = (
  state: DataSettings & Pick<Settings, 'layers' | 'activation' | 'loss'>,
): RunSpec['model'] => ({
  kind: 'dense',
  hidden: state.layers,
  activation: state.activation,
  ...outputsFor(state),
})

/** The settings that decide the points. */
export type DataSettings = Pick<Settings, 'data' | 'noise' | 'seed' | 'trainShare' | 'count' | 'classes'> & {
  readonly points?: readonly OwnPoint[] | undefined
  readonly table?: OwnTable | null | undefined
}

export function dataOf(state: DataSettings): DataSpec {
  const { data, seed, trainShare } = state
  if (data === 'own') return ownDataOf(state.points ?? [], seed, trainShare)
  if (data === 'table') return tableData(state.table ?? null, seed, trainShare)
  return {
    kind: data,
    noise: state.noise,
    seed,
    trainShare,
    count: state.count,
    ...(isClassKind(data) ? { classes: state.classes } : {}),
  }
}

/** What decides a run: the settings, and the points where they are the reader's own. */
export type RunningState = Settings & Pick<DataSettings, 'points' | 'table'>

/** Whether there is anything to train on. */
export function isTrainable({ data, points, table }: Pick<State, 'data' | 'points' | 'table'>): boolean {
  if (data === 'table') return table !== null && numbersIn(table) !== null
  return data !== 'own' || points.length >= FEWEST_POINTS
}

/** No batch holds more points than are trained on; a larger one means all of them. */
export const batchOf = (state: RunningState): number => Math.min(state.batch, trainCount(dataOf(state)))

/** What should be trained. The optimizer's other hyperparameters stay at their defaults. */
export function specOf(state: RunningState): RunSpec {
  const defaults = trainingOptimizer(state.optimizer).hyperparameters.map((h) => [h.name, h.default] as const)
  return {
    model: modelOf(state),
    data: dataOf(state),
    optimizer: {
      id: state.optimizer,
      hyperparameters: { ...Object.fromEntries(defaults), alpha: state.learningRate },
    },
    batchSize: batchOf(state),
    l2: state.l2,
    seed: state.seed,
    backend: state.backend,
    pace: state.speed === 'full' ? null : Number(state.speed),
  }
}

/** The layers with one more, or one fewer, at the end; a new layer is as wide as the last. */
export function withLayers(layers: readonly number[], count: number): readonly number[] {
  const kept = layers.slice(0, Math.max(count, 0))
  while (kept.length < Math.min(count, DENSE_LIMITS.layers.max)) kept.push(kept[kept.length - 1] ?? 4)
  return kept
}

/** The layers with another number of units in layer `index`. */
export const withUnits = (layers: readonly number[], index: number, units: number): readonly number[] =>
  layers.map((old, l) =>
    l === index ? Math.min(Math.max(units, DENSE_LIMITS.units.min), DENSE_LIMITS.units.max) : old,
  )

const weight = v.pipe(v.number(), v.minValue(-WEIGHT_LIMIT), v.maxValue(WEIGHT_LIMIT))

/** A link from before a setting existed has its default. */
const settingSchemas = Object.fromEntries(
  Object.entries(params).map(([name, param]) => [
    name,
    v.optional(param.schema as v.GenericSchema<unknown, unknown>, param.default),
  ]),
) as unknown as v.ObjectEntries

/** A state from outside. An edit's `was` may be anything finite: training may have carried the parameter anywhere. */
export const stateSchema = v.pipe(
  v.object({
    ...settingSchemas,
    edits: v.pipe(
      v.array(
        v.object({
          index: v.pipe(v.number(), v.integer(), v.minValue(0)),
          value: weight,
          was: v.pipe(v.number(), v.finite()),
        }),
      ),
      v.maxLength(MOST_EDITS),
    ),
    pins: v.optional(pinsSchema, []),
    trial: v.optional(trialSchema, null),
    sweep: v.optional(sweepSchema, null),
    points: v.optional(pointsSchema, []),
    table: v.optional(tableSchema, null),
  }),
  v.check((state) => {
    const { edits, ...settings } = state as unknown as State
    return edits.every((e) => e.index < parameterCount(modelOf(settings)))
  }, 'An edit names a parameter that the network does not have.'),
) as unknown as v.GenericSchema<unknown, State>
