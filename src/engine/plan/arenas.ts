import { ARENAS, type Arena } from '../kernels/kernel.ts'
import type { Plan } from './plan.ts'
import { NOW_BYTES } from './shader.ts'

/** Of every number. */
export const BYTES = 4

/** Where the numbers of a call may begin: every device takes multiples of this. */
const CALL_STRIDE = 256

/** The buffers of a plan, bound once for all of its dispatches. */
export interface Arenas {
  readonly buffers: Readonly<Record<Arena, GPUBuffer>>
  /** What is new at every step. */
  readonly now: GPUBuffer
  readonly layout: GPUBindGroupLayout
  readonly group: GPUBindGroup
  /** Where the numbers of each dispatch begin, for the group's one dynamic offset. */
  readonly offsets: Uint32Array
  readonly destroy: () => void
}

/** The numbers of every dispatch, as its `Call` names them: where its operands begin, then its own. */
function callsOf({ dispatches }: Plan): Uint32Array<ArrayBuffer> {
  const stride = CALL_STRIDE / BYTES
  const calls = new Uint32Array(dispatches.length * stride)
  dispatches.forEach(({ operands, numbers }, k) => {
    const offsets = Object.values(operands).map(({ offset }) => offset)
    calls.set([...offsets, ...Object.values(numbers)], k * stride)
  })
  return calls
}

const typeOf = (arena: Arena): GPUBufferBindingType =>
  arena === 'integers' ? 'read-only-storage' : 'storage'

/** Makes a plan's buffers. What never changes is uploaded. */
export function createArenas(device: GPUDevice, plan: Plan): Arenas {
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage
  const made = (size: number, usage: GPUBufferUsageFlags): GPUBuffer =>
    device.createBuffer({ size, usage: usage | COPY_DST })
  // A binding may not be empty; an optimizer that remembers nothing has an empty arena.
  const buffers = Object.fromEntries(
    ARENAS.map((arena) => [arena, made(BYTES * Math.max(1, plan.sizes[arena]), STORAGE | COPY_SRC)]),
  ) as Record<Arena, GPUBuffer>
  const now = made(NOW_BYTES, UNIFORM)
  const numbers = callsOf(plan)
  const calls = made(numbers.byteLength, UNIFORM)
  device.queue.writeBuffer(calls, 0, numbers)

  const types: GPUBufferBindingLayout[] = [
    ...ARENAS.map((arena) => ({ type: typeOf(arena) })),
    { type: 'uniform' },
    { type: 'uniform', hasDynamicOffset: true },
  ]
  const layout = device.createBindGroupLayout({
    entries: types.map((buffer, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer })),
  })
  const bound: GPUBufferBinding[] = [
    ...ARENAS.map((arena) => ({ buffer: buffers[arena] })),
    { buffer: now },
    { buffer: calls, size: CALL_STRIDE },
  ]
  const group = device.createBindGroup({
    layout,
    entries: bound.map((resource, binding) => ({ binding, resource })),
  })
  const all = [...Object.values(buffers), now, calls]
  return {
    buffers,
    now,
    layout,
    group,
    offsets: Uint32Array.from(plan.dispatches, (_, k) => k * CALL_STRIDE),
    destroy: () => all.forEach((buffer) => buffer.destroy()),
  }
}
