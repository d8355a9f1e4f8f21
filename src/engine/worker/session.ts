import { memory, type Tensor1D } from '@tensorflow/tfjs-core'
import { makeDataset, PICTURE } from '../../core/dataset/index.ts'
import { append, EMPTY_SERIES, type Series } from '../../core/metric/index.ts'
import { epochOf } from '../../core/network/batch.ts'
import { gridPoints } from '../../core/network/fields.ts'
import { initialParameters } from '../../core/network/initial.ts'
import { parameterCount } from '../../core/network/spec.ts'
import { optimizer } from '../../core/optimizer/index.ts'
import type { OptimizerState } from '../models/apply-rule.ts'
import { evaluationPoints, readEvaluation, type Evaluation } from '../models/read-evaluation.ts'
import { createTraining, disposeState } from '../models/training.ts'
import { GRID, type Command, type DivergedQuantity, type Event } from '../protocol.ts'
import { tunablesOf, withTunables, type RunSpec } from '../run-spec.ts'
import { SNAPSHOT_VERSION, type RunSnapshot } from '../snapshot.ts'
import type { Device } from './device.ts'

/** What a run needs of the world; it does not know that it is in a worker. */
export interface SessionContext {
  readonly runId: string
  readonly spec: RunSpec
  readonly snapshot?: RunSnapshot | undefined
  readonly device: Device
  readonly post: (event: Event) => void
  /** Milliseconds, from any start. */
  readonly now: () => number
}

/** One run. */
export interface Session {
  readonly handle: (command: Exclude<Command, { type: 'start' | 'dispose' }>) => void
  readonly isTraining: () => boolean
  /** Trains for about so many milliseconds; at least one step when there is one to make. */
  readonly train: (budgetMs: number) => void
  /** Starts an evaluation when one is due and none is on its way (else null); it resolves when it is reported. */
  readonly evaluateIfDue: () => Promise<void> | null
  /** Hands in the recorded work and waits until it is done. */
  readonly fence: () => Promise<void>
  /** Gives back all tensors, after reads that are on their way. */
  readonly dispose: () => Promise<void>
}

/** While a run trains, evaluations are at least so far apart: at most ten a second. */
export const EVALUATION_INTERVAL_MS = 100

interface Point {
  readonly step: number
  readonly state: OptimizerState
}

/** The first quantity that is no finite number; null when all are. */
function divergedIn({ trainLoss, validationLoss, parameters }: Evaluation): DivergedQuantity | null {
  if (!Number.isFinite(trainLoss)) return 'train-loss'
  if (!Number.isFinite(validationLoss)) return 'validation-loss'
  return parameters.every(Number.isFinite) ? null : 'parameter'
}

