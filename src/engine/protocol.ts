import * as v from 'valibot'
import type { SeriesPoint } from '../core/metric/index.ts'
import { integer, RunSpecSchema, TunablesSchema } from './run-spec-schema.ts'
import type { RunSpec, Tunables } from './run-spec.ts'
import { RunNumbers, SnapshotSchema, type RunSnapshot } from './snapshot.ts'

/*
 * All that page and worker say to one another. Both sides parse what comes in: a message is data from outside until
 * this file has looked at it.
 */

/** Each unit's picture has GRID × GRID cells. */
export const GRID = 40

/** The most steps that one `step` command may ask for. */
export const MOST_STEPS = 1_000_000

/** Why a run computes where it does. */
export const BACKEND_REASONS = [
  'webgpu',
  'forced',
  'no-gpu-api',
  'no-adapter',
  'adapter-timeout',
  'adapter-error',
  'backend-error',
  'device-lost',
  'too-large',
  'cpu-faster',
  'between-steps',
] as const
export type BackendReason = (typeof BACKEND_REASONS)[number]

/** What can go wrong with a run; `failed` events carry one of these. */
export const FAILURE_CODES = [
  'worker-unavailable',
  'worker-crashed',
  'worker-hung',
  'bad-command',
  'bad-event',
  'unknown-run',
  'run-exists',
  'snapshot-mismatch',
  'no-backend',
  'too-large',
  'training-error',
] as const
export type FailureCode = (typeof FAILURE_CODES)[number]

/** What takes a run's ground away without being the run's fault; it goes on from its last checkpoint. */
export const INTERRUPTION_CAUSES = [
  'device-lost',
  'device-back',
  'worker-unavailable',
  'worker-crashed',
  'worker-hung',
] as const
export type InterruptionCause = (typeof INTERRUPTION_CAUSES)[number]

/** What was the first to be no number any more. */
export const DIVERGED_QUANTITIES = ['train-loss', 'validation-loss', 'parameter', 'slot'] as const
export type DivergedQuantity = (typeof DIVERGED_QUANTITIES)[number]

/** From the page to the worker. */
export type Command =
  /** Makes a run, paused at step 0 or where the snapshot was taken, and evaluates it once. */
  | {
      readonly type: 'start'
      readonly runId: string
      readonly spec: RunSpec
      readonly snapshot?: RunSnapshot | undefined
    }
  /** Trains until told otherwise. */
  | { readonly type: 'run'; readonly runId: string }
  | { readonly type: 'pause'; readonly runId: string }
  /** Makes exactly so many more steps, those of earlier step commands not counted, then pauses. */
  | { readonly type: 'step'; readonly runId: string; readonly count: number }
  /** Goes on with other hyperparameters or another l2. */
  | { readonly type: 'set'; readonly runId: string; readonly tunables: Tunables }
  /** Replaces one parameter. */
  | { readonly type: 'assign'; readonly runId: string; readonly index: number; readonly value: number }
  /** Asks for a progress event. */
  | { readonly type: 'evaluate'; readonly runId: string }
  | { readonly type: 'snapshot'; readonly runId: string; readonly requestId: number }
  | { readonly type: 'dispose'; readonly runId: string }
  /** Asks whether the worker still listens. */
  | { readonly type: 'ping' }

/** A command to one run. */
export type RunCommand = Exclude<Command, { type: 'ping' }>

export interface BackendEvent {
  readonly type: 'backend'
  readonly runId: string
  readonly backend: 'webgpu' | 'cpu'
  readonly reason: BackendReason
  /** The adapter as it describes itself; empty when it does not, and on the CPU. */
  readonly adapter: string
  /** Whether that adapter is a program and not a piece of hardware. */
  readonly software: boolean
  /** Steps a second of this run on either backend, measured before it began; null where nothing was to be decided. */
  readonly rates: { readonly webgpu: number; readonly cpu: number } | null
}

