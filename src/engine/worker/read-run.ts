import { memory, type Tensor1D } from '@tensorflow/tfjs-core'
import { append, type Series } from '../../core/metric/index.ts'
import { epochOf } from '../../core/network/batch.ts'
import { parameterCount } from '../../core/network/spec.ts'
import { trainingOptimizer } from '../../core/optimizer/index.ts'
import { readEvaluation, type Evaluation } from '../models/read-evaluation.ts'
import { disposeState } from '../models/training.ts'
import { GRID, type DivergedQuantity } from '../protocol.ts'
import { tunablesOf, type RunSpec } from '../run-spec.ts'
import { SNAPSHOT_VERSION, type RunSnapshot } from '../snapshot.ts'
import { keepSafe, measureRate, replaceState, type LiveRun, type SessionContext } from './live-run.ts'
import { afterGoingBack } from './recovery.ts'

/** While a run trains, the page is given a checkpoint so often, and whenever the reader has changed something. */
const CHECKPOINT_INTERVAL_MS = 1000

/** The tensor's numbers; the tensor is given back. A device that is lost answers nothing any more. */
async function readAll(run: LiveRun, packed: Tensor1D, { device }: SessionContext): Promise<Float32Array> {
  try {
    run.readBacks++
    return (await Promise.race([packed.data(), device.orLost])) as Float32Array
  } finally {
    packed.dispose()
  }
}

/** The first quantity that is no finite number; null when all are. */
function divergedIn({ trainLoss, validationLoss, parameters }: Evaluation): DivergedQuantity | null {
  if (!Number.isFinite(trainLoss)) return 'train-loss'
  if (!Number.isFinite(validationLoss)) return 'validation-loss'
  return parameters.every(Number.isFinite) ? null : 'parameter'
}

/** Stops the run where it was last finite. That place is evaluated anew, unless it is what has just diverged. */
function goBack(run: LiveRun, context: SessionContext, seenAt: number, quantity: DivergedQuantity): void {
  run.left = 0
  replaceState(run, run.training.share(run.safe.state))
  run.isDue = seenAt !== run.safe.step
  run.step = run.safe.step
  run.changes = afterGoingBack(run.changes, run.step)
  run.again = afterGoingBack(run.again, run.step)
  measureRate(run, context.now())
  context.post({ type: 'diverged', runId: context.runId, step: seenAt, lastFiniteStep: run.step, quantity })
}

function report(
  run: LiveRun,
  { runId, post }: SessionContext,
  step: number,
  e: Evaluation,
  rate: number,
): void {
  run.series = append(run.series, { step, train: e.trainLoss, validation: e.validationLoss })
  post({
    type: 'progress',
    runId,
    step,
    epoch: epochOf(step, run.trained, run.spec.batchSize),
    ...e,
    grid: GRID,
    stepsPerSecond: rate,
    tensors: memory().numTensors,
    readBacks: run.readBacks,
    running: run.left > 0,
  })
}

/** Parameters stand first in what was read, the optimizer's slots last; all of it copied. */
function snapshotFrom(spec: RunSpec, step: number, numbers: Float32Array, series: Series): RunSnapshot {
  const { state } = trainingOptimizer(spec.optimizer.id)
  const count = parameterCount(spec.model)
  const first = numbers.length - state.length * count
  const slot = (k: number): Float32Array => numbers.slice(first + k * count, first + (k + 1) * count)
  return {
    version: SNAPSHOT_VERSION,
    spec,
    step,
    parameters: numbers.slice(0, count),
    slots: Object.fromEntries(state.map(({ name }, k) => [name, slot(k)])),
    series,
  }
}

/** The page gets it too, so that a run outlives its worker. */
function postCheckpoint(run: LiveRun, { runId, now, post }: SessionContext): void {
  if (!run.kept) return
  const { left, heard } = run.kept
  const { spec, step, parameters, slots, series } = run.kept.snapshot
  const isTime = run.left === 0 || now() - run.posted.time >= CHECKPOINT_INTERVAL_MS
  if (!isTime && heard === run.posted.heard) return
  run.posted = { time: now(), heard }
  post({
    type: 'checkpoint',
    runId,
    step,
    parameters,
    slots,
    series,
    tunables: tunablesOf(spec),
    left: Number.isFinite(left) ? left : null,
    heard,
  })
}

/** Evaluates the run as it is now, with one read-back, and posts what came of it. Training may go on meanwhile. */
export async function evaluateRun(run: LiveRun, context: SessionContext): Promise<void> {
  const { device, now } = context
  device.activate()
  run.isDue = false
  const rate = measureRate(run, now())
  const checkpoint = { step: run.step, state: run.training.share(run.state) }
  const { spec, left, heard } = run
  const known = run.changes.length
  const time = now()
  const numbers = await readAll(run, run.training.evaluate(run.state), context).catch((error: unknown) => {
    disposeState(checkpoint.state)
    throw error
  })
  const evaluation = readEvaluation(run.spec.model, run.data, GRID * GRID, numbers)
  const quantity = divergedIn(evaluation)
  device.activate()
  if (quantity) {
    disposeState(checkpoint.state)
    goBack(run, context, checkpoint.step, quantity)
  } else {
    keepSafe(run, checkpoint)
    report(run, context, checkpoint.step, evaluation, rate)
    const snapshot = snapshotFrom(spec, checkpoint.step, numbers, run.series)
    run.kept = { snapshot, left, heard, time }
    run.changes = run.changes.slice(known)
    postCheckpoint(run, context)
  }
}

/** Posts the run as it is now, between two steps. */
export async function postSnapshot(run: LiveRun, context: SessionContext, requestId: number): Promise<void> {
  context.device.activate()
  const { spec, step, series } = run
  const numbers = await readAll(run, run.training.pack(run.state), context)
  const snapshot = snapshotFrom(spec, step, numbers, series)
  context.post({ type: 'snapshot', runId: context.runId, requestId, snapshot })
}
