import * as v from 'valibot'
import {
  COLUMNS,
  DATA_LIMITS,
  DATASET_KINDS,
  taskOf,
  trainCount,
  type DataSpec,
  type OwnData,
} from '../core/dataset/index.ts'
import {
  ACTIVATIONS,
  DENSE_LIMITS,
  lossOf,
  MOST_OUTPUTS,
  outputsOf,
  type DenseSpec,
} from '../core/network/spec.ts'
import {
  TRAINING_OPTIMIZER_IDS,
  trainingOptimizer,
  type TrainingOptimizerId,
} from '../core/optimizer/index.ts'

/** Where a run may compute: `auto` takes WebGPU where there is one, else the CPU. */
export const BACKEND_CHOICES = ['auto', 'webgpu', 'cpu'] as const
export type BackendChoice = (typeof BACKEND_CHOICES)[number]

/** The network of a run; `kind` tells the models apart. */
export interface DenseModel extends DenseSpec {
  readonly kind: 'dense'
}

/** All that decides the numbers of a run, as plain data. Equal specs on one backend give equal numbers. */
export interface RunSpec {
  readonly model: DenseModel
  readonly data: DataSpec
  readonly optimizer: {
    readonly id: TrainingOptimizerId
    /** A value for every hyperparameter of the rule. */
    readonly hyperparameters: Readonly<Record<string, number>>
  }
  /** Points a step, 1 … points trained on. */
  readonly batchSize: number
  /** λ of the penalty (λ/2) · Σ w², 0 … 1. */
  readonly l2: number
  /** Decides the first parameters and the batches; an unsigned 32-bit integer. */
  readonly seed: number
  readonly backend: BackendChoice
  /** Steps a second while it trains freely, so that it can be watched; null: as many as it can. Changes no number. */
  readonly pace: number | null
}

/** What may change while a run goes on. */
export interface Tunables {
  readonly hyperparameters: Readonly<Record<string, number>>
  readonly l2: number
  readonly pace: number | null
}

export const integer = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max))
const within = ({ min, max }: { readonly min: number; readonly max: number }) =>
  v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max))
const SEED = integer(0, 2 ** 32 - 1)

const SMOOTHING = v.pipe(v.number(), v.minValue(0), v.ltValue(1))

const Loss = v.variant('kind', [
  v.object({ kind: v.literal('squared') }),
  v.object({ kind: v.literal('huber'), delta: v.pipe(v.number(), v.finite(), v.gtValue(0)) }),
  v.object({ kind: v.literal('binary'), smoothing: SMOOTHING }),
  v.object({ kind: v.literal('categorical'), smoothing: SMOOTHING }),
])

const Model = v.object({
  kind: v.literal('dense'),
  hidden: v.pipe(
    v.array(integer(DENSE_LIMITS.units.min, DENSE_LIMITS.units.max)),
    v.maxLength(DENSE_LIMITS.layers.max),
  ),
  activation: v.picklist(ACTIVATIONS),
  outputs: v.exactOptional(integer(1, MOST_OUTPUTS)),
  loss: v.exactOptional(Loss),
})

/** Whether the network's outputs and loss can say what the data ask for. */
function answers(model: Pick<DenseSpec, 'outputs' | 'loss'>, data: DataSpec): boolean {
  const task = taskOf(data)
  const [{ kind }, outputs] = [lossOf(model), outputsOf(model)]
  if (task.kind === 'value') return outputs === 1 && (kind === 'squared' || kind === 'huber')
  if (kind === 'binary') return outputs === 1 && task.classes === 2
  return kind === 'categorical' && outputs === task.classes
}

const Task = v.variant('kind', [
  v.object({ kind: v.literal('classes'), classes: integer(2, MOST_OUTPUTS) }),
  v.object({ kind: v.literal('value') }),
])

