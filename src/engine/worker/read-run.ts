import { memory, type Tensor1D } from '@tensorflow/tfjs-core'
import { append } from '../../core/metric/index.ts'
import { epochOf } from '../../core/network/batch.ts'
import { parameterCount } from '../../core/network/spec.ts'
import { trainingOptimizer } from '../../core/optimizer/index.ts'
import { readEvaluation, type Evaluation } from '../models/read-evaluation.ts'
import { disposeState } from '../models/training.ts'
import { GRID, type DivergedQuantity } from '../protocol.ts'
import { SNAPSHOT_VERSION } from '../snapshot.ts'
import { keepSafe, measureRate, replaceState, type LiveRun, type SessionContext } from './live-run.ts'

/** The tensor's numbers; the tensor is given back. */
async function readAll(run: LiveRun, packed: Tensor1D): Promise<Float32Array> {
  try {
    run.readBacks++
    return (await packed.data()) as Float32Array
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

/** Evaluates the run as it is now, with one read-back, and posts what came of it. Training may go on meanwhile. */
export async function evaluateRun(run: LiveRun, context: SessionContext): Promise<void> {
  const { device, now } = context
  device.activate()
  run.isDue = false
  const rate = measureRate(run, now())
  const checkpoint = { step: run.step, state: run.training.share(run.state) }
  const numbers = await readAll(run, run.training.evaluate(run.state)).catch((error: unknown) => {
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
  }
}

/** Posts the run as it is now, between two steps. */
export async function postSnapshot(run: LiveRun, context: SessionContext, requestId: number): Promise<void> {
  context.device.activate()
  const { spec, step, series } = run
  const numbers = await readAll(run, run.training.pack(run.state))
  const count = parameterCount(spec.model)
  const part = (k: number): Float32Array => numbers.slice(k * count, (k + 1) * count)
  const slots = trainingOptimizer(spec.optimizer.id).state.map(({ name }, k) => [name, part(k + 1)] as const)
  const snapshot = {
    version: SNAPSHOT_VERSION,
    spec,
    step,
    parameters: part(0),
    slots: Object.fromEntries(slots),
    series,
  } as const
  context.post({ type: 'snapshot', runId: context.runId, requestId, snapshot })
}
