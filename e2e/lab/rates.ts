import { makeDataset } from '../../src/core/dataset/index.ts'
import { initialParameters } from '../../src/core/network/initial.ts'
import { createDevices, type Device } from '../../src/engine/worker/device.ts'
import { createRunTrainer, type RunTrainer } from '../../src/engine/worker/run-trainer.ts'
import { createTensorTrainer } from '../../src/engine/worker/tensor-trainer.ts'
import { tunablesOf, type RunSpec } from '../../src/engine/run-spec.ts'

/** How many steps a second each way to train the playground's network makes here: 2-8-8-1, batch 32, Adam. */

const SPEC: RunSpec = {
  model: { kind: 'dense', hidden: [8, 8], activation: 'tanh' },
  data: { kind: 'circles', noise: 0.1, seed: 1, trainShare: 0.5, count: 300 },
  optimizer: { id: 'adam', hyperparameters: { alpha: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } },
  batchSize: 32,
  l2: 0,
  seed: 1,
  backend: 'auto',
  pace: null,
}
const SLICE_MS = 8
const WARM_MS = 500
const MEASURE_MS = 1500

async function rateOf(trainer: RunTrainer, device: Device): Promise<number> {
  const parameters = initialParameters(SPEC.model, 1)
  const zeros = new Float32Array(parameters.length)
  trainer.write({ parameters, slots: { m: zeros, v: zeros } })
  await trainer.ready
  let step = 1
  const trainFor = async (ms: number): Promise<number> => {
    const [first, start] = [step, performance.now()]
    while (performance.now() - start < ms) {
      const end = performance.now() + SLICE_MS
      device.activate()
      step += trainer.train(step, Infinity, tunablesOf(SPEC), () => performance.now() >= end)
      await device.fence()
    }
    return (1000 * (step - first)) / (performance.now() - start)
  }
  await trainFor(WARM_MS)
  const rate = await trainFor(MEASURE_MS)
  trainer.dispose()
  return rate
}

const lab = {
  async rates(): Promise<Record<string, number>> {
    const now = (): number => performance.now()
    const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
    const devices = createDevices(
      { gpu: navigator.gpu, wait, now },
      { lost: () => undefined, back: () => undefined },
    )
    const webgpu = await devices.webGpu()
    if (typeof webgpu === 'string') throw new Error(`There is no WebGPU here: ${webgpu}.`)
    const cpu = await devices.cpu()
    const { train } = makeDataset(SPEC.data)
    const rates: Record<string, number> = {}
    for (const device of [webgpu, cpu]) {
      device.activate()
      rates[`tensors, ${device.backend}`] = await rateOf(createTensorTrainer(SPEC, train), device)
      rates[device === webgpu ? 'one workgroup' : 'plain arrays'] = await rateOf(
        createRunTrainer(SPEC, train, device, now),
        device,
      )
    }
    return rates
  },
}

export type Lab = typeof lab
Object.assign(window, { lab })
