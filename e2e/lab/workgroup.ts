import { makeDataset } from '../../src/core/dataset/index.ts'
import { parametersOf, type DenseNet } from '../../src/core/network/architecture.ts'
import { batches } from '../../src/core/network/batch.ts'
import { parameterTotal } from '../../src/core/network/parameters.ts'
import { defaultHyperparameters } from '../../src/core/optimizer/step.ts'
import { uniform } from '../../src/core/rng.ts'
import { createArrayTrainer } from '../../src/engine/arrays/trainer.ts'
import { ruleOf } from '../../src/engine/rule-program.ts'
import type { Batch, HostState, StepSettings, TrainingPlan } from '../../src/engine/trainer.ts'
import { createWorkgroupTrainer } from '../../src/engine/workgroup/trainer.ts'
import { countGpu } from './counts.ts'

/** The one-workgroup trainer beside plain arrays, in the browser. */

const gpu = countGpu()

async function openDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter()
  if (!adapter) throw new Error('There is no WebGPU adapter here.')
  return adapter.requestDevice()
}

export interface Case {
  readonly plan: Partial<Omit<TrainingPlan, 'net'>> & { readonly net?: Partial<DenseNet> }
  readonly settings?: Partial<StepSettings>
  readonly alpha?: number
  readonly steps: number
  readonly threads?: number
}

const drawn = (count: number, stream: number, scale: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => scale * (2 * uniform(5, stream, i) - 1))

/** A data set of `rows` rows for the plan's net and loss. */
function dataFor(net: DenseNet, loss: TrainingPlan['loss'], rows: number): Batch {
  const x = { values: drawn(rows * net.inputs, 1, 1.5), shape: [rows, net.inputs] }
  const width = loss.kind === 'categorical' ? 1 : net.outputs
  const y = drawn(rows * width, 2, 1)
  if (loss.kind === 'binary' || loss.kind === 'categorical') {
    const classes = loss.kind === 'binary' ? 2 : net.outputs
    y.forEach((v, i) => (y[i] = Math.floor(((v + 1) / 2) * classes)))
  }
  return { x, y: { values: y, shape: [rows, width] } }
}

/** Rows of the data set that step t trains on. */
function feedOf(data: Batch, { seed, batchSize }: TrainingPlan): (t: number) => Batch {
  const [rows = 0, inputs = 0] = data.x.shape
  const width = data.y.shape[1] ?? 1
  const indicesOf = batches(seed, rows, batchSize)
  const taken = (values: ArrayLike<number>, of: number, indices: Uint32Array): Float32Array =>
    Float32Array.from(
      { length: indices.length * of },
      (_, k) => values[(indices[Math.floor(k / of)] ?? 0) * of + (k % of)] ?? NaN,
    )
  return (t) => {
    const indices = indicesOf(t - 1)
    return {
      x: { values: taken(data.x.values, inputs, indices), shape: [batchSize, inputs] },
      y: { values: taken(data.y.values, width, indices), shape: [batchSize, width] },
    }
  }
}

function planOf({ net, ...others }: Case['plan']): TrainingPlan & { readonly net: DenseNet } {
  return {
    loss: { kind: 'binary', smoothing: 0 },
    batchSize: 32,
    optimizer: 'adam',
    seed: 7,
    clips: false,
    ...others,
    net: { kind: 'dense', inputs: 2, hidden: [8, 8], activation: 'tanh', outputs: 1, dropout: 0, ...net },
  }
}

function settingsOf({ optimizer }: TrainingPlan, { settings, alpha }: Case): StepSettings {
  const hyperparameters = defaultHyperparameters(ruleOf(optimizer))
  return {
    hyperparameters: { ...hyperparameters, ...(alpha === undefined ? {} : { alpha }) },
    l1: 0,
    l2: 0,
    clipNorm: 1,
    ...settings,
  }
}

function startOf({ net, optimizer }: TrainingPlan): HostState {
  const count = parameterTotal(parametersOf(net))
  const slots = ruleOf(optimizer).state.map(({ name, initial }) => [
    name,
    new Float32Array(count).fill(initial),
  ])
  return { parameters: drawn(count, 3, 0.7), slots: Object.fromEntries(slots) as HostState['slots'] }
}

/** The largest |a − b| over the largest |b|. */
function apart(a: Float32Array, b: Float32Array): number {
  let [most, scale] = [0, 1e-12]
  b.forEach((v, i) => {
    most = Math.max(most, Math.abs(v - (a[i] ?? NaN)) || (Number.isNaN(a[i]) ? Infinity : 0))
    scale = Math.max(scale, Math.abs(v))
  })
  return most / scale
}

async function readyTrainer(
  ...given: Parameters<typeof createWorkgroupTrainer>
): Promise<ReturnType<typeof createWorkgroupTrainer>> {
  const trainer = createWorkgroupTrainer(...given)
  await trainer.ready
  return trainer
}

