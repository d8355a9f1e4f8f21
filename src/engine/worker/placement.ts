import { countOf } from '../../core/dataset/index.ts'
import type { BackendEvent, BackendReason } from '../protocol.ts'
import { needsPlainArrays, type RunSpec } from '../run-spec.ts'
import { TooLargeError } from '../too-large.ts'
import type { Refusal } from './adapter.ts'
import { largestBuffer } from './bytes-needed.ts'
import type { Device, Devices } from './device.ts'

/** Where a run computes, and why there. */
export interface Placement {
  readonly device: Device
  readonly reason: BackendReason
  readonly rates: BackendEvent['rates']
}

/** WebGPU was asked for by name and is not there. */
export class NoBackendError extends Error {
  readonly reason: Refusal
  constructor(reason: Refusal) {
    super(`WebGPU was asked for by name, but is not there: ${reason}.`)
    this.name = 'NoBackendError'
    this.reason = reason
  }
}

/** Fewer steps a second than this do not look like training. */
const LEAST_RATE = 60
/** Hardware may be so much slower than the CPU and still leave the CPU to the page. */
const LEAST_SHARE = 1 / 3

/**
 * Whether a run goes to WebGPU: hardware, if it reaches 60 steps a second and a third of the CPU's rate; a software
 * adapter, which takes the CPU's time itself, only where it is the faster of the two.
 */
export function prefersWebGpu({ webgpu, cpu }: { webgpu: number; cpu: number }, software: boolean): boolean {
  return software ? webgpu > cpu : webgpu >= LEAST_RATE && webgpu >= LEAST_SHARE * cpu
}

/** What decides the speed of a run: runs that differ in nothing of it need not be measured again. */
const sizeOf = ({ model, optimizer, batchSize, data }: RunSpec): string =>
  JSON.stringify([model, optimizer.id, batchSize, countOf(data)])

/** Decides for each run where it computes. `measure` gives the steps a second of a run on a device. */
export function createPlacements(
  devices: Devices,
  measure: (spec: RunSpec, device: Device) => Promise<number>,
): (spec: RunSpec) => Promise<Placement> {
  const known = new Map<string, Promise<{ webgpu: number; cpu: number }>>()

  const measured = (spec: RunSpec, webGpu: Device): Promise<{ webgpu: number; cpu: number }> => {
    const key = sizeOf(spec)
    const found = known.get(key)
    if (found) return found
    const rates = (async () => {
      const webgpu = await measure(spec, webGpu)
      return { webgpu, cpu: await measure(spec, await devices.cpu()) }
    })()
    known.set(key, rates)
    rates.catch(() => known.delete(key))
    return rates
  }

  const onCpu = async (reason: BackendReason, rates: BackendEvent['rates'] = null): Promise<Placement> => ({
    device: await devices.cpu(),
    reason,
    rates,
  })

  const placeOf = async (spec: RunSpec): Promise<Placement> => {
    if (spec.backend === 'cpu') return onCpu('forced')
    if (needsPlainArrays(spec)) return onCpu('between-steps')
    const isForced = spec.backend === 'webgpu'
    const found = await devices.webGpu()
    if (typeof found === 'string') {
      // A run that had its device and lost it had rather go on than be right about where.
      if (isForced && found !== 'device-lost') throw new NoBackendError(found)
      return onCpu(found)
    }
    const needed = largestBuffer(spec)
    if (needed > found.mostBytes) {
      if (isForced) throw new TooLargeError(needed, found.mostBytes)
      return onCpu('too-large')
    }
    if (isForced) return { device: found, reason: 'forced', rates: null }
    const rates = await measured(spec, found).catch(() => null)
    if (!rates) return (await found.wasLost()) ? placeOf(spec) : onCpu('backend-error')
    return prefersWebGpu(rates, found.software)
      ? { device: found, reason: 'webgpu', rates }
      : onCpu('cpu-faster', rates)
  }

  return placeOf
}
