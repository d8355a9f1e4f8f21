import { judgedOf, makeDataset, rangeOf, trainCount } from '../../core/dataset/index.ts'
import { EMPTY_SERIES, type Series, type SeriesPoint } from '../../core/metric/index.ts'
import { gridPoints } from '../../core/network/fields.ts'
import { initialParameters } from '../../core/network/initial.ts'
import { createEvaluator, type Evaluation } from '../models/evaluate.ts'
import { createMeasure, type Measure } from '../models/measure.ts'
import { GRID, type Event } from '../protocol.ts'
import type { RunSpec } from '../run-spec.ts'
import { startState } from '../start-state.ts'
import type { Best, RunSnapshot } from '../snapshot.ts'
import type { HostState } from '../trainer.ts'
import { lookAt } from './between-steps.ts'
import type { Device } from './device.ts'
import type { Change, Continuation, Kept } from './recovery.ts'
import { createRunTrainer, type RunTrainer } from './run-trainer.ts'

/** What a run needs of the world; it does not know that it is in a worker. */
export interface SessionContext {
  readonly runId: string
  readonly spec: RunSpec
  readonly snapshot?: RunSnapshot | undefined
  /** Where the run was when its last device was lost. */
  readonly goingOn?: Continuation | undefined
  readonly device: Device
  readonly post: (event: Event) => void
  /** Milliseconds, from any start. */
  readonly now: () => number
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
}

/** A step and what the run was then. */
export interface Checkpoint {
  readonly step: number
  readonly state: HostState
}

/** A run as it is now. */
export interface LiveRun {
  /** How many points are trained on. */
  readonly trained: number
  readonly trainer: RunTrainer
  /** What a state means: losses, scores, pictures. */
  readonly evaluate: (state: HostState) => Evaluation
  spec: RunSpec
  /** Steps made. */
  step: number
  /** Steps still to make; ∞ while it runs freely. */
  left: number
  /** Whether an evaluation is owed. */
  isDue: boolean
  /** Where the run goes back to when it diverges. */
  safe: Checkpoint
  /** The last evaluated state in host memory; null before the first evaluation. */
  kept: Kept | null
  /** What was changed since then, and what is still to be changed again after a loss. */
  changes: Change[]
  again: Change[]
  readonly opened: number
  /** Commands heeded so far. */
  heard: number
  /** When the page was last given a checkpoint, and how many commands that one had heeded. */
  posted: { readonly time: number; readonly heard: number }
  series: Series
  /** Measures losses between steps; null where the run is not measured. */
  readonly measure: Measure | null
  /** What was measured and not yet reported. */
  fresh: SeriesPoint[]
  /** The lowest validation loss so far and where it was, in a run that may be stopped early. */
  best: Best | null
  /** All its steps are made, or it was stopped early. */
  isOver: boolean
  readBacks: number
  /** From where the steps a second are counted. */
  meter: { readonly step: number; readonly time: number }
}

/** The run before its first step, or where the snapshot was taken; the device must be active. */
export function openLiveRun({ spec, snapshot, goingOn, device, now }: SessionContext): LiveRun {
  const { train, validation } = makeDataset(spec.data)
  const trainer = createRunTrainer(spec, train, device, now)
  const state = snapshot ?? startState(spec.optimizer.id, initialParameters(spec.model, spec.seed))
  trainer.write(state)
  const step = snapshot?.step ?? 0
  const judged = judgedOf({ train, validation })
  const run: LiveRun = {
    trained: trainCount(spec.data),
    trainer,
    evaluate: createEvaluator(spec, judged, gridPoints(GRID, rangeOf(spec.data))),
    spec,
    step,
    left: goingOn ? goingOn.until - step : 0,
    isDue: true,
    safe: { step, state },
    kept: null,
    changes: [],
    again: [...(goingOn?.changes ?? [])],
    opened: now(),
    heard: goingOn?.heard ?? 0,
    posted: { time: -Infinity, heard: 0 },
    series: snapshot?.series ?? EMPTY_SERIES,
    measure: spec.measuring ? createMeasure(spec, judged) : null,
    fresh: [],
    best: snapshot?.best ?? null,
    isOver: snapshot?.isOver ?? false,
    readBacks: 0,
    meter: { step, time: now() },
  }
  if (step === 0) lookAt(run)
  return run
}

/** Steps a second since the last call or since training began; 0 when nothing was trained. */
export function measureRate(run: LiveRun, time: number): number {
  const steps = run.step - run.meter.step
  const elapsed = time - run.meter.time
  run.meter = { step: run.step, time }
  return steps > 0 && elapsed > 0 ? (1000 * steps) / elapsed : 0
}
