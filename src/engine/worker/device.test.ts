import { describe, expect, it } from 'vitest'
import { findAdapter } from './adapter.ts'
import { BLOCKED_FOR_MS, createDevices, type Device, type OpenDevice } from './device.ts'
import { openTestDevice } from './session-harness.ts'

type Answer = () => Promise<GPUAdapter | null>
const adapter = {} as GPUAdapter

/** A clock that jumps: whoever waits the shortest is next, once nothing else moves. */
function world(answer: Answer | undefined) {
  let waited = 0
  let asked = 0
  const waiting: { until: number; resolve: () => void }[] = []
  let isMoving = false
  const advance = (): void => {
    waiting.sort((a, b) => a.until - b.until)
    const next = waiting.shift()
    isMoving = next !== undefined
    if (!next) return
    waited = next.until
    next.resolve()
    setImmediate(advance)
  }
  const requestAdapter: Answer = () => {
    asked++
    return (answer as Answer)()
  }
  return {
    environment: {
      gpu: answer && { requestAdapter },
      wait: (ms: number) =>
        new Promise<void>((resolve) => {
          waiting.push({ until: waited + ms, resolve })
          if (!isMoving) setImmediate(advance)
          isMoving = true
        }),
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

describe('a device that is lost', async () => {
  const cpu = await openTestDevice()

  /** A browser whose adapter answers as told; `losing` takes the newest device away. */
  function browser(answer: Answer) {
    const w = world(answer)
    const told: string[] = []
    let lose: () => void = () => {}
    let opened = 0
    const openDevice: OpenDevice = (_, __, onLost) => {
      const device: Device = { ...cpu, adapter: `device ${++opened}` }
      lose = () => onLost(device)
      return Promise.resolve(device)
    }
    const news = {
      lost: (device: Device) => void told.push(`lost ${device.adapter} at ${w.waited()}`),
      back: () => void told.push(`back at ${w.waited()}`),
    }
    const { webGpu } = createDevices(w.environment, news, openDevice)
    const found = async (): Promise<string> => {
      const device = await webGpu()
      return typeof device === 'string' ? device : device.adapter
    }
    return { ...w, told, found, lose: () => lose() }
  }

  it('is opened anew at once', async () => {
    const b = browser(() => Promise.resolve(adapter))
    expect(await b.found()).toBe('device 1')
    b.lose()
    expect(await b.found()).toBe('device 2')
    expect(b.told).toEqual(['lost device 1 at 0'])
  })

  it('and then refused is asked for again after two minutes, and again, until it is there', async () => {
    let refusals = 0
    const b = browser(() => Promise.resolve(refusals-- > 0 ? null : adapter))
    await b.found()
    // Six askings in 100 ms are one refusal; the third asking, four minutes later, is answered.
    refusals = 12
    b.lose()
    expect(await b.found()).toBe('device-lost')
    await expect.poll(() => b.told.length).toBe(2)
    expect(await b.found()).toBe('device 2')
    expect(b.told).toEqual(['lost device 1 at 0', `back at ${2 * BLOCKED_FOR_MS + 200}`])
  })

  it('three times within two minutes is left alone for two minutes, whatever the browser says', async () => {
    const b = browser(() => Promise.resolve(adapter))
    await b.found()
    for (const next of ['device 2', 'device 3', 'device-lost']) {
      b.lose()
      expect(await b.found()).toBe(next)
    }
    await expect.poll(() => b.told.length).toBe(4)
    expect(b.told.at(-1)).toBe(`back at ${BLOCKED_FOR_MS}`)
    expect(await b.found()).toBe('device 4')
  })
})
