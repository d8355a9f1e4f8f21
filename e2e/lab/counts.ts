/** What the page has asked of its GPU. */
export interface Counts {
  dispatches: number
  submits: number
  buffers: number
  readBacks: number
}

/** Counts from now on what goes through WebGPU's own objects, whoever calls them. */
export function countGpu(): { readonly take: () => Counts } {
  const counts: Counts = { dispatches: 0, submits: 0, buffers: 0, readBacks: 0 }
  const watch = <K extends string>(
    owner: { prototype: Record<K, (...given: never[]) => unknown> },
    method: K,
    what: keyof Counts,
  ): void => {
    const original = owner.prototype[method]
    owner.prototype[method] = function (this: unknown, ...given: never[]) {
      counts[what]++
      return original.apply(this, given)
    }
  }
  watch(GPUComputePassEncoder as never, 'dispatchWorkgroups', 'dispatches')
  watch(GPUQueue as never, 'submit', 'submits')
  watch(GPUDevice as never, 'createBuffer', 'buffers')
  watch(GPUBuffer as never, 'mapAsync', 'readBacks')
  return {
    take() {
      const now = { ...counts }
      Object.assign(counts, { dispatches: 0, submits: 0, buffers: 0, readBacks: 0 })
      return now
    },
  }
}
