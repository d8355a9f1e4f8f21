import { memory, tensor1d } from '@tensorflow/tfjs-core'
import { parametersOf } from '../../src/core/network/architecture.ts'
import { deviation } from '../../src/core/network/reference/deviation.ts'
import { GOLDEN_CASES, type GoldenCase } from '../../src/core/network/reference/golden.ts'
import '../../src/engine/readable/gradients.ts'
import '../../src/engine/readable/kernels-cpu.ts'
import '../../src/engine/readable/kernels-webgpu.ts'
import { createReadableTrainer, lossAndGradient } from '../../src/engine/readable/trainer.ts'
import { startState } from '../../src/engine/start-state.ts'
import type { TrainingPlan } from '../../src/engine/trainer.ts'
import { createDevices } from '../../src/engine/worker/device.ts'

/** The readable trainers on tfjs's WebGPU backend, beside PyTorch's figures. */

const environment = {
  gpu: navigator.gpu as GPU | undefined,
  wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  now: () => performance.now(),
}
const devices = createDevices(environment, { lost: () => {}, back: () => {} })

/** How far 20 steps are from the figures: losses relatively, the rest as `deviation` says. */
export interface Distance {
  readonly backend: string
  readonly gradient: number
  readonly losses: number
  readonly final: number
  /** Left on the device at the end. */
  readonly tensors: number
}

async function gradientOf(
  plan: TrainingPlan,
  golden: GoldenCase,
  initial: Float32Array,
): Promise<Float32Array> {
  const parameters = tensor1d(initial.slice())
  const { loss, gradient } = lossAndGradient(plan, parameters, 1, golden.batch)
  const numbers = (await gradient.data()) as Float32Array
  for (const tensor of [parameters, loss, gradient]) tensor.dispose()
  return numbers
}

async function distance(index: number): Promise<Distance> {
  const golden = GOLDEN_CASES[index]
  const device = await devices.webGpu()
  if (!golden || typeof device === 'string')
    throw new Error(`Nothing to compare with, or on: ${String(device)}`)
  device.activate()
  const { net, loss, optimizer, batch, hyperparameters, pace } = golden
  const plan = { net, loss, optimizer, batchSize: batch.x.shape[0] ?? 0, seed: 1, clips: false }
  const layout = parametersOf(net)
  const initial = Float32Array.from(golden.initial)
  const gradient = await gradientOf(plan, golden, initial)

  const trainer = createReadableTrainer(plan)
  trainer.write(startState(optimizer, initial))
  for (let t = 1; t <= 20; t++) {
    // What the figures keep as two parameters that add moves twice as far.
    const before = net.kind === 'lstm' ? await trainer.read() : null
    trainer.step(t, batch, { hyperparameters, l1: 0, l2: 0, clipNorm: Infinity })
    if (!before) continue
    const after = await trainer.read()
    const moved = after.parameters.map((w, k) => w + (pace(k) - 1) * (w - (before.parameters[k] ?? NaN)))
    trainer.write({ ...after, parameters: moved })
  }
  const losses = await trainer.losses()
  const { parameters } = await trainer.read()
  trainer.dispose()
  return {
    backend: device.backend,
    gradient: deviation(layout, gradient, golden.gradient),
    losses: Math.max(...golden.losses.map((l, k) => Math.abs((losses[k] ?? NaN) - l) / l)),
    final: deviation(layout, parameters, golden.final, golden.isDetermined),
    tensors: memory().numTensors,
  }
}

const lab = { distance }
export type Lab = typeof lab
Object.assign(window, { lab })
