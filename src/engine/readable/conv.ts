import { add, conv2d, maxPool, relu, reshape, type Tensor4D } from '@tensorflow/tfjs-core'
import type { ConvNet } from '../../core/network/architecture.ts'
import { linear, type Outputs } from './network.ts'

/**
 * A convolutional network for pictures, x [rows, side, side, channels] → [rows, classes]. Each layer slides its filters
 * K over the picture, as far as they lie inside it, and then keeps the largest of each 2 × 2 places:
 *
 *   z[r, c, k] = b[k] + Σ a[r + i, c + j, n] · K[i, j, n, k],   a ← max over 2 × 2 of max(0, z)
 *
 * All that is left goes, flat, to a dense layer.
 */
export const convOutputs: Outputs<ConvNet> = (net, weights, x, drop) => {
  const rows = x.shape[0] ?? 0
  let a = reshape(x, [rows, net.side, net.side, net.channels]) as Tensor4D
  for (let l = 0; l < net.layers.length; l++) {
    const z = add(conv2d(a, weights(`conv${l}.weight`) as Tensor4D, 1, 'valid'), weights(`conv${l}.bias`))
    a = maxPool(relu(z) as Tensor4D, 2, 2, 'valid')
  }
  const flat = reshape(a, [rows, a.size / rows])
  return linear(weights, 'dense', drop('dense', flat))
}