/** The run at one step, all of it from that very step. */
export interface ProgressEvent {
  readonly type: 'progress'
  readonly runId: string
  /** Steps made. */
  readonly step: number
  /** Passes through the points trained on, a fraction. */
  readonly epoch: number
  /** The mean loss, without the penalty, over all points trained on, or over all that validate; entropies in nats. */
  readonly trainLoss: number
  readonly validationLoss: number
  /** The share of points whose class is right, 0 … 1; where numbers are predicted R², at most 1. */
  readonly trainScore: number
  readonly validationScore: number
  /** All parameters, as core's `layout(spec)` lays them out. */
  readonly parameters: Float32Array
  /** Each unit's picture, one after another, as core's `fields` makes them: unit k has grid² numbers from k · grid². */
  readonly fields: Float32Array
  readonly grid: number
  /** Measured since the last progress event of the running run; 0 when nothing was trained since. */
  readonly stepsPerSecond: number
  /** Tensors alive in the worker, of all its runs. */
  readonly held: number
  /** Read-backs that this run has made. */
  readonly readBacks: number
  readonly running: boolean
  /** Of a measured run: what was measured since the last progress event. Its series is made of these alone. */
  readonly measured?: readonly SeriesPoint[] | undefined
  /** Of a run that may be stopped early: its lowest validation loss so far. */
  readonly best?: { readonly step: number; readonly loss: number } | undefined
  /** The run makes no more steps. If it has a best, this event is about the network that it had there. */
  readonly isOver?: boolean | undefined
}

/** A loss or a parameter is no finite number any more. The run is paused, back at its last finite evaluation. */
export interface DivergedEvent {
  readonly type: 'diverged'
  readonly runId: string
  /** The first evaluation at which it was seen. */
  readonly step: number
  /** The step that the run went back to. */
  readonly lastFiniteStep: number
  readonly quantity: DivergedQuantity
}

/** Where a run can go on from when its worker is gone: a snapshot without what the page knows, its data above all. */
export interface CheckpointEvent extends Omit<RunSnapshot, 'version' | 'spec'> {
  readonly type: 'checkpoint'
  readonly runId: string
  readonly tunables: Tunables
  /** Steps still to make; null: until told otherwise. */
  readonly left: number | null
  /** How many commands the run has been given and has heeded in this snapshot. */
  readonly heard: number
}

/** The device or the worker is gone; the run will go on by itself. A `backend` event says when it does, and where. */
export interface InterruptedEvent {
  readonly type: 'interrupted'
  readonly runId: string
  readonly cause: InterruptionCause
  /** `lost`: it has just been noticed; `recovering`: there is something to go on with. */
  readonly stage: 'lost' | 'recovering'
  /** The step from which the run goes on. */
  readonly step: number
  /** Steps that are made again, as far as known, and the milliseconds that they had taken. */
  readonly lostSteps: number
  readonly lostMs: number
}

export interface FailedEvent {
  readonly type: 'failed'
  readonly runId: string
  readonly code: FailureCode
  /** For the console, in English; what the reader sees is chosen by the code. */
  readonly detail: string
  /** Of a network that is too large: the bytes of its largest part, and the most that the device holds in one. */
  readonly bytes?: { readonly needed: number; readonly most: number } | undefined
}

/** From the worker to the page. */
export type Event =
  | BackendEvent
  | ProgressEvent
  | DivergedEvent
  | FailedEvent
  | CheckpointEvent
  | InterruptedEvent
  /** The worker listens; for so many milliseconds to come it may have no time to say so. Also sent unasked. */
  | { readonly type: 'pong'; readonly patienceMs: number }
  | {
      readonly type: 'snapshot'
      readonly runId: string
      readonly requestId: number
      readonly snapshot: RunSnapshot
    }
  /** The run is gone; `held` buffers and tensors are left in the worker, of all its runs. */
  | { readonly type: 'disposed'; readonly runId: string; readonly held: number }

const runId = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const finite = v.pipe(v.number(), v.finite())
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const floats = v.instance(Float32Array)

