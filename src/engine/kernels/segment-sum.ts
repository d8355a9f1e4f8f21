import { util, type TensorInfo } from '@tensorflow/tfjs-core'
import type { PlainKernel } from './plain-kernel.ts'

/*
 * The gradient of looking rows up, as an embedding does: out[s, …] = Σ x[i, …] over all i with ids[i] = s. tfjs's kernel
 * for the CPU goes through all of x once for every segment, which are as many as a vocabulary has words; its wasm
 * backend has none.
 */

/** x has a row of `width` numbers for each id; the result has one for each of the segments. */
export function segmentSum(
  x: ArrayLike<number>,
  ids: ArrayLike<number>,
  width: number,
  segments: number,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(segments * width)
  for (let i = 0; i < ids.length; i++) {
    const segment = ids[i] ?? -1
    if (segment < 0 || segment >= segments) continue
    for (let k = 0; k < width; k++) {
      const to = segment * width + k
      out[to] = (out[to] ?? 0) + (x[i * width + k] ?? 0)
    }
  }
  return out
}

export const segmentSumKernel: PlainKernel = ({ backendName, numbers, result }) => ({
  kernelName: 'UnsortedSegmentSum',
  backendName,
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { x, segmentIds } = inputs as unknown as { x: TensorInfo; segmentIds: TensorInfo }
    const { numSegments } = attrs as unknown as { numSegments: number }
    const shape = [numSegments, ...x.shape.slice(segmentIds.shape.length)]
    const width = util.sizeFromShape(shape.slice(1))
    const sums = segmentSum(
      numbers(backend as never, x),
      numbers(backend as never, segmentIds),
      width,
      numSegments,
    )
    return result(backend as never, shape, sums)
  },
})
