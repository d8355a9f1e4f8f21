import { hold } from '../held.ts'

/** Of every number. */
export const BYTES = 4

/** How many numbers each buffer has; `data` is what the buffer of that name holds. */
export interface BufferSizes {
  readonly state: number
  readonly data: Float32Array<ArrayBuffer>
  readonly order: number
  readonly settings: number
  readonly losses: number
}

/** The buffers of the workgroup program, bound as it names them. */
export interface Buffers {
  readonly state: GPUBuffer
  readonly order: GPUBuffer
  readonly settings: GPUBuffer
  readonly losses: GPUBuffer
  /** Which steps to make: the first one's number, how many, the place of the first loss, the seed. */
  readonly run: GPUBuffer
  readonly layout: GPUBindGroupLayout
  readonly group: GPUBindGroup
  readonly destroy: () => void
}

const RUN_NUMBERS = 4

/** How the program uses its buffers, in the order of their bindings. */
const TYPES: readonly GPUBufferBindingType[] = [
  'storage',
  'read-only-storage',
  'read-only-storage',
  'read-only-storage',
  'storage',
  'uniform',
]

/** Makes the buffers; `data` is uploaded. */
export function createBuffers(device: GPUDevice, sizes: BufferSizes): Buffers {
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage
  const made = (numbers: number, usage: GPUBufferUsageFlags): GPUBuffer =>
    device.createBuffer({ size: BYTES * numbers, usage: usage | COPY_DST })
  const state = made(sizes.state, STORAGE | COPY_SRC)
  const data = made(sizes.data.length, STORAGE)
  const order = made(sizes.order, STORAGE)
  const settings = made(sizes.settings, STORAGE)
  const losses = made(sizes.losses, STORAGE | COPY_SRC)
  const run = made(RUN_NUMBERS, UNIFORM)
  device.queue.writeBuffer(data, 0, sizes.data)
  const all = [state, data, order, settings, losses, run]
  const release = hold(all.length)
  const layout = device.createBindGroupLayout({
    entries: TYPES.map((type, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type },
    })),
  })
  const group = device.createBindGroup({
    layout,
    entries: all.map((buffer, binding) => ({ binding, resource: { buffer } })),
  })
  return {
    state,
    order,
    settings,
    losses,
    run,
    layout,
    group,
    destroy() {
      all.forEach((buffer) => buffer.destroy())
      release()
    },
  }
}
