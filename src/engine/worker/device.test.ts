import { describe, expect, it } from 'vitest'
import { createDevices, findAdapter, NoBackendError } from './device.ts'

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
    },
    asked: () => asked,
    waited: () => waited,
  }
}

const NULL: Answer = () => Promise.resolve(null)

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

  it('says that asking failed', async () => {
    expect(await findAdapter(world(() => Promise.reject(new Error('blocked'))).environment)).toBe(
      'adapter-error',
    )
  })
})

describe('choosing a device', () => {
  const broken = {
    limits: {},
    info: {},
    requestDevice: () => Promise.reject(new Error('lost')),
  } as unknown as GPUAdapter

  it('falls back to the CPU and says why', async () => {
    const reasonOf = async (answer: Answer | undefined) => {
      const { device, reason } = await createDevices(world(answer).environment)('auto')
      return [device.backend, reason]
    }
    expect(await reasonOf(undefined)).toEqual(['cpu', 'no-gpu-api'])
    expect(await reasonOf(NULL)).toEqual(['cpu', 'no-adapter'])
    expect(await reasonOf(() => Promise.resolve(broken))).toEqual(['cpu', 'backend-error'])
  })

  it('does as it is told, or says that it cannot', async () => {
    const choose = createDevices(world(NULL).environment)
    expect((await choose('cpu')).reason).toBe('forced')
    await expect(choose('webgpu')).rejects.toEqual(new NoBackendError('no-adapter'))
  })

  it('looks only once', async () => {
    const w = world(() => Promise.resolve(broken))
    const choose = createDevices(w.environment)
    await choose('auto')
    await choose('auto')
    expect(w.asked()).toBe(1)
  })
})
