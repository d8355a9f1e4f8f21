import { env, getBackend, registerBackend, removeBackend, setBackend } from '@tensorflow/tfjs-core'
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu'
import '../kernels-cpu.ts'
import '../kernels-webgpu.ts'
import '../models/gradients.ts'
import { describeAdapter, findAdapter, type DeviceEnvironment, type Refusal } from './adapter.ts'

/** A place to compute. */
export interface Device {
  readonly backend: 'webgpu' | 'cpu'
  readonly adapter: string
  readonly software: boolean
  /** The most bytes that one buffer may have; ∞ where memory itself is the limit. */
  readonly mostBytes: number
  /** The device that tfjs computes on; null where there is none. */
  readonly gpu: GPUDevice | null
  /** Makes this the place where tensors are made and used, until another device says the same. */
  readonly activate: () => void
  /** Hands in what was recorded and resolves when all of it is done; without it a queue would grow without bound. */
  readonly fence: () => Promise<void>
  readonly isLost: () => boolean
  /** Rejects when the device is lost; waits for ever while it is not. What is read from it is raced against this. */
  readonly orLost: Promise<never>
  /** Whether something went wrong because the device is lost: that may be known only a moment later. */
  readonly wasLost: () => Promise<boolean>
}

/** The devices of a worker: each is made once, when a run first wants it, and again when it was lost. */
export interface Devices {
  /** The device of this backend, or why there is none. */
  readonly webGpu: () => Promise<Device | Refusal>
  readonly cpu: () => Promise<Device>
}

/** What the worker hears about its devices. */
export interface DeviceNews {
  readonly lost: (device: Device) => void
  /** WebGPU, lost and for a while refused, is there again. */
  readonly back: () => void
}

/** Dispatches handed in at once; the fence after each slice hands in the rest. */
const DISPATCHES_A_SUBMIT = 128

/** After its second loss within two minutes a browser refuses WebGPU for the rest of them. */
export const BLOCKED_FOR_MS = 120_000

/** A device that is lost so often in that time is given up, for a while, by ourselves. */
const MOST_LOSSES = 3

/** An adapter gives its device within so long, or is no use. */
const DEVICE_LIMIT_MS = 3000

/** An error may come a moment before the news that the device is lost. */
const NEWS_MS = 200

const forever = new Promise<never>(() => {})

const cpuDevice: Device = {
  backend: 'cpu',
  adapter: '',
  software: false,
  mostBytes: Infinity,
  gpu: null,
  activate: () => activate('cpu'),
  fence: () => Promise.resolve(),
  isLost: () => false,
  orLost: forever,
  wasLost: () => Promise.resolve(false),
}

/** tfjs switches within the call once a backend is made; only making one takes time. */
function activate(backend: 'webgpu' | 'cpu'): void {
  if (getBackend() !== backend) void setBackend(backend)
}

const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const

/** Whether and when a GPU device was lost. */
function watch(gpu: GPUDevice, wait: DeviceEnvironment['wait']) {
  let isLost = false
  const lost = gpu.lost.then(({ message }) => {
    isLost = true
    return message
  })
  const orLost = lost.then((message): never => {
    throw new Error(`The graphics device was lost: ${message}`)
  })
  // Who waits for it hears of it; that nobody does is no error.
  orLost.catch(() => undefined)
  const wasLost = async (): Promise<boolean> =>
    isLost || Promise.race([lost.then(() => true), wait(NEWS_MS).then(() => isLost)])
  return { isLost: () => isLost, lost, orLost, wasLost }
}

async function neverAnswers(wait: DeviceEnvironment['wait']): Promise<never> {
  await wait(DEVICE_LIMIT_MS)
  throw new Error('The graphics adapter did not give a device in time.')
}

/** Makes a device of an adapter, and says when it is lost. */
export type OpenDevice = (
  adapter: GPUAdapter,
  environment: DeviceEnvironment,
  onLost: (device: Device) => void,
) => Promise<Device>

const openWebGpu: OpenDevice = async (adapter, { wait }, onLost) => {
  const { info, label, software } = describeAdapter(adapter)
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]))
  const gpu = await Promise.race([adapter.requestDevice({ requiredLimits }), neverAnswers(wait)])
  const { isLost, lost, orLost, wasLost } = watch(gpu, wait)
  const backend = new WebGPUBackend(gpu, info)
  env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', DISPATCHES_A_SUBMIT)
  registerBackend('webgpu', () => backend)
  if (!(await setBackend('webgpu'))) throw new Error('tfjs could not start its WebGPU backend.')
  const device: Device = {
    backend: 'webgpu',
    adapter: label,
    software,
    mostBytes: Math.min(gpu.limits.maxStorageBufferBindingSize, gpu.limits.maxBufferSize),
    gpu,
    activate: () => {
      // Tensors of a lost device can still be given back, with any backend active.
      if (!isLost()) activate('webgpu')
    },
    fence: () => {
      backend.ensureCommandEncoderReady()
      backend.endComputePassEncoder()
      backend.submitQueue()
      return Promise.race([gpu.queue.onSubmittedWorkDone(), orLost])
    },
    isLost,
    orLost,
    wasLost,
  }
  void lost.then(async () => {
    await setBackend('cpu')
    removeBackend('webgpu')
    onLost(device)
  })
  return device
}

/** The devices of a worker. `openDevice` is another one in tests, where there is no GPU. */
export function createDevices(
  environment: DeviceEnvironment,
  news: DeviceNews,
  openDevice: OpenDevice = openWebGpu,
): Devices {
  let opening: Promise<Device | Refusal> | null = null
  let losses: number[] = []

  const open = async (): Promise<Device | Refusal> => {
    const adapter = await findAdapter(environment)
    if (typeof adapter === 'string') return losses.length > 0 ? 'device-lost' : adapter
    return openDevice(adapter, environment, lost).catch((): Refusal => 'backend-error')
  }

  const lost = (device: Device): void => {
    const time = environment.now()
    losses = [...losses.filter((t) => time - t < BLOCKED_FOR_MS), time]
    const again = losses.length < MOST_LOSSES ? open() : Promise.resolve<Refusal>('device-lost')
    opening = again
    void again.then((found) => {
      if (typeof found === 'string') void returning()
    })
    news.lost(device)
  }

  /** Looks for WebGPU again, time after time, until it is there. */
  const returning = async (): Promise<void> => {
    for (;;) {
      await environment.wait(BLOCKED_FOR_MS)
      const found = await open()
      if (typeof found === 'string') continue
      opening = Promise.resolve(found)
      return news.back()
    }
  }

  return {
    webGpu: () => (opening ??= open()),
    async cpu() {
      await setBackend('cpu')
      return cpuDevice
    },
  }
}
