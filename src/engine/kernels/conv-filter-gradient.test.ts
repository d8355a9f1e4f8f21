import { backend_util, memory, registerKernel, tensor4d } from '@tensorflow/tfjs-core'
import { conv2DBackpropFilter } from '@tensorflow/tfjs-core/dist/ops/conv2d_backprop_filter'
import { expect, test } from 'vitest'
import { uniform } from '../../core/rng.ts'
import { openTestDevice } from '../worker/session-harness.ts'
import { convFilterGradient, convFilterGradientKernel } from './conv-filter-gradient.ts'
import { CPU_ACCESS } from './plain-kernel.ts'

test('a filter of one number is moved by Σ x · dz', () => {
  const geometry = backend_util.computeConv2DInfo([1, 2, 2, 1], [1, 1, 1, 1], 1, 1, 'valid')
  expect([...convFilterGradient([1, 2, 3, 4], [10, 20, 30, 40], geometry)]).toEqual([10 + 40 + 90 + 160])
})

/** z is linear in K, so the derivative by K[i, j, n, k] is what z·dz becomes with a filter that is 1 there. */
test.each([
  ['valid', 1],
  ['same', 1],
  ['same', 2],
  ['valid', 2],
] as const)('is the slope of the convolution itself: %s, stride %i', (pad, stride) => {
  const g = backend_util.computeConv2DInfo([2, 6, 5, 2], [3, 2, 2, 3], stride, 1, pad)
  const xs = Float64Array.from({ length: 120 }, (_, k) => uniform(1, 1, k) - 0.5)
  const dz = Float64Array.from(
    { length: g.outShape.reduce((a, b) => a * b) },
    (_, k) => uniform(2, 1, k) - 0.5,
  )
  const input = (b: number, r: number, c: number, n: number): number =>
    r < 0 || c < 0 || r >= 6 || c >= 5 ? 0 : xs[((b * 6 + r) * 5 + c) * 2 + n]!
  const ours = convFilterGradient(xs, dz, g)
  for (let k = 0; k < ours.length; k++) {
    const [i, j, n, o] = [Math.floor(k / 12), Math.floor(k / 6) % 2, Math.floor(k / 3) % 2, k % 3]
    let slope = 0
    for (let b = 0; b < 2; b++)
      for (let r = 0; r < g.outHeight; r++)
        for (let c = 0; c < g.outWidth; c++)
          slope +=
            input(b, r * stride + i - g.padInfo.top, c * stride + j - g.padInfo.left, n) *
            dz[((b * g.outHeight + r) * g.outWidth + c) * 3 + o]!
    expect(ours[k]).toBeCloseTo(slope, 5)
  }
})

test('tfjs finds it, and it leaves no tensor behind', async () => {
  ;(await openTestDevice()).activate()
  registerKernel(convFilterGradientKernel(CPU_ACCESS))
  const x = tensor4d([1, 2, 3, 4], [1, 2, 2, 1])
  const dy = tensor4d([5], [1, 1, 1, 1])
  const slopes = conv2DBackpropFilter(x, dy, [2, 2, 1, 1], 1, 'valid')
  expect(slopes.shape).toEqual([2, 2, 1, 1])
  expect([...slopes.dataSync()]).toEqual([5, 10, 15, 20])
  for (const tensor of [x, dy, slopes]) tensor.dispose()
  expect(memory().numTensors).toBe(0)
})
