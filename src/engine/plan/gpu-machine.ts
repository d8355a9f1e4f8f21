import { pipelineOf } from '../gpu/pipelines.ts'
import { createReader } from '../gpu/reader.ts'
import type { Dispatch, Now, Place } from '../kernels/kernel.ts'
import { BYTES, createArenas, type Arenas } from './arenas.ts'
import type { Machine } from './machine.ts'
import type { Plan } from './plan.ts'
import { createNowWriter, shaderOf } from './shader.ts'

/** A dispatch as it is recorded: its program, and where its numbers begin in the buffer of calls. */
interface Recorded extends Pick<Dispatch, 'workgroups'> {
  readonly pipeline: GPUComputePipeline
}

/** The programs of all dispatches; of those with one code there is one. */
const recordedOf = (
  device: GPUDevice,
  { dispatches, sizes }: Plan,
  { layout }: Arenas,
): Promise<Recorded[]> =>
  Promise.all(
    dispatches.map(async (dispatch) => ({
      workgroups: dispatch.workgroups,
      pipeline: await pipelineOf(device, shaderOf(dispatch, sizes), layout),
    })),
  )

/** The numbers as the arena has them; a copy only where they are something else. */
function arrayFor({ arena }: Place, numbers: ArrayLike<number>): Float32Array | Int32Array {
  const Numbers = arena === 'integers' ? Int32Array : Float32Array
  return numbers instanceof Numbers ? numbers : new Numbers(numbers)
}

/**
 * A plan on WebGPU: a buffer for each arena, programs compiled once, and every run one submit of dispatches that differ only
 * in their offset into one buffer of numbers. Nothing is made anew after that.
 */
export function createGpuMachine(device: GPUDevice, plan: Plan): Machine {
  const arenas = createArenas(device, plan)
  const { queue } = device
  const reader = createReader(device)
  const now = createNowWriter()
  let recorded: readonly Recorded[] | null = null
  const ready = recordedOf(device, plan, arenas).then((made) => void (recorded = made))
  // Who waits for it hears of it.
  ready.catch(() => undefined)

  const stretchOf = ({ arena, offset, size }: Place) => ({
    buffer: arenas.buffers[arena],
    offset: BYTES * offset,
    size: BYTES * size,
  })

  return {
    ready,
    write: (place, numbers) =>
      queue.writeBuffer(arenas.buffers[place.arena], BYTES * place.offset, arrayFor(place, numbers)),
    run(given: Now, from, to) {
      if (!recorded) throw new Error('The programs are not compiled yet.')
      queue.writeBuffer(arenas.now, 0, now(given))
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      for (let k = from; k < to; k++) {
        const { pipeline, workgroups } = recorded[k]!
        pass.setPipeline(pipeline)
        pass.setBindGroup(0, arenas.group, arenas.offsets, k, 1)
        pass.dispatchWorkgroups(...workgroups)
      }
      pass.end()
      queue.submit([encoder.finish()])
    },
    reading(size) {
      const { add, bytes } = reader.reading(BYTES * size)
      return {
        add: (place) => add(stretchOf(place)),
        numbers: async () => new Float32Array(await bytes()),
      }
    },
    hold(places) {
      const { COPY_SRC, COPY_DST } = GPUBufferUsage
      const size = BYTES * places.reduce((sum, place) => sum + place.size, 0)
      const held = device.createBuffer({ size, usage: COPY_SRC | COPY_DST })
      const copy = (isBack: boolean): void => {
        const encoder = device.createCommandEncoder()
        let at = 0
        for (const stretch of places.map(stretchOf)) {
          if (isBack) encoder.copyBufferToBuffer(held, at, stretch.buffer, stretch.offset, stretch.size)
          else encoder.copyBufferToBuffer(stretch.buffer, stretch.offset, held, at, stretch.size)
          at += stretch.size
        }
        queue.submit([encoder.finish()])
      }
      copy(false)
      return { restore: () => copy(true), release: () => held.destroy() }
    },
    dispose() {
      arenas.destroy()
      reader.dispose()
    },
  }
}
