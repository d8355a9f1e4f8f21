import { describe, expect, it } from 'vitest'
import { findAdapter } from './adapter.ts'
import { createDevices } from './device.ts'

type Answer = () => Promise<GPUAdapter | null>
const adapter = {} as GPUAdapter

/** A clock that jumps: whoever waits the shortest is next, once nothing else moves. */
function world(answer: Answer | undefined) {
  let waited = 0
  let asked = 0
  const waiting: { until: number; resolve: () => void }[] = []
  const advance = (): void => {
    waiting.sort((a, b) => a.until - b.until)
    const next = waiting.shift()
    if (!next) return
    waited = next.until
    next.resolve()
    setImmediate(advance)
  }
  setImmediate(advance)
  const requestAdapter: Answer = () => {
    asked++
    return (answer as Answer)()
  }
  return {
    environment: {
      gpu: answer && { requestAdapter },
      wait: (ms: number) => new Promise<void>((resolve) => waiting.push({ until: waited + ms, resolve })),
      now: () => waited,
    },
    asked: () => asked,
    waited: () => waited,
  }
}

const NULL: Answer = () => Promise.resolve(null)
const deaf = { lost: () => {}, back: () => {} }

describe('looking for an adapter', () => {
  it('says that the browser knows no WebGPU', async () => {
    expect(await findAdapter(world(undefined).environment)).toBe('no-gpu-api')
  })

  it('asks again for 100 ms where the answer is null', async () => {
    const none = world(NULL)
    expect(await findAdapter(none.environment)).toBe('no-adapter')
    expect(none.waited()).toBe(100)
    let nulls = 3
    const late = world(() => Promise.resolve(nulls-- > 0 ? null : adapter))
    expect(await findAdapter(late.environment)).toBe(adapter)
    expect(late.asked()).toBe(4)
  })

  it('waits no longer than 3 s', async () => {
    const silent = world(() => new Promise(() => {}))
    expect(await findAdapter(silent.environment)).toBe('adapter-timeout')
    expect(silent.waited()).toBe(3000)
  })

  it('says that asking failed, also where it throws instead of answering', async () => {
    const refused = world(() => Promise.reject(new Error('blocked')))
    expect(await findAdapter(refused.environment)).toBe('adapter-error')
    const throwing = world(() => {
      throw new Error('blocked')
    })
    expect(await findAdapter(throwing.environment)).toBe('adapter-error')
  })
})

describe('opening WebGPU', () => {
  const broken = {
    limits: {},
    info: {},
    requestDevice: () => Promise.reject(new Error('lost')),
  } as unknown as GPUAdapter

  it('says why there is none', async () => {
    const reasonOf = (answer: Answer | undefined) => createDevices(world(answer).environment, deaf).webGpu()
    expect(await reasonOf(undefined)).toBe('no-gpu-api')
    expect(await reasonOf(NULL)).toBe('no-adapter')
    expect(await reasonOf(() => Promise.resolve(broken))).toBe('backend-error')
  })

  it('waits for a device no longer than 3 s', async () => {
    const silent = { ...broken, requestDevice: () => new Promise(() => {}) } as unknown as GPUAdapter
    const w = world(() => Promise.resolve(silent))
    expect(await createDevices(w.environment, deaf).webGpu()).toBe('backend-error')
    expect(w.waited()).toBe(3000)
  })

  it('looks only once', async () => {
    const w = world(() => Promise.resolve(broken))
    const { webGpu } = createDevices(w.environment, deaf)
    await webGpu()
    await webGpu()
    expect(w.asked()).toBe(1)
  })
})
