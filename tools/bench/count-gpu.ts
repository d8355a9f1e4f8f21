/** What was asked of WebGPU. */
export interface GpuCounts {
  dispatches: number
  submits: number
  buffers: number
  readbacks: number
}

/** Counts what all code of the page asks of WebGPU from now on. */
export function countGpu(): GpuCounts {
  const counts: GpuCounts = { dispatches: 0, submits: 0, buffers: 0, readbacks: 0 }
  if (typeof GPUDevice === 'undefined') return counts
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
  return counts
}
