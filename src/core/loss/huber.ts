import { call, div, expr, mul, pow, sub } from '../formula/expr.ts'
import { piece, type PointwiseLoss } from './pointwise.ts'

const error = sub('p', 'y')
const size = call('abs', error)

/**
 * Huber's loss with r = ŷ − y: ½r² where |r| ≤ δ, and δ(|r| − ½δ) beyond. The slope is r inside and δ·sign(r) beyond,
 * so that value (½δ²) and slope (±δ) meet at |r| = δ. No error pulls harder than δ. PyTorch's SmoothL1Loss is this
 * divided by δ.
 */
export const huber: PointwiseLoss = {
  id: 'huber',
  prediction: 'p',
  domain: 'number',
  parameters: [{ name: 'delta', tex: '\\delta', default: 1, min: 1e-3, max: 1e3 }],
  pieces: [
    piece(div(pow(error, 2), 2), 'p', { left: size, atMost: expr('delta') }),
    piece(mul('delta', sub(size, div('delta', 2))), 'p'),
  ],
  sources: [
    'Huber, P. J. (1964). Robust Estimation of a Location Parameter. Annals of Mathematical Statistics 35(1), 73–101.',
  ],
}
