/** What was asked of WebGPU. */
export interface GpuCounts {
  dispatches: number
  submits: number
  buffers: number
  readbacks: number
}

/** Counts what all code of the page asks of WebGPU from now on; also keeps hold of the last device that was made. */
export function countGpu(): { readonly counts: GpuCounts; readonly device: () => GPUDevice } {
  const counts: GpuCounts = { dispatches: 0, submits: 0, buffers: 0, readbacks: 0 }
  let last: GPUDevice | null = null
  if (typeof GPUDevice !== 'undefined') {
    const before = <T extends object, K extends keyof T>(prototype: T, name: K, note: () => void) => {
      const original = prototype[name] as (...args: unknown[]) => unknown
      prototype[name] = function (this: unknown, ...args: unknown[]) {
        note()
        return original.apply(this, args)
      } as T[K]
    }
    before(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => counts.dispatches++)
    before(GPUComputePassEncoder.prototype, 'dispatchWorkgroupsIndirect', () => counts.dispatches++)
    before(GPUQueue.prototype, 'submit', () => counts.submits++)
    before(GPUDevice.prototype, 'createBuffer', () => counts.buffers++)
    before(GPUBuffer.prototype, 'mapAsync', () => counts.readbacks++)
    const request = GPUAdapter.prototype.requestDevice
    GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, ...args) {
      last = await request.apply(this, args)
      return last
    }
  }
  return {
    counts,
    device: () => {
      if (!last) throw new Error('No GPU device has been made.')
      return last
    },
  }
}