/** How far the workgroup is from plain arrays after the steps. */
async function parity(device: GPUDevice, given: Case) {
  const plan = planOf(given.plan)
  const settings = settingsOf(plan, given)
  const data = dataFor(plan.net, plan.loss, Math.max(70, plan.batchSize + 3))
  const feed = feedOf(data, plan)
  const start = startOf(plan)
  const arrays = createArrayTrainer(plan)
  const bulk = await readyTrainer(device, plan, data, { threads: given.threads ?? 32 })
  arrays.write(start)
  bulk.write(start)
  for (let t = 1; t <= given.steps; t++) arrays.step(t, feed(t), settings)
  const half = Math.ceil(given.steps / 2)
  bulk.steps(1, half, () => settings)
  if (given.steps > half) bulk.steps(half + 1, given.steps - half, () => settings)
  const [losses, exact] = [await bulk.losses(), await arrays.losses()]
  const [state, there] = [await bulk.read(), await arrays.read()]
  const slots = Object.keys(there.slots).map((name) => apart(state.slots[name]!, there.slots[name]!))
  const result = {
    count: losses.length,
    losses: Math.max(...[...exact].map((loss, i) => Math.abs(loss - (losses[i] ?? NaN)) / Math.abs(loss))),
    parameters: apart(state.parameters, there.parameters),
    slots: Math.max(0, ...slots),
  }
  bulk.dispose()
  return result
}

const lab = {
  /** Each case in turn, on one device. */
  async parities(cases: readonly Case[]) {
    const device = await openDevice()
    const results = []
    for (const given of cases) results.push(await parity(device, given))
    device.destroy()
    return results
  },

  /** What 1,000 steps, one reading of losses and one of the state ask of the GPU, after as much of a warm-up. */
  async counts() {
    const device = await openDevice()
    const plan = planOf({})
    const data = dataFor(plan.net, plan.loss, 150)
    const bulk = await readyTrainer(device, plan, data, { threads: 32 })
    bulk.write(startOf(plan))
    const settings = settingsOf(plan, { plan: {}, steps: 0 })
    const work = async (from: number): Promise<void> => {
      for (let t = from; t < from + 1000; t += 200) bulk.steps(t, 200, () => settings)
      await bulk.losses()
      await bulk.read()
    }
    await work(1)
    gpu.take()
    await work(1001)
    const counts = gpu.take()
    bulk.dispose()
    device.destroy()
    return counts
  },

  /** Goes back to what was held, and trains the same steps again. */
  async held() {
    const device = await openDevice()
    const plan = planOf({ net: { dropout: 0.2 } })
    const bulk = await readyTrainer(device, plan, dataFor(plan.net, plan.loss, 90), { threads: 32 })
    bulk.write(startOf(plan))
    const settings = settingsOf(plan, { plan: {}, steps: 0 })
    bulk.steps(1, 20, () => settings)
    const held = bulk.hold()
    const there = await bulk.read()
    bulk.steps(21, 30, () => settings)
    const first = await bulk.read()
    held.restore()
    const back = await bulk.read()
    bulk.steps(21, 30, () => settings)
    const second = await bulk.read()
    held.release()
    const written = await readyTrainer(device, plan, dataFor(plan.net, plan.loss, 90), {
      threads: 32,
    })
    written.write(there)
    written.steps(21, 30, () => settings)
    const third = await written.read()
    const same = (a: HostState, b: HostState): boolean => JSON.stringify(a) === JSON.stringify(b)
    const results = {
      moved: !same(there, first),
      back: same(there, back),
      again: same(first, second),
      written: same(first, third),
    }
    device.destroy()
    return results
  },

  /** Accuracy on points not trained on, after training on the circles. */
  async circles(steps: number) {
    const device = await openDevice()
    const plan = planOf({ seed: 1 })
    const { train, validation } = makeDataset({
      kind: 'circles',
      noise: 0.1,
      seed: 1,
      trainShare: 0.5,
      count: 300,
    })
    const data = { x: { values: train.x, shape: [train.n, 2] }, y: { values: train.y, shape: [train.n, 1] } }
    const bulk = await readyTrainer(device, plan, data, { threads: 32 })
    bulk.write(startOf(plan))
    const settings = settingsOf(plan, { plan: {}, steps: 0, alpha: 0.03 })
    for (let t = 1; t <= steps; t += 200) bulk.steps(t, 200, () => settings)
    const outputs = await bulk.outputs({ values: validation.x, shape: [validation.n, 2] })
    const losses = await bulk.losses()
    device.destroy()
    const right = [...outputs].filter((z, i) => z > 0 === (validation.y[i] === 1)).length
    return {
      accuracy: right / validation.n,
      losses: losses.length,
      first: losses[0]!,
      last: losses[losses.length - 1]!,
    }
  },
}

export type Lab = typeof lab
Object.assign(window, { lab })
