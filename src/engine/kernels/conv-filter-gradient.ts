import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core'
import type { PlainKernel } from './plain-kernel.ts'

/*
 * The gradient of a convolution by its filters K. Where the convolution is
 *   z[b, r, c, k] = Σ x[b, s·r + i − p, s·c + j − p, n] · K[i, j, n, k]   (stride s, padding p),
 * it is
 *   dK[i, j, n, k] = Σ x[b, s·r + i − p, s·c + j − p, n] · dz[b, r, c, k]   over b, r, c.
 * tfjs's kernel for the CPU looks every number up by its indices and adds in float32; its wasm backend has none.
 */

/** What the sizes, strides and paddings of a convolution are. */
type Geometry = Pick<
  backend_util.Conv2DInfo,
  | 'batchSize'
  | 'inHeight'
  | 'inWidth'
  | 'inChannels'
  | 'outHeight'
  | 'outWidth'
  | 'outChannels'
  | 'filterHeight'
  | 'filterWidth'
  | 'strideHeight'
  | 'strideWidth'
> & { readonly padInfo: { readonly top: number; readonly left: number } }

/** sums[n, k] += x[n] · dz[k], for the channels of one place of x and one of dz. */
function addProducts(
  sums: Float64Array,
  at: number,
  x: ArrayLike<number>,
  from: number,
  channels: number,
  dz: ArrayLike<number>,
  slope: number,
  filters: number,
): void {
  for (let n = 0; n < channels; n++) {
    const value = x[from + n] ?? NaN
    const row = at + n * filters
    for (let k = 0; k < filters; k++) sums[row + k] = (sums[row + k] ?? 0) + value * (dz[slope + k] ?? NaN)
  }
}

/** dK, [filterHeight, filterWidth, inChannels, outChannels], from x and dz, both channels last; summed in float64. */
export function convFilterGradient(
  x: ArrayLike<number>,
  dz: ArrayLike<number>,
  g: Geometry,
): Float32Array<ArrayBuffer> {
  const { inChannels, outChannels, filterHeight, filterWidth } = g
  const sums = new Float64Array(filterHeight * filterWidth * inChannels * outChannels)
  for (let place = 0; place < g.batchSize * g.outHeight * g.outWidth; place++) {
    const c = place % g.outWidth
    const r = Math.floor(place / g.outWidth) % g.outHeight
    const b = Math.floor(place / (g.outWidth * g.outHeight))
    for (let i = 0; i < filterHeight; i++) {
      const row = r * g.strideHeight + i - g.padInfo.top
      if (row < 0 || row >= g.inHeight) continue
      for (let j = 0; j < filterWidth; j++) {
        const column = c * g.strideWidth + j - g.padInfo.left
        if (column < 0 || column >= g.inWidth) continue
        const at = (i * filterWidth + j) * inChannels * outChannels
        const from = ((b * g.inHeight + row) * g.inWidth + column) * inChannels
        addProducts(sums, at, x, from, inChannels, dz, place * outChannels, outChannels)
      }
    }
  }
  return Float32Array.from(sums)
}

interface Attributes {
  readonly strides: [number, number] | number
  readonly pad: 'valid' | 'same' | number
  readonly filterShape: [number, number, number, number]
}

export const convFilterGradientKernel: PlainKernel = ({ backendName, numbers, result }) => ({
  kernelName: 'Conv2DBackpropFilter',
  backendName,
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { x, dy } = inputs as unknown as { x: TensorInfo; dy: TensorInfo }
    const { strides, pad, filterShape } = attrs as unknown as Attributes
    const shape = x.shape as [number, number, number, number]
    const geometry = backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad)
    const sums = convFilterGradient(numbers(backend as never, x), numbers(backend as never, dy), geometry)
    return result(backend as never, [...filterShape], sums)
  },
})
