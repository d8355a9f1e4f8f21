import { parametersOf } from '../../src/core/network/architecture.ts'
import { deviation } from '../../src/core/network/reference/deviation.ts'
import { GOLDEN_CASES } from '../../src/core/network/reference/golden.ts'
import { LOOPS } from '../../src/engine/kernels/loops.ts'
import { batchOf, determined, rowsOf, startOf } from '../../src/engine/plan/case-batches.ts'
import { PLAN_CASES } from '../../src/engine/plan/cases.ts'
import { createCompiledTrainer } from '../../src/engine/plan/compiled.ts'
import { goldenDistance, type GoldenDistance } from '../../src/engine/plan/golden-distance.ts'
import { createGpuMachine } from '../../src/engine/plan/gpu-machine.ts'
import { planOf } from '../../src/engine/plan/plan.ts'
import { createPlanTrainer, type PlanTrainer } from '../../src/engine/plan/trainer.ts'
import { createTwinMachine } from '../../src/engine/plan/twin-machine.ts'
import type { HostState, TrainingPlan } from '../../src/engine/trainer.ts'
import { workOf, type WorkName } from '../../tools/bench/works.ts'
import { countGpu, type Counts } from './counts.ts'

/** The compiled steps on WebGPU, beside PyTorch's figures and their own twins. */

const gpu = countGpu()

export type LoopsName = keyof typeof LOOPS

async function openDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter()
  if (!adapter) throw new Error('There is no WebGPU adapter here.')
  return adapter.requestDevice()
}

async function onDevice<T>(use: (device: GPUDevice) => Promise<T>): Promise<T> {
  const device = await openDevice()
  const errors: string[] = []
  device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message))
  const result = await use(device)
  await device.queue.onSubmittedWorkDone()
  device.destroy()
  if (errors.length > 0) throw new Error(errors[0])
  return result
}

/** After 20 steps, dropout and all: the state, the losses, and outputs of rows that are no whole number of batches. */
async function trained(index: number, trainer: PlanTrainer) {
  const { plan, settings } = PLAN_CASES[index]!
  await trainer.ready
  trainer.write(startOf(plan))
  for (let t = 1; t <= 20; t++) trainer.step(t, batchOf(plan, t), settings)
  const outputs = await trainer.outputs(rowsOf(plan.net, plan.batchSize + 2, 0))
  const result = { losses: await trainer.losses(), outputs, ...(await trainer.read()) }
  trainer.dispose()
  return result
}

const largest = (values: Float32Array): number => values.reduce((most, v) => Math.max(most, Math.abs(v)), 0)
const apart = (a: Float32Array, b: Float32Array): number =>
  largest(b.map((v, k) => v - (a[k] ?? NaN))) / largest(b)

const same = (a: HostState, b: HostState): boolean => JSON.stringify(a) === JSON.stringify(b)

/** A trainer of a bench's work, with its start written. */
async function startedWork(device: GPUDevice, name: WorkName) {
  const work = workOf(name)
  const trainer = createCompiledTrainer(device, work.plan, { software: true })
  await trainer.ready
  trainer.write(startOf(work.plan))
  const steps = (from: number, count: number): void => {
    for (let t = from; t < from + count; t++) trainer.step(t, work.batch(t), work.settings)
  }
  return { trainer, steps }
}

const lab = {
  golden: (index: number, loops: LoopsName): Promise<GoldenDistance> =>
    onDevice((device) =>
      goldenDistance(GOLDEN_CASES[index]!, LOOPS[loops], (plan) => createGpuMachine(device, plan)),
    ),

  /** How far a case on WebGPU is from its kernels' twins in float64. */
  twins: (index: number, loops: LoopsName) =>
    onDevice(async (device) => {
      const { plan, name } = PLAN_CASES[index]!
      const compiled = planOf(plan, LOOPS[loops])
      const ours = await trained(index, createPlanTrainer(compiled, createGpuMachine(device, compiled)))
      const twins = await trained(index, createPlanTrainer(compiled, createTwinMachine(compiled)))
      const layout = parametersOf(plan.net)
      return {
        name,
        losses: apart(ours.losses, twins.losses),
        final: deviation(layout, ours.parameters, twins.parameters, determined(plan.net)),
        outputs: apart(ours.outputs, twins.outputs),
      }
    }),

  /** What ten warm steps of a bench's work ask of the GPU, and then a look at the losses. */
  counts: (name: WorkName): Promise<{ steps: Counts; look: Counts; hostMs: number }> =>
    onDevice(async (device) => {
      const { trainer, steps } = await startedWork(device, name)
      steps(1, 3)
      await trainer.losses()
      gpu.take()
      const begun = performance.now()
      steps(4, 10)
      const hostMs = (performance.now() - begun) / 10
      const counted = gpu.take()
      await trainer.losses()
      const look = gpu.take()
      trainer.dispose()
      return { steps: counted, look, hostMs }
    }),

  /** Goes back to what was held, on from what was read, and trains the same steps again. */
  held: (index: number) =>
    onDevice(async (device) => {
      const { plan, settings } = PLAN_CASES[index]!
      const make = () => createCompiledTrainer(device, plan, { software: true })
      const train = (trainer: PlanTrainer, from: number): Promise<HostState> => {
        for (let t = from; t < from + 5; t++) trainer.step(t, batchOf(plan, t), settings)
        return trainer.read()
      }
      const trainer = make()
      await trainer.ready
      trainer.write(startOf(plan))
      const there = await train(trainer, 1)
      const held = trainer.hold()
      const first = await train(trainer, 6)
      held.restore()
      const back = await trainer.read()
      const second = await train(trainer, 6)
      held.release()
      const other = make()
      await other.ready
      other.write(there)
      const third = await train(other, 6)
      for (const one of [trainer, other]) one.dispose()
      return {
        moved: !same(there, first),
        back: same(there, back),
        again: same(first, second),
        written: same(first, third),
      }
    }),

  /** A plan that is too large for any device: what it says, and how many buffers were made. */
  refused: () =>
    onDevice((device) => {
      const { plan } = PLAN_CASES[0]!
      const net: TrainingPlan['net'] = { ...plan.net, width: 3072 } as never
      gpu.take()
      try {
        createCompiledTrainer(device, { ...plan, net, batchSize: 64 }, { software: true })
        return Promise.resolve({ name: 'none', buffers: gpu.take().buffers })
      } catch (error) {
        return Promise.resolve({ name: (error as Error).name, buffers: gpu.take().buffers })
      }
    }),
}

export type Lab = typeof lab
Object.assign(window, { lab })