/** Every number finite, and every class one of those that there are. */
function isTable({ table, task }: Pick<OwnData, 'table' | 'task'>): boolean {
  const rows = table.length / COLUMNS
  if (!Number.isInteger(rows) || rows < DATA_LIMITS.rows.min || rows > DATA_LIMITS.rows.max) return false
  if (!table.every(Number.isFinite)) return false
  if (task.kind === 'value') return true
  const { classes } = task
  return table.every((y, i) => i % COLUMNS !== 2 || (Number.isInteger(y) && y >= 0 && y < classes))
}

const Own = v.object({
  kind: v.literal('own'),
  origin: v.picklist(['drawn', 'table']),
  task: Task,
  table: v.instance(Float64Array),
  seed: SEED,
  trainShare: within(DATA_LIMITS.trainShare),
})

const Generated = v.object({
  kind: v.picklist(DATASET_KINDS),
  noise: within(DATA_LIMITS.noise),
  seed: SEED,
  trainShare: within(DATA_LIMITS.trainShare),
  count: integer(DATA_LIMITS.count.min, DATA_LIMITS.count.max),
  classes: v.exactOptional(integer(DATA_LIMITS.classes.min, DATA_LIMITS.classes.max)),
})

const Data = v.pipe(
  v.variant('kind', [Own, Generated]),
  v.check(
    (data) => data.kind !== 'own' || isTable(data),
    'The table is not made of two inputs and a class or number for each point.',
  ),
)

const Pace = v.nullable(integer(1, 1_000_000))
const Hyperparameters = v.record(v.string(), v.pipe(v.number(), v.finite()))

/** A run's description, from outside. Hyperparameters may lie outside a slider's range, but must be those of the rule. */
export const RunSpecSchema = v.pipe(
  v.object({
    model: Model,
    data: Data,
    optimizer: v.object({ id: v.picklist(TRAINING_OPTIMIZER_IDS), hyperparameters: Hyperparameters }),
    batchSize: integer(1, DATA_LIMITS.count.max),
    l2: within({ min: 0, max: 1 }),
    seed: SEED,
    backend: v.picklist(BACKEND_CHOICES),
    pace: Pace,
  }),
  v.check(
    (s) => answers(s.model, s.data),
    'The network’s outputs and loss do not fit what the data ask for.',
  ),
  v.check((s) => s.batchSize <= trainCount(s.data), 'A batch cannot hold more points than are trained on.'),
  v.check(
    (s) =>
      trainingOptimizer(s.optimizer.id).hyperparameters.every((h) => h.name in s.optimizer.hyperparameters),
    'A hyperparameter of the optimizer is missing.',
  ),
)

export const TunablesSchema = v.object({
  hyperparameters: Hyperparameters,
  l2: within({ min: 0, max: 1 }),
  pace: Pace,
})

/** The part of a spec that may change while its run goes on. */
export const tunablesOf = (spec: RunSpec): Tunables => ({
  hyperparameters: spec.optimizer.hyperparameters,
  l2: spec.l2,
  pace: spec.pace,
})

/** The spec with other tunables. */
export const withTunables = (spec: RunSpec, { hyperparameters, l2, pace }: Tunables): RunSpec => ({
  ...spec,
  optimizer: { ...spec.optimizer, hyperparameters },
  l2,
  pace,
})

/** Plain data as text in which the order of keys does not matter. Tables are left out, being large. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && !ArrayBuffer.isView(part) && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : ArrayBuffer.isView(part)
        ? null
        : part,
  )
}

const tableOf = ({ data }: RunSpec): Float64Array | null => (data.kind === 'own' ? data.table : null)

function equalTables(a: Float64Array | null, b: Float64Array | null): boolean {
  return a === b || (a !== null && a.length === b?.length && a.every((x, i) => x === b[i]))
}

/** Whether two descriptions are the same in every respect. */
export const equalSpecs = (a: RunSpec, b: RunSpec): boolean =>
  canonical(a) === canonical(b) && equalTables(tableOf(a), tableOf(b))

/** Whether b can be had from a by `set` alone: they differ in nothing but tunables. */
export const sameRun = (a: RunSpec, b: RunSpec): boolean => equalSpecs(withTunables(a, tunablesOf(b)), b)
