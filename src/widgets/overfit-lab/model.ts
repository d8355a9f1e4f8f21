import * as v from 'valibot'
import type { DataSpec } from '../../core/dataset/index.ts'
import { adam } from '../../core/optimizer/adam.ts'
import { defaultHyperparameters } from '../../core/optimizer/step.ts'
import type { DenseModel, RunSpec } from '../../engine/run-spec.ts'
import type { Values } from '../../widget-kit/param.ts'
import { params } from './params.ts'

/** The state is its settings; curves, pictures and weights come of the runs that they describe. */
export type State = Values<typeof params>
export type SettingName = keyof State
export type Cure = State['cure']

export type Action =
  /** A value that its parameter's schema refuses changes nothing. */
  | { readonly type: 'set'; readonly name: SettingName; readonly value: unknown }
  /** Back to step 0, which is no business of the state. */
  | { readonly type: 'reset' }

/** How long every run is, and how often its losses are measured. */
export const STEPS = 2000
export const EVERY = 10
/** Steps a second, so that one can see the curves part. */
const PACE = 500
const LEARNING_RATE = 0.01
const BATCH = 10
/** One point in ten is trained on. */
const TRAIN_SHARE = 0.1

export const init = (values: State): State => values

/** Whole where the parameter is; and never −0, which JSON does not know. */
function rounded(name: SettingName, value: unknown): unknown {
  if (typeof value !== 'number') return value
  const param = params[name]
  const step = 'step' in param ? (param.step ?? 0) : 0
  return (step > 0 ? Math.round(value / step) * step : value) + 0
}

export function reduce(state: State, action: Action): State {
  if (action.type === 'reset') return state
  const { name } = action
  const schema = params[name].schema as v.GenericSchema<unknown, unknown>
  const result = v.safeParse(schema, rounded(name, action.value))
  return result.success && result.output !== state[name] ? { ...state, [name]: result.output } : state
}

/** Dragging a slider is one change. */
export function mergeKey(action: Action): string | null {
  return action.type === 'set' && params[action.name].kind === 'slider' ? action.name : null
}

export const modelOf = ({ units }: Pick<State, 'units'>): DenseModel => ({
  kind: 'dense',
  hidden: [units, units],
  activation: 'tanh',
})

export const dataOf = ({
  data,
  noise,
  points,
  seed,
}: Pick<State, 'data' | 'noise' | 'points' | 'seed'>): DataSpec => ({
  kind: data,
  noise,
  seed,
  trainShare: TRAIN_SHARE,
  count: Math.round(points / TRAIN_SHARE),
})

/** The run without any cure: the other run is this one with one thing added. */
export const plainSpecOf = (state: State): RunSpec => ({
  model: modelOf(state),
  data: dataOf(state),
  optimizer: {
    id: adam.id,
    hyperparameters: { ...defaultHyperparameters(adam), alpha: LEARNING_RATE },
  },
  batchSize: BATCH,
  l2: 0,
  measuring: { every: EVERY },
  steps: STEPS,
  seed: state.seed,
  backend: 'auto',
  pace: PACE,
})

/** What a cure adds. */
function added({ cure, l1, l2, dropout, patience, jitter }: State): Partial<RunSpec> {
  switch (cure) {
    case 'none':
      return {}
    case 'l1':
      return { l1 }
    case 'l2':
      return { l2 }
    case 'dropout':
      return { dropout }
    case 'early':
      return { measuring: { every: EVERY, patience } }
    case 'jitter':
      return { jitter }
  }
}

/** The run with the cure. */
export const specOf = (state: State): RunSpec => ({ ...plainSpecOf(state), ...added(state) })

/** A state from outside. */
export const stateSchema = v.object(
  Object.fromEntries(Object.entries(params).map(([name, param]) => [name, param.schema])),
) as unknown as v.GenericSchema<unknown, State>