const CommandSchema = v.variant('type', [
  v.object({ type: v.literal('start'), runId, spec: RunSpecSchema, snapshot: v.optional(SnapshotSchema) }),
  v.object({ type: v.literal('run'), runId }),
  v.object({ type: v.literal('pause'), runId }),
  v.object({ type: v.literal('step'), runId, count: integer(1, MOST_STEPS) }),
  v.object({ type: v.literal('set'), runId, tunables: TunablesSchema }),
  v.object({ type: v.literal('assign'), runId, index: count, value: finite }),
  v.object({ type: v.literal('evaluate'), runId }),
  v.object({ type: v.literal('snapshot'), runId, requestId: count }),
  v.object({ type: v.literal('dispose'), runId }),
  v.object({ type: v.literal('ping') }),
])

const EventSchema = v.variant('type', [
  v.object({
    type: v.literal('backend'),
    runId,
    backend: v.picklist(['webgpu', 'cpu']),
    reason: v.picklist(BACKEND_REASONS),
    adapter: v.string(),
    software: v.boolean(),
    rates: v.nullable(v.object({ webgpu: finite, cpu: finite })),
  }),
  v.object({
    type: v.literal('progress'),
    runId,
    step: count,
    epoch: finite,
    trainLoss: finite,
    validationLoss: finite,
    trainScore: finite,
    validationScore: finite,
    parameters: floats,
    fields: floats,
    grid: count,
    stepsPerSecond: finite,
    held: count,
    readBacks: count,
    running: v.boolean(),
    measured: v.optional(v.array(v.object({ step: count, train: finite, validation: finite }))),
    best: v.optional(v.object({ step: count, loss: finite })),
    isOver: v.optional(v.boolean()),
  }),
  v.object({
    type: v.literal('diverged'),
    runId,
    step: count,
    lastFiniteStep: count,
    quantity: v.picklist(DIVERGED_QUANTITIES),
  }),
  v.object({
    type: v.literal('checkpoint'),
    runId,
    ...RunNumbers.entries,
    tunables: TunablesSchema,
    left: v.nullable(count),
    heard: count,
  }),
  v.object({
    type: v.literal('interrupted'),
    runId,
    cause: v.picklist(INTERRUPTION_CAUSES),
    stage: v.picklist(['lost', 'recovering']),
    step: count,
    lostSteps: count,
    lostMs: finite,
  }),
  v.object({ type: v.literal('pong'), patienceMs: finite }),
  v.object({ type: v.literal('snapshot'), runId, requestId: count, snapshot: SnapshotSchema }),
  v.object({ type: v.literal('disposed'), runId, held: count }),
  v.object({
    type: v.literal('failed'),
    runId,
    code: v.picklist(FAILURE_CODES),
    detail: v.string(),
    bytes: v.optional(v.object({ needed: finite, most: finite })),
  }),
])

/** What a door makes of a message: the message, or why it is none. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly runId: string; readonly detail: string }

const RunMessage = v.object({ runId })

function parsed<T>(schema: v.GenericSchema<unknown, T>, data: unknown): Parsed<T> {
  const result = v.safeParse(schema, data)
  if (result.success) return { ok: true, value: result.output }
  const whose = v.safeParse(RunMessage, data)
  const issue = result.issues[0]
  return {
    ok: false,
    runId: whose.success ? whose.output.runId : '',
    detail: `${v.getDotPath(issue) ?? 'message'}: ${issue.message}`,
  }
}

/** The worker's door. */
export const parseCommand = (data: unknown): Parsed<Command> => parsed<Command>(CommandSchema, data)

/** The page's door. */
export const parseEvent = (data: unknown): Parsed<Event> => parsed<Event>(EventSchema, data)

export { RunSpecSchema } from './run-spec-schema.ts'
export { sameRun, tunablesOf, withTunables, equalSpecs } from './run-spec.ts'
export type { BackendChoice, DenseModel, RunSpec, Tunables } from './run-spec.ts'
export type { RunSnapshot } from './snapshot.ts'
