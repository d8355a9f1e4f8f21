import { INPUTS } from '../../core/network/spec.ts'
import type { Sample } from '../../core/dataset/index.ts'
import { needsPlainArrays, type RunSpec, type Tunables } from '../run-spec.ts'
import { settingsOfSteps } from '../step-settings.ts'
import type { HostState } from '../trainer.ts'
import { createPace } from '../workgroup/pace.ts'
import { createWorkgroupTrainer } from '../workgroup/trainer.ts'
import type { Device } from './device.ts'
import { onArrays, planFor } from './on-arrays.ts'
import { createTensorTrainer } from './tensor-trainer.ts'

/** What a session trains with, whatever computes. It keeps parameters and slots where it computes. */
export interface RunTrainer {
  /** Resolves when steps can be made; until then `train` makes none. */
  readonly ready: Promise<void>
  readonly write: (state: HostState) => void
  /** The state as it is at this moment, in one read-back. */
  readonly read: () => Promise<HostState>
  /** The same at once, where it lies in host memory. */
  readonly now?: () => HostState
  /** Replaces one parameter. */
  readonly assign: (index: number, value: number) => void
  /** Makes steps from number `from` on, no more than `most`, until the time is over; returns how many. */
  readonly train: (from: number, most: number, tunables: Tunables, isOver: () => boolean) => number
  readonly dispose: () => void
}

/** A dispatch may take about half of the 50 ms after which a person notices that something waits for it. */
const DISPATCH_MS = 25

/** A program that plays a GPU has few threads that do much each (8 were the fastest of 4 … 128); a GPU has many. */
const threadsFor = ({ software }: Device): number => (software ? 8 : 128)

/** The whole network in one workgroup. */
function onWorkgroup(
  spec: RunSpec,
  train: Sample,
  device: Device & { readonly gpu: GPUDevice },
  now: () => number,
): RunTrainer {
  const { gpu } = device
  const data = {
    x: { values: train.x, shape: [train.n, INPUTS] },
    y: { values: train.y, shape: [train.n, 1] },
  }
  const trainer = createWorkgroupTrainer(gpu, planFor(spec), data, { threads: threadsFor(device) })
  const pace = createPace(DISPATCH_MS, trainer.mostSteps)
  let isReady = false
  void trainer.ready.then(
    () => (isReady = true),
    () => undefined,
  )
  let done = -Infinity
  const watch = async (steps: number): Promise<void> => {
    const begun = now()
    await gpu.queue.onSubmittedWorkDone()
    // What was handed in before had to be done first.
    const ms = now() - Math.max(begun, done)
    done = now()
    pace.took(steps, ms)
  }
  return {
    ...trainer,
    train(from, most, tunables) {
      if (!isReady) return 0
      const steps = Math.min(pace.steps(), most)
      trainer.steps(from, steps, settingsOfSteps(spec, tunables))
      watch(steps).catch(() => undefined)
      return steps
    },
  }
}

/** Whether tfjs's tensors can train it: they know the L2 penalty, and nothing else that may be left out. */
const isPlain = ({ l1 = 0, dropout = 0, clipNorm, schedule }: RunSpec): boolean =>
  l1 === 0 && dropout === 0 && clipNorm === undefined && schedule === undefined

/**
 * What trains this run on this device: one workgroup on WebGPU, plain arrays on the CPU, and tfjs's tensors where a
 * device is neither. What only plain arrays can do they do wherever it is.
 */
export function createRunTrainer(
  spec: RunSpec,
  train: Sample,
  device: Device,
  now: () => number,
): RunTrainer {
  const { gpu } = device
  if (needsPlainArrays(spec)) return onArrays(spec, train)
  if (gpu) return onWorkgroup(spec, train, { ...device, gpu }, now)
  return device.backend === 'cpu' || !isPlain(spec) ? onArrays(spec, train) : createTensorTrainer(spec, train)
}
