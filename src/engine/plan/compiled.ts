import { LOOPS } from '../kernels/loops.ts'
import { TooLargeError } from '../too-large.ts'
import type { TrainingPlan } from '../trainer.ts'
import { createGpuMachine } from './gpu-machine.ts'
import { bytesIn } from './memory.ts'
import { planOf } from './plan.ts'
import { createPlanTrainer, type PlanTrainer } from './trainer.ts'

/** What a compiled trainer has to know of its device. */
export interface PlanOptions {
  /** Whether a program plays the GPU: it wants other loops. */
  readonly software: boolean
}

/**
 * The compiled step on WebGPU: a fixed list of kernels, one submit a step, no new buffer, no read-back.
 * Errors: TooLargeError, before anything is allocated, when an arena is more than one buffer of the device can hold.
 */
export function createCompiledTrainer(
  device: GPUDevice,
  training: TrainingPlan,
  { software }: PlanOptions,
): PlanTrainer {
  const plan = planOf(training, LOOPS[software ? 'software' : 'hardware'])
  const { maxStorageBufferBindingSize, maxBufferSize } = device.limits
  const most = Math.min(maxStorageBufferBindingSize, maxBufferSize)
  const needed = Math.max(...Object.values(bytesIn(plan.sizes)))
  if (needed > most) throw new TooLargeError(needed, most)
  return createPlanTrainer(plan, createGpuMachine(device, plan))
}
