import { append, type Series } from '../../core/metric/index.ts'
import { epochOf } from '../../core/network/batch.ts'
import { heldNow } from '../held.ts'
import type { Evaluation } from '../models/evaluate.ts'
import { GRID, type DivergedQuantity } from '../protocol.ts'
import { tunablesOf } from '../run-spec.ts'
import { SNAPSHOT_VERSION, type RunSnapshot } from '../snapshot.ts'
import type { HostState } from '../trainer.ts'
import { measureRate, type LiveRun, type SessionContext } from './live-run.ts'
import { afterGoingBack } from './recovery.ts'

/** While a run trains, the page is given a checkpoint so often, and whenever the reader has changed something. */
const CHECKPOINT_INTERVAL_MS = 1000

/** The state as it is at this moment, in one read-back. A device that is lost answers nothing any more. */
function readState(run: LiveRun, { device }: SessionContext): Promise<HostState> {
  run.readBacks++
  return Promise.race([run.trainer.read(), device.orLost])
}

/** The first quantity that is no finite number; null when all are. */
function divergedIn(
  { trainLoss, validationLoss, parameters }: Evaluation,
  { slots }: HostState,
): DivergedQuantity | null {
  if (!Number.isFinite(trainLoss)) return 'train-loss'
  if (!Number.isFinite(validationLoss)) return 'validation-loss'
  if (!parameters.every(Number.isFinite)) return 'parameter'
  return Object.values(slots).every((slot) => slot.every(Number.isFinite)) ? null : 'slot'
}

/** Stops the run where it was last finite. That place is evaluated anew, unless it is what has just diverged. */
function goBack(run: LiveRun, context: SessionContext, seenAt: number, quantity: DivergedQuantity): void {
  run.left = 0
  run.isOver = false
  run.best = run.kept?.snapshot.best ?? null
  run.fresh = run.fresh.filter((p) => p.step <= run.safe.step)
  run.trainer.write(run.safe.state)
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
  const isMeasured = run.measure !== null
  if (!isMeasured) run.series = append(run.series, { step, train: e.trainLoss, validation: e.validationLoss })
  const { fresh, best, isOver } = run
  run.fresh = []
  post({
    type: 'progress',
    runId,
    step,
    epoch: epochOf(step, run.trained, run.spec.batchSize),
    ...e,
    grid: GRID,
    stepsPerSecond: rate,
    held: heldNow(),
    readBacks: run.readBacks,
    running: run.left > 0,
    ...(isMeasured ? { measured: fresh } : {}),
    ...(best ? { best: { step: best.step, loss: best.loss } } : {}),
    ...(isOver ? { isOver } : {}),
  })
}

/** What is to be remembered besides the state, as it is before a read-back. */
const memoryOf = ({ spec, step, best, isOver }: LiveRun) => ({
  spec,
  step,
  ...(best ? { best } : {}),
  ...(isOver ? { isOver } : {}),
})

const snapshotOf = (memory: ReturnType<typeof memoryOf>, state: HostState, series: Series): RunSnapshot => ({
  version: SNAPSHOT_VERSION,
  ...memory,
  ...state,
  series,
})

/** The page gets it too, so that a run outlives its worker. */
function postCheckpoint(run: LiveRun, { runId, now, post }: SessionContext): void {
  // What is still to be made again has been heeded, but is not in this state.
  if (!run.kept || run.again.length > 0) return
  const { left, heard } = run.kept
  const { spec, version: _, ...numbers } = run.kept.snapshot
  const isTime = run.left === 0 || now() - run.posted.time >= CHECKPOINT_INTERVAL_MS
  if (!isTime && heard === run.posted.heard) return
  run.posted = { time: now(), heard }
  post({
    type: 'checkpoint',
    runId,
    ...numbers,
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
  const { step, left, heard } = run
  const remembered = memoryOf(run)
  const known = run.changes.length
  const time = now()
  const state = await readState(run, context)
  const evaluation = run.evaluate(state)
  const quantity = divergedIn(evaluation, state)
  device.activate()
  if (quantity) {
    goBack(run, context, step, quantity)
  } else {
    run.safe = { step, state }
    report(run, context, step, evaluation, rate)
    const snapshot = snapshotOf(remembered, state, run.series)
    run.kept = { snapshot, left, heard, time }
    run.changes = run.changes.slice(known)
    postCheckpoint(run, context)
  }
}

/** Posts the run as it is now, between two steps. */
export async function postSnapshot(run: LiveRun, context: SessionContext, requestId: number): Promise<void> {
  context.device.activate()
  const { series } = run
  const snapshot = snapshotOf(memoryOf(run), await readState(run, context), series)
  context.post({ type: 'snapshot', runId: context.runId, requestId, snapshot })
}
