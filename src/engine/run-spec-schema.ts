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
import { SCHEDULE_IDS, scheduleOf } from '../core/schedule/index.ts'
import { settingsOf } from '../core/schedule/schedule.ts'
import { warmedUp } from './step-settings.ts'
import { findRule } from './rule-program.ts'
import { BACKEND_CHOICES } from './run-spec.ts'

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
const PENALTY = within({ min: 0, max: 1 })
const positive = v.pipe(v.number(), v.gtValue(0))
const MOST = 1e9

const Schedule = v.object({
  id: v.picklist(SCHEDULE_IDS),
  settings: v.record(v.string(), v.pipe(v.number(), v.finite())),
})

/** Whether every setting is one of the schedule's and in its range. */
function isSchedule({ id, settings }: v.InferOutput<typeof Schedule>): boolean {
  try {
    settingsOf(warmedUp(scheduleOf(id), settings), settings)
    return !('alpha' in settings)
  } catch {
    return false
  }
}

const OptimizerSchema = v.pipe(
  v.object({
    id: v.pipe(
      v.string(),
      v.check((id) => findRule(id) !== undefined, 'There is no optimizer of that name.'),
    ),
    hyperparameters: Hyperparameters,
  }),
  v.check(
    ({ id, hyperparameters }) =>
      findRule(id)?.hyperparameters.every((h) => h.name in hyperparameters) ?? false,
    'A hyperparameter of the optimizer is missing.',
  ),
)

/** A run's description, from outside. Hyperparameters may lie outside a slider's range, but must be those of the rule. */
export const RunSpecSchema = v.pipe(
  v.object({
    model: Model,
    data: Data,
    optimizer: OptimizerSchema,
    schedule: v.optional(v.pipe(Schedule, v.check(isSchedule, 'The schedule cannot have these settings.'))),
    batchSize: integer(1, DATA_LIMITS.count.max),
    l2: PENALTY,
    l1: v.optional(PENALTY),
    dropout: v.optional(within({ min: 0, max: 0.9 })),
    clipNorm: v.optional(positive),
    jitter: v.optional(within({ min: 0, max: 1 })),
    measuring: v.optional(v.object({ every: integer(1, MOST), patience: v.optional(integer(1, MOST)) })),
    steps: v.optional(integer(1, MOST)),
    seed: SEED,
    backend: v.picklist(BACKEND_CHOICES),
    pace: Pace,
  }),
  v.check(
    (s) => answers(s.model, s.data),
    'The network’s outputs and loss do not fit what the data ask for.',
  ),
  v.check((s) => s.batchSize <= trainCount(s.data), 'A batch cannot hold more points than are trained on.'),
)

export const TunablesSchema = v.object({
  hyperparameters: Hyperparameters,
  l2: PENALTY,
  l1: v.optional(PENALTY),
  pace: Pace,
})
