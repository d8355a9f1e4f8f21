import type { HostState, Trainer } from '../../../src/engine/trainer.ts'
import { createArrayTrainer } from '../../../src/engine/arrays/trainer.ts'
import { ruleOf } from '../../../src/engine/rule-program.ts'
import { createCompiledTrainer } from '../../../src/engine/plan/compiled.ts'
import { createWorkgroupTrainer } from '../../../src/engine/workgroup/trainer.ts'
import { CannotRun, type Bench, type Engine } from '../engine.ts'
import type { Work } from '../works.ts'

/* Ours: what the course itself would train the network with on that backend. */

function startOf({ plan, initial }: Work): HostState {
  const slots = ruleOf(plan.optimizer).state.map(
    (slot) => [slot.name, new Float32Array(initial.length).fill(slot.initial)] as const,
  )
  return { parameters: initial, slots: Object.fromEntries(slots) }
}

/** The last loss of all that came since the last look. */
function lossOf(trainer: Pick<Trainer, 'losses'>): Pick<Bench, 'loss' | 'finish'> {
  let last = NaN
  const look = async () => {
    const losses = await trainer.losses()
    last = losses[losses.length - 1] ?? last
  }
  return {
    finish: look,
    loss: async () => {
      await look()
      return last
    },
  }
}

function onArrays(work: Work): Bench {
  const trainer = createArrayTrainer(work.plan)
  trainer.write(startOf(work))
  return { ...lossOf(trainer), step: (t) => trainer.step(t, work.batch(t), work.settings) }
}

/** The device, and whether a program plays it. */
async function openGpu(): Promise<{ device: GPUDevice; software: boolean }> {
  const adapter = await navigator.gpu.requestAdapter()
  if (!adapter) throw new CannotRun('no WebGPU adapter')
  const software = /swiftshader/i.test(`${adapter.info.architecture} ${adapter.info.description}`)
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits
  const requiredLimits = { maxStorageBufferBindingSize, maxBufferSize }
  return { device: await adapter.requestDevice({ requiredLimits }), software }
}

/** The compiled step: a fixed list of kernels. */
async function compiled(work: Work): Promise<Bench> {
  const { device, software } = await openGpu()
  const trainer = createCompiledTrainer(device, work.plan, { software })
  await trainer.ready
  trainer.write(startOf(work))
  return {
    ...lossOf(trainer),
    finish: async () => void (await device.queue.onSubmittedWorkDone()),
    step: (t) => trainer.step(t, work.batch(t), work.settings),
  }
}

/** One workgroup trains the whole network; a program that plays a GPU wants few threads. */
async function inOneWorkgroup(work: Work): Promise<Bench> {
  const { device, software } = await openGpu()
  const trainer = createWorkgroupTrainer(device, work.plan, work.data, { threads: software ? 8 : 64 })
  await trainer.ready
  trainer.write(startOf(work))
  const steps = (from: number, count: number) => trainer.steps(from, count, () => work.settings)
  return {
    ...lossOf(trainer),
    step: (t) => steps(t, 1),
    many: { most: trainer.mostSteps, steps },
  }
}

const engine: Engine = (work, backend) => {
  const isSmall = work.plan.net.kind === 'dense'
  if (isSmall && backend === 'cpu') return Promise.resolve(onArrays(work))
  if (backend === 'webgpu') return isSmall ? inOneWorkgroup(work) : compiled(work)
  return Promise.reject(new CannotRun('no kernels for it on this backend'))
}
export default engine
