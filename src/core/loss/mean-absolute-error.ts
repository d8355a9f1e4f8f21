import { call, sub } from '../formula/expr.ts'
import { piece, type PointwiseLoss } from './pointwise.ts'

/**
 * Absolute error, ℓ = |ŷ − y|. ∂ℓ/∂ŷ = sign(ŷ − y). At ŷ = y every number from −1 to 1 is a subgradient; 0 is taken,
 * as in PyTorch.
 */
export const meanAbsoluteError: PointwiseLoss = {
  id: 'mean-absolute-error',
  prediction: 'p',
  domain: 'number',
  parameters: [],
  pieces: [piece(call('abs', sub('p', 'y')), 'p')],
  sources: ['Koenker, R. & Bassett, G. (1978). Regression Quantiles. Econometrica 46(1), 33–50.'],
}
