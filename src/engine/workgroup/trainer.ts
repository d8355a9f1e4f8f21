import { parametersOf } from '../../core/network/architecture.ts'
import { batches } from '../../core/network/batch.ts'
import { parameterTotal } from '../../core/network/parameters.ts'
import { createDensePass } from '../arrays/dense-pass.ts'
import { denseNetOf } from '../arrays/trainer.ts'
import { pipelineOf } from '../gpu/pipelines.ts'
import { createReader } from '../gpu/reader.ts'
import { createLossCount } from '../loss-count.ts'
import { packed, unpacked } from '../packed-state.ts'
import { createRuleProgram, ruleOf } from '../rule-program.ts'
import { MOST_LOSSES, type Batch, type BulkTrainer, type HostState, type TrainingPlan } from '../trainer.ts'
import { hold } from '../held.ts'
import { BYTES, createBuffers, type Buffers } from './buffers.ts'
import { workgroupMemory, WorkgroupTooSmallError } from './memory.ts'
import { settingsPerStep, workgroupShader } from './shader.ts'

/** The order of the rows of all steps of a dispatch has room for so many numbers. */
const MOST_INDICES = 1 << 18

/** What the workgroup trainer may be told about its device. */
export interface WorkgroupOptions {
  /** Threads of the workgroup: a program that plays a GPU wants few, a GPU at least one for each row. */
  readonly threads: number
}

/** A workgroup trainer begins at once; only its steps have to wait for the program. */
export interface WorkgroupTrainer extends BulkTrainer {
  /** Resolves when `steps` may be called, which throws before; rejects when the program cannot be compiled. */
  readonly ready: Promise<void>
  /** Replaces one parameter. */
  readonly assign: (index: number, value: number) => void
}

/**
 * Trains a small dense network on WebGPU, all of it in one workgroup, with many steps in each dispatch: one dispatch
 * and one submit a call of `steps`, and no new buffer. The data set is uploaded once.
 * Errors: WorkgroupTooSmallError when the network does not fit; an Error when it is not dense.
 */
export function createWorkgroupTrainer(
  device: GPUDevice,
  plan: TrainingPlan,
  data: Batch,
  { threads }: WorkgroupOptions,
): WorkgroupTrainer {
  const net = denseNetOf(plan)
  const limit = device.limits.maxComputeWorkgroupStorageSize
  const memory = workgroupMemory(plan, limit, threads)
  if (memory.bytes > limit) throw new WorkgroupTooSmallError(memory.bytes, limit)
  const program = createRuleProgram(ruleOf(plan.optimizer))
  const dataRows = data.x.values.length / net.inputs
  const code = workgroupShader({ plan: { ...plan, net }, program, memory, threads, dataRows })
  const mostSteps = Math.max(1, Math.min(MOST_LOSSES, Math.floor(MOST_INDICES / plan.batchSize)))
  const perStep = settingsPerStep(program)
  const count = parameterTotal(parametersOf(net))
  const buffers: Buffers = createBuffers(device, {
    state: count * (1 + program.slots.length),
    data: Float32Array.from([...data.x.values, ...data.y.values]),
    order: mostSteps * plan.batchSize,
    settings: mostSteps * perStep,
    losses: MOST_LOSSES,
  })
  let pipeline: GPUComputePipeline | null = null
  const ready = pipelineOf(device, code, buffers.layout).then((made) => void (pipeline = made))
  // Who waits for it hears of it.
  ready.catch(() => undefined)
  const reader = createReader(device)
  const lossCount = createLossCount()
  const indicesOf = batches(plan.seed, dataRows, plan.batchSize)
  const order = new Uint32Array(mostSteps * plan.batchSize)
  const settings = new Float32Array(mostSteps * perStep)
  const run = new Uint32Array(4)
  const read = async (): Promise<HostState> =>
    unpacked(new Float32Array(await reader.read(buffers.state)), program.slots)

  return {
    ready,
    mostSteps,
    steps(from, steps, settingsOf) {
      if (!pipeline) throw new Error('The program is not compiled yet.')
      if (steps > mostSteps) throw new RangeError(`At most ${mostSteps} steps at once, not ${steps}.`)
      for (let s = 0; s < steps; s++) {
        const { hyperparameters, l1, l2, clipNorm } = settingsOf(from + s)
        const at = s * perStep
        order.set(indicesOf(from + s - 1), s * plan.batchSize)
        program.writeConstants(from + s, hyperparameters, settings, at)
        settings[at + perStep - 3] = l1
        settings[at + perStep - 2] = l2
        settings[at + perStep - 1] = clipNorm
      }
      run.set([from, steps, lossCount.add(steps), plan.seed])
      device.queue.writeBuffer(buffers.order, 0, order, 0, steps * plan.batchSize)
      device.queue.writeBuffer(buffers.settings, 0, settings, 0, steps * perStep)
      device.queue.writeBuffer(buffers.run, 0, run)
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, buffers.group)
      pass.dispatchWorkgroups(1)
      pass.end()
      device.queue.submit([encoder.finish()])
    },
    write: (state) => device.queue.writeBuffer(buffers.state, 0, packed(state, program.slots)),
    assign: (index, value) => device.queue.writeBuffer(buffers.state, BYTES * index, Float32Array.of(value)),
    read,
    async losses() {
      const places = lossCount.take()
      if (places.length === 0) return new Float32Array()
      const ring = new Float32Array(await reader.read(buffers.losses))
      return Float32Array.from(places, (place) => ring[place]!)
    },
    async outputs({ values }) {
      const rows = values.length / net.inputs
      const pass = createDensePass(net, rows)
      pass.forward((await read()).parameters, Float32Array.from(values), rows)
      return pass.values[pass.values.length - 1]!
    },
    hold() {
      const copy = (from: GPUBuffer, to: GPUBuffer): void => {
        const encoder = device.createCommandEncoder()
        encoder.copyBufferToBuffer(from, 0, to, 0, from.size)
        device.queue.submit([encoder.finish()])
      }
      const held = device.createBuffer({
        size: buffers.state.size,
        usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
      })
      copy(buffers.state, held)
      const giveBack = hold(1)
      const release = (): void => {
        held.destroy()
        giveBack()
      }
      return { restore: () => copy(held, buffers.state), release }
    },
    dispose() {
      buffers.destroy()
      reader.dispose()
    },
  }
}
