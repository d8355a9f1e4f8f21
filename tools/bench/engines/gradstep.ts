import type { HostState, Trainer } from '../../../src/engine/trainer.ts'
import { createArrayTrainer } from '../../../src/engine/arrays/trainer.ts'
import { ruleOf } from '../../../src/engine/rule-program.ts'
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

/** One workgroup trains the whole network; a program that plays a GPU wants few threads. */
async function inOneWorkgroup(work: Work): Promise<Bench> {
  const adapter = await navigator.gpu.requestAdapter()
  if (!adapter) throw new CannotRun('no WebGPU adapter')
  const isSoftware = /swiftshader/i.test(`${adapter.info.architecture} ${adapter.info.description}`)
  const device = await adapter.requestDevice()
  const trainer = await createWorkgroupTrainer(device, work.plan, work.data, { threads: isSoftware ? 1 : 64 })
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
  if (isSmall && backend === 'webgpu') return inOneWorkgroup(work)
  return Promise.reject(new CannotRun('no kernels for it on this backend'))
}
export default engine