/** Makes a run on its device, paused, with an evaluation due. */
export function createSession({ runId, spec: first, snapshot, device, post, now }: SessionContext): Session {
  device.activate()
  const data = makeDataset(first.data)
  const training = createTraining(first, data.train, evaluationPoints(data, gridPoints(GRID, PICTURE)))
  const rule = optimizer(first.optimizer.id)
  let spec = first
  let step = snapshot?.step ?? 0
  let state = snapshot ? training.load(snapshot) : training.start(initialParameters(first.model, first.seed))
  let series: Series = snapshot?.series ?? EMPTY_SERIES
  let left = 0
  let isDue = true
  let lastEvaluation = -Infinity
  let readBacks = 0
  let meter = { step, time: now() }
  let reading: Promise<unknown> = Promise.resolve()
  let isReading = false
  /** Where the run goes back to; its tensors are its own. */
  let safe: Point = { step, state: training.share(state) }

  const replace = (next: OptimizerState): void => {
    disposeState(state)
    state = next
  }

  const keepSafe = (point: Point): void => {
    disposeState(safe.state)
    safe = point
  }

  const rate = (): number => {
    const steps = step - meter.step
    const elapsed = now() - meter.time
    meter = { step, time: now() }
    return steps > 0 && elapsed > 0 ? (1000 * steps) / elapsed : 0
  }

  const goBack = (seenAt: number, quantity: DivergedQuantity): void => {
    left = 0
    replace(training.share(safe.state))
    step = safe.step
    meter = { step, time: now() }
    isDue = seenAt !== safe.step
    post({ type: 'diverged', runId, step: seenAt, lastFiniteStep: step, quantity })
  }

  const report = (at: number, e: Evaluation, stepsPerSecond: number): void => {
    series = append(series, { step: at, train: e.trainLoss, validation: e.validationLoss })
    const epoch = epochOf(at, data.train.n, spec.batchSize)
    const tensors = memory().numTensors
    const isRunning = left > 0
    post({
      type: 'progress',
      runId,
      step: at,
      epoch,
      ...e,
      grid: GRID,
      stepsPerSecond,
      tensors,
      readBacks,
      running: isRunning,
    })
  }

  const readAll = async (packed: Tensor1D): Promise<Float32Array> => {
    try {
      readBacks++
      return (await packed.data()) as Float32Array
    } finally {
      packed.dispose()
    }
  }

  const evaluateNow = async (): Promise<void> => {
    device.activate()
    isDue = false
    lastEvaluation = now()
    const stepsPerSecond = rate()
    const point: Point = { step, state: training.share(state) }
    const numbers = await readAll(training.evaluate(state)).catch((error: unknown) => {
      disposeState(point.state)
      throw error
    })
    const evaluation = readEvaluation(spec.model, data, GRID * GRID, numbers)
    const quantity = divergedIn(evaluation)
    device.activate()
    if (quantity) {
      disposeState(point.state)
      goBack(point.step, quantity)
    } else {
      keepSafe(point)
      report(point.step, evaluation, stepsPerSecond)
    }
  }

  const takeSnapshot = async (requestId: number): Promise<void> => {
    device.activate()
    const at = { version: SNAPSHOT_VERSION, spec, step, series } as const
    const numbers = await readAll(training.pack(state))
    const count = parameterCount(spec.model)
    const part = (k: number): Float32Array => numbers.slice(k * count, (k + 1) * count)
    const slots = Object.fromEntries(rule.state.map(({ name }, k) => [name, part(k + 1)]))
    post({ type: 'snapshot', runId, requestId, snapshot: { ...at, parameters: part(0), slots } })
  }

  const snapshotFailed = (error: unknown): void =>
    post({ type: 'failed', runId, code: 'training-error', detail: String(error) })

  const afterReads = (read: Promise<void>): void => {
    reading = Promise.allSettled([reading, read])
  }

  const goOn = (steps: number): void => {
    if (left === 0) meter = { step, time: now() }
    left = steps
  }

  const assign = (index: number, value: number): void => {
    const count = parameterCount(spec.model)
    if (index >= count) {
      const detail = `There is no parameter ${index}; the network has ${count}.`
      return post({ type: 'failed', runId, code: 'bad-command', detail })
    }
    device.activate()
    replace(training.assign(state, index, value))
    isDue = true
  }

  return {
    handle(command) {
      switch (command.type) {
        case 'run':
          return goOn(Infinity)
        case 'step':
          return goOn(command.count)
        case 'pause':
          left = 0
          isDue = true
          return
        case 'set':
          spec = withTunables(spec, command.tunables)
          return
        case 'assign':
          return assign(command.index, command.value)
        case 'evaluate':
          isDue = true
          return
        case 'snapshot':
          return afterReads(takeSnapshot(command.requestId).catch(snapshotFailed))
      }
    },
    isTraining: () => left > 0,
    train(budgetMs) {
      device.activate()
      const end = now() + budgetMs
      while (left > 0) {
        replace(training.step(state, step + 1, tunablesOf(spec)))
        step++
        left--
        if (left === 0) isDue = true
        if (now() >= end) break
      }
    },
    evaluateIfDue() {
      const isTime = left > 0 && now() - lastEvaluation >= EVALUATION_INTERVAL_MS
      if (isReading || !(isDue || isTime)) return null
      isReading = true
      const read = evaluateNow().finally(() => {
        isReading = false
      })
      afterReads(read)
      return read
    },
    fence: () => {
      device.activate()
      return device.fence()
    },
    async dispose() {
      left = 0
      await reading
      device.activate()
      disposeState(state)
      disposeState(safe.state)
      training.dispose()
    },
  }
}
