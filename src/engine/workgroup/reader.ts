/** Reads buffers back through buffers of its own, which it keeps for the next time. */
export interface Reader {
  /** What the buffer holds after all work handed in so far. */
  readonly read: (from: GPUBuffer) => Promise<ArrayBuffer>
  readonly dispose: () => void
}

export function createReader(device: GPUDevice): Reader {
  const idle: GPUBuffer[] = []
  let isOver = false

  const bufferFor = (size: number): GPUBuffer => {
    const place = idle.findIndex((buffer) => buffer.size === size)
    const [found] = place < 0 ? [] : idle.splice(place, 1)
    return found ?? device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ })
  }

  return {
    async read(from) {
      const buffer = bufferFor(from.size)
      const encoder = device.createCommandEncoder()
      encoder.copyBufferToBuffer(from, 0, buffer, 0, from.size)
      device.queue.submit([encoder.finish()])
      try {
        await buffer.mapAsync(GPUMapMode.READ)
      } catch (error) {
        buffer.destroy()
        throw error
      }
      const bytes = buffer.getMappedRange().slice(0)
      buffer.unmap()
      if (isOver) buffer.destroy()
      else idle.push(buffer)
      return bytes
    },
    dispose() {
      isOver = true
      for (const buffer of idle.splice(0)) buffer.destroy()
    },
  }
}
