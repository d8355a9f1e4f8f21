/** Numbers of a buffer: `size` bytes from `offset`. */
export interface Stretch {
  readonly buffer: GPUBuffer
  readonly offset: number
  readonly size: number
}

/** A read-back that is being put together. */
export interface Reading {
  /** Adds what the stretch holds after all work handed in so far. */
  readonly add: (stretch: Stretch) => void
  /** All that was added, one after another, in one read-back. */
  readonly bytes: () => Promise<ArrayBuffer>
}

/** Reads buffers back through buffers of its own, which it keeps for the next time. */
export interface Reader {
  /** Begins a read-back of so many bytes. */
  readonly reading: (size: number) => Reading
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

  const reading = (size: number): Reading => {
    const buffer = bufferFor(size)
    let filled = 0
    return {
      add({ buffer: from, offset, size: bytes }) {
        const encoder = device.createCommandEncoder()
        encoder.copyBufferToBuffer(from, offset, buffer, filled, bytes)
        device.queue.submit([encoder.finish()])
        filled += bytes
      },
      async bytes() {
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
    }
  }

  return {
    reading,
    read(buffer) {
      const whole = reading(buffer.size)
      whole.add({ buffer, offset: 0, size: buffer.size })
      return whole.bytes()
    },
    dispose() {
      isOver = true
      for (const buffer of idle.splice(0)) buffer.destroy()
    },
  }
}
