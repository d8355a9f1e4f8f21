import { hold } from '../held.ts'

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
  const releases = new WeakMap<GPUBuffer, () => void>()
  let isOver = false

  const bufferFor = (size: number): GPUBuffer => {
    const place = idle.findIndex((buffer) => buffer.size === size)
    const [found] = place < 0 ? [] : idle.splice(place, 1)
    if (found) return found
    const made = device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ })
    releases.set(made, hold(1))
    return made
  }
  const destroy = (buffer: GPUBuffer): void => {
    buffer.destroy()
    releases.get(buffer)?.()
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
          destroy(buffer)
          throw error
        }
        const bytes = buffer.getMappedRange().slice(0)
        buffer.unmap()
        if (isOver) destroy(buffer)
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
      for (const buffer of idle.splice(0)) destroy(buffer)
    },
  }
}
