import { describe, expect, it } from 'vitest'
import type { Refusal } from './adapter.ts'
import { largestBuffer } from './bytes-needed.ts'
import { measureRate } from './calibrate.ts'
import type { Device } from './device.ts'
import { TooLargeError } from '../too-large.ts'
import { createPlacements, NoBackendError, prefersWebGpu } from './placement.ts'
import { openTestDevice, runSpec } from './session-harness.ts'

const cpu = await openTestDevice()
const gpu: Device = { ...cpu, backend: 'webgpu', adapter: 'test', mostBytes: 1e6 }

function placements(found: Device | Refusal, rates = { webgpu: 1000, cpu: 100 }) {
  const measured: string[] = []
  const place = createPlacements(
    { webGpu: () => Promise.resolve(found), cpu: () => Promise.resolve(cpu) },
    (_, { backend }) => {
      measured.push(backend)
      return Promise.resolve(rates[backend])
    },
  )
  return { place, measured }
}

const auto = runSpec({ backend: 'auto' })

describe('the choice', () => {
  it.each([
    // Hardware: 60 steps a second and a third of the CPU's.
    [{ webgpu: 60, cpu: 60 }, false, true],
    [{ webgpu: 59, cpu: 10 }, false, false],
    [{ webgpu: 100, cpu: 299 }, false, true],
    [{ webgpu: 100, cpu: 301 }, false, false],
    // A program takes the CPU's own time.
    [{ webgpu: 100, cpu: 101 }, true, false],
    [{ webgpu: 101, cpu: 100 }, true, true],
  ])('%j, software %s: %s', (rates, software, expected) => {
    expect(prefersWebGpu(rates, software)).toBe(expected)
  })

  it('left to itself is measured, told, and not measured again for a run of the same size', async () => {
    const { place, measured } = placements(gpu)
    const rates = { webgpu: 1000, cpu: 100 }
    expect(await place(auto)).toEqual({ device: gpu, reason: 'webgpu', rates })
    expect(await place({ ...auto, seed: 9, l2: 0.5 })).toMatchObject({ rates })
    expect(measured).toEqual(['webgpu', 'cpu'])
    await place({ ...auto, batchSize: 8 })
    expect(measured.length).toBe(4)
  })

  it('goes to the CPU where that is the faster, and says so', async () => {
    const { place } = placements(gpu, { webgpu: 10, cpu: 900 })
    expect(await place(auto)).toEqual({ device: cpu, reason: 'cpu-faster', rates: { webgpu: 10, cpu: 900 } })
  })

  it.each([{ measuring: { every: 10 } }, { jitter: 0.1 }])(
    'goes to the CPU without measuring when something happens between steps, whatever was asked for: %j',
    async (changes) => {
      for (const backend of ['auto', 'webgpu', 'cpu'] as const) {
        const { place, measured } = placements(gpu)
        const reason = backend === 'cpu' ? 'forced' : 'between-steps'
        expect(await place(runSpec({ backend, ...changes }))).toEqual({ device: cpu, reason, rates: null })
        expect(measured).toEqual([])
      }
    },
  )

  it('does as it is told without measuring, or says that it cannot', async () => {
    const { place, measured } = placements(gpu, { webgpu: 10, cpu: 900 })
    expect(await place(runSpec({ backend: 'webgpu' }))).toEqual({
      device: gpu,
      reason: 'forced',
      rates: null,
    })
    expect(await place(runSpec({ backend: 'cpu' }))).toEqual({ device: cpu, reason: 'forced', rates: null })
    expect(measured).toEqual([])
    const none = placements('no-adapter')
    expect(await none.place(auto)).toMatchObject({ device: cpu, reason: 'no-adapter' })
    await expect(none.place(runSpec({ backend: 'webgpu' }))).rejects.toEqual(new NoBackendError('no-adapter'))
  })

  it('after a loss is the CPU, also for a run that was told to use WebGPU', async () => {
    const { place } = placements('device-lost')
    expect(await place(runSpec({ backend: 'webgpu' }))).toMatchObject({ device: cpu, reason: 'device-lost' })
  })

  it('survives a device that cannot even be measured', async () => {
    const devices = { webGpu: () => Promise.resolve(gpu), cpu: () => Promise.resolve(cpu) }
    const place = createPlacements(devices, () => Promise.reject(new Error('shader')))
    expect(await place(auto)).toMatchObject({ device: cpu, reason: 'backend-error' })
  })

  it('refuses what does not fit before anything is made, with the figure; left to itself takes the CPU', async () => {
    const needed = largestBuffer(auto)
    const exact = placements({ ...gpu, mostBytes: needed })
    expect((await exact.place(auto)).device.backend).toBe('webgpu')
    const { place, measured } = placements({ ...gpu, mostBytes: needed - 1 })
    expect(await place(auto)).toMatchObject({ device: cpu, reason: 'too-large' })
    await expect(place(runSpec({ backend: 'webgpu' }))).rejects.toEqual(new TooLargeError(needed, needed - 1))
    expect(measured).toEqual([])
  })
})

describe('the bytes of the largest buffer', () => {
  it('are those of an evaluation', () => {
    // 2-4-1 on 300 points and 40 · 40 cells: 5 units each; 17 parameters and Adam's two slots.
    expect(largestBuffer(auto)).toBe(4 * (5 * 1900 + 3 * 17))
  })
})

describe('measuring', () => {
  it('comes to an end with a run that would soon be at its own', async () => {
    let time = 0
    expect(await measureRate({ ...auto, steps: 1 }, cpu, () => ++time)).toBeGreaterThan(300)
  })

  it('counts steps by the clock, and leaves no tensor behind', async () => {
    let time = 0
    const { heldNow } = await import('../held.ts')
    const before = heldNow()
    // The clock goes on by a millisecond each time it is read: once a step, and a little more.
    const rate = await measureRate(auto, cpu, () => ++time)
    expect(rate).toBeGreaterThan(300)
    expect(rate).toBeLessThan(1000)
    expect(heldNow()).toBe(before)
  })
})
