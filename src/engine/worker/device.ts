import { env, getBackend, registerBackend, setBackend } from '@tensorflow/tfjs-core'
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu'
import '../kernels-cpu.ts'
import '../kernels-webgpu.ts'
import '../models/gradients.ts'
import type { BackendReason } from '../protocol.ts'
import type { BackendChoice } from '../run-spec.ts'

/** A place to compute. */
export interface Device {
  readonly backend: 'webgpu' | 'cpu'
  readonly adapter: string
  readonly software: boolean
  /** Makes this the place where tensors are made and used, until another device says the same. */
  readonly activate: () => void
  /** Hands in what was recorded and resolves when all of it is done; without it a queue would grow without bound. */
  readonly fence: () => Promise<void>
}

/** A device and why it is this one. */
export interface Chosen {
  readonly device: Device
  readonly reason: BackendReason
}

/** What the ladder needs of the world. */
export interface DeviceEnvironment {
  readonly gpu: Pick<GPU, 'requestAdapter'> | undefined
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
}

/** Why there is no WebGPU here. */
type Refusal = Exclude<BackendReason, 'webgpu' | 'forced'>

/** WebGPU was asked for by name and is not there. */
export class NoBackendError extends Error {
  readonly reason: Refusal
  constructor(reason: Refusal) {
    super(`WebGPU was asked for by name, but is not there: ${reason}.`)
    this.name = 'NoBackendError'
    this.reason = reason
  }
}

const ADAPTER_LIMIT_MS = 3000
const RETRY_FOR_MS = 100
const RETRY_EVERY_MS = 20

/** Dispatches handed in at once; the fence after each slice hands in the rest. */
const DISPATCHES_A_SUBMIT = 128

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i

const cpu: Device = {
  backend: 'cpu',
  adapter: '',
  software: false,
  activate: () => activate('cpu'),
  fence: () => Promise.resolve(),
}

/** tfjs switches within the call once a backend is made; only making one takes time. */
function activate(backend: 'webgpu' | 'cpu'): void {
  if (getBackend() !== backend) void setBackend(backend)
}

/** A null adapter is asked for again for a while: right after a page has loaded it may mean “not yet”. */
async function askForAdapter({ gpu, wait }: DeviceEnvironment): Promise<GPUAdapter | Refusal> {
  if (!gpu) return 'no-gpu-api'
  for (let waited = 0; ; waited += RETRY_EVERY_MS) {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
    if (adapter) return adapter
    if (waited >= RETRY_FOR_MS) return 'no-adapter'
    await wait(RETRY_EVERY_MS)
  }
}

/** The adapter, or why there is none; an answer is waited for no longer than 3 s. */
export async function findAdapter(environment: DeviceEnvironment): Promise<GPUAdapter | Refusal> {
  const late = environment.wait(ADAPTER_LIMIT_MS).then((): Refusal => 'adapter-timeout')
  const asked = askForAdapter(environment).catch((): Refusal => 'adapter-error')
  return Promise.race([asked, late])
}

const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const

async function openWebGpu(adapter: GPUAdapter): Promise<Device> {
  // Browsers before 2024 do not say what their adapter is.
  const info = adapter.info as GPUAdapterInfo | undefined
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]))
  const device = await adapter.requestDevice({ requiredLimits })
  const backend = new WebGPUBackend(device, info)
  env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', DISPATCHES_A_SUBMIT)
  registerBackend('webgpu', () => backend)
  if (!(await setBackend('webgpu'))) throw new Error('tfjs could not start its WebGPU backend.')
  const label = [info?.vendor, info?.architecture, info?.device, info?.description].filter(Boolean).join(' ')
  return {
    backend: 'webgpu',
    adapter: label,
    software: info?.isFallbackAdapter === true || SOFTWARE.test(label),
    activate: () => activate('webgpu'),
    fence: () => {
      backend.ensureCommandEncoderReady()
      backend.endComputePassEncoder()
      backend.submitQueue()
      return device.queue.onSubmittedWorkDone()
    },
  }
}

async function webGpuOrRefusal(environment: DeviceEnvironment): Promise<Device | Refusal> {
  const adapter = await findAdapter(environment)
  if (typeof adapter === 'string') return adapter
  return openWebGpu(adapter).catch((): Refusal => 'backend-error')
}

/** The devices of a worker: each is made once, when a run first wants it. */
export function createDevices(environment: DeviceEnvironment): (choice: BackendChoice) => Promise<Chosen> {
  let webGpu: Promise<Device | Refusal> | null = null
  const openCpu = async (): Promise<Device> => {
    await setBackend('cpu')
    return cpu
  }
  return async (choice) => {
    if (choice === 'cpu') return { device: await openCpu(), reason: 'forced' }
    const found = await (webGpu ??= webGpuOrRefusal(environment))
    if (typeof found !== 'string') return { device: found, reason: choice === 'auto' ? 'webgpu' : 'forced' }
    if (choice === 'webgpu') throw new NoBackendError(found)
    return { device: await openCpu(), reason: found }
  }
}
