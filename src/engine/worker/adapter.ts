import type { BackendReason } from '../protocol.ts'

/** What the ladder needs of the world. */
export interface DeviceEnvironment {
  readonly gpu: Pick<GPU, 'requestAdapter'> | undefined
  /** Resolves after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>
  /** Milliseconds, from any start. */
  readonly now: () => number
}

/** Why there is no WebGPU here. */
export type Refusal = Exclude<BackendReason, 'webgpu' | 'forced' | 'cpu-faster'>

const ADAPTER_LIMIT_MS = 3000
const RETRY_FOR_MS = 100
const RETRY_EVERY_MS = 20

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
  // A browser that throws instead of giving a rejected promise is refused all the same.
  const asked = askForAdapter(environment).catch((): Refusal => 'adapter-error')
  return Promise.race([asked, late])
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i

/** What an adapter says of itself. Browsers before 2024 say nothing. */
export function describeAdapter(adapter: GPUAdapter): {
  info: GPUAdapterInfo | undefined
  label: string
  software: boolean
} {
  const info = adapter.info as GPUAdapterInfo | undefined
  const label = [info?.vendor, info?.architecture, info?.device, info?.description].filter(Boolean).join(' ')
  return { info, label, software: info?.isFallbackAdapter === true || SOFTWARE.test(label) }
}
