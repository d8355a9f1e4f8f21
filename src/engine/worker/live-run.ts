import { judgedOf, makeDataset, rangeOf, trainCount, type Dataset } from '../../core/dataset/index.ts'
import { EMPTY_SERIES, type Series } from '../../core/metric/index.ts'
import { gridPoints } from '../../core/network/fields.ts'
import { initialParameters } from '../../core/network/initial.ts'
import type { OptimizerState } from '../models/apply-rule.ts'
import { evaluationPoints } from '../models/read-evaluation.ts'
import { createTraining, disposeState, type Training } from '../models/training.ts'
import { GRID, type Event } from '../protocol.ts'
import type { RunSpec } from '../run-spec.ts'
import type { RunSnapshot } from '../snapshot.ts'
import type { Device } from './device.ts'
import type { Change, Continuation, Kept } from './recovery.ts'

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
}

/** A step and its tensors, which are its own. */
export interface Checkpoint {
  readonly step: number
  readonly state: OptimizerState
}

/** A run as it is now. */
export interface LiveRun {
  /** The points on which losses and scores are measured. */
  readonly data: Dataset
  /** How many points are trained on. */
  readonly trained: number
  readonly training: Training
  spec: RunSpec
  /** Steps made. */
  step: number
  state: OptimizerState
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
  readBacks: number
  /** From where the steps a second are counted. */
  meter: { readonly step: number; readonly time: number }
}

/** The run before its first step, or where the snapshot was taken; the device must be active. */
export function openLiveRun({ spec, snapshot, goingOn, now }: SessionContext): LiveRun {
  const { train, validation } = makeDataset(spec.data)
  const data = judgedOf({ train, validation })
  const cells = gridPoints(GRID, rangeOf(spec.data))
  const training = createTraining(spec, train, evaluationPoints(data, cells))
  const state = snapshot ? training.load(snapshot) : training.start(initialParameters(spec.model, spec.seed))
  const step = snapshot?.step ?? 0
  return {
    data,
    trained: trainCount(spec.data),
    training,
    spec,
    step,
    state,
    left: goingOn ? goingOn.until - step : 0,
    isDue: true,
    safe: { step, state: training.share(state) },
    kept: null,
    changes: [],
    again: [...(goingOn?.changes ?? [])],
    opened: now(),
    heard: goingOn?.heard ?? 0,
    posted: { time: -Infinity, heard: 0 },
    series: snapshot?.series ?? EMPTY_SERIES,
    readBacks: 0,
    meter: { step, time: now() },
  }
}

/** Goes on with other tensors and gives the old ones back. */
export function replaceState(run: LiveRun, next: OptimizerState): void {
  disposeState(run.state)
  run.state = next
}

/** The checkpoint becomes the one that the run goes back to. */
export function keepSafe(run: LiveRun, checkpoint: Checkpoint): void {
  disposeState(run.safe.state)
  run.safe = checkpoint
}

/** Steps a second since the last call or since training began; 0 when nothing was trained. */
export function measureRate(run: LiveRun, time: number): number {
  const steps = run.step - run.meter.step
  const elapsed = time - run.meter.time
  run.meter = { step: run.step, time }
  return steps > 0 && elapsed > 0 ? (1000 * steps) / elapsed : 0
}

/** Gives all tensors of the run back. */
export function closeLiveRun(run: LiveRun): void {
  disposeState(run.state)
  disposeState(run.safe.state)
  run.training.dispose()
}
