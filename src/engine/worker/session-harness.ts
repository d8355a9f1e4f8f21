import { env } from '@tensorflow/tfjs-core'
import type { Event, RunSpec } from '../protocol.ts'
import type { DeviceEnvironment } from './adapter.ts'
import { createDevices, type Device, type DeviceNews, type Devices } from './device.ts'
import { createHost } from './host.ts'

/** Without this tfjs recommends its Node package on the console. */
env().set('PROD', true)

/** What the engine's tests share: a run's description to vary, a device, and a host outside any worker. */

/** A small run on the CPU. */
export function runSpec(changes: Partial<RunSpec> = {}): RunSpec {
  return {
    model: { kind: 'dense', hidden: [4], activation: 'tanh' },
    data: { kind: 'circles', noise: 0.1, seed: 1, trainShare: 0.5, count: 300 },
    optimizer: { id: 'adam', hyperparameters: { alpha: 0.03, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } },
    batchSize: 32,
    l2: 0,
    seed: 1,
    backend: 'cpu',
    pace: null,
    ...changes,
  }
}

/** The CPU device, made ready. */
export async function openTestDevice(): Promise<Device> {
  const environment = { gpu: undefined, wait: () => new Promise<void>(() => {}), now: () => 0 }
  return createDevices(environment, { lost: () => {}, back: () => {} }).cpu()
}

/** A “GPU” that computes on the CPU, so that a test can take it away and give it back. */
export function lossyDevices() {
  let news: DeviceNews | null = null
  let isRefused = false
  let lose: () => void = () => {}
  let current: Device | null = null

  const open = (cpu: Device): Device => {
    let isLost = false
    let reject: (error: Error) => void = () => {}
    const orLost = new Promise<never>((_, no) => (reject = no))
    orLost.catch(() => undefined)
    const device: Device = {
      ...cpu,
      backend: 'webgpu',
      adapter: 'test',
      mostBytes: 1e6,
      isLost: () => isLost,
      orLost,
      wasLost: () => Promise.resolve(isLost),
      fence: () => (isLost ? orLost : Promise.resolve()),
    }
    lose = () => {
      isLost = true
      current = null
      reject(new Error('lost'))
      news?.lost(device)
    }
    return device
  }

  const openDevices = (environment: DeviceEnvironment, told: DeviceNews): Devices => {
    const { cpu } = createDevices(environment, told)
    news = told
    return {
      cpu,
      webGpu: async () => (isRefused ? 'device-lost' : (current ??= open(await cpu()))),
    }
  }
  return {
    openDevices,
    lose: () => lose(),
    refuse: () => (isRefused = true),
    giveBack() {
      isRefused = false
      news?.back()
    },
  }
}

/** A host whose clock goes on by `tick` milliseconds each time it is read. */
export function openTestHost(tick = 1, openDevices: typeof createDevices = createDevices) {
  const events: Event[] = []
  const waiting = new Set<() => void>()
  let time = 0
  const environment = {
    gpu: undefined,
    wait: () => new Promise<void>(() => {}),
    post: (event: Event) => {
      events.push(structuredClone(event))
      waiting.forEach((check) => check())
    },
    now: () => (time += tick),
    rest: () => new Promise<void>((resolve) => setImmediate(resolve)),
  }
  const send = createHost(environment, openDevices)

  /** The first event, from now on or before, that fits; what comes before `from` does not count. */
  const until = <T extends Event['type']>(
    type: T,
    fits: (event: Extract<Event, { type: T }>) => boolean = () => true,
    from = 0,
  ): Promise<Extract<Event, { type: T }>> =>
    new Promise((resolve) => {
      const check = (): void => {
        const found = events
          .slice(from)
          .find(
            (e): e is Extract<Event, { type: T }> =>
              e.type === type && fits(e as Extract<Event, { type: T }>),
          )
        if (!found) return
        waiting.delete(check)
        resolve(found)
      }
      waiting.add(check)
      check()
    })

  return { send, until, events }
}
