import { pow, sub } from '../formula/expr.ts'
import { piece, type PointwiseLoss } from './pointwise.ts'

/**
 * Squared error, ℓ = (ŷ − y)². By the chain rule ∂ℓ/∂ŷ = 2(ŷ − y); of the mean, 2(ŷ − y)/n. Its mean is the MSE.
 * There is no factor ½ here, as in PyTorch and Keras; texts that have one have half this gradient.
 */
export const meanSquaredError: PointwiseLoss = {
  id: 'mean-squared-error',
  prediction: 'p',
  domain: 'number',
  parameters: [],
  pieces: [piece(pow(sub('p', 'y'), 2), 'p')],
  sources: [
    'Legendre, A.-M. (1805). Nouvelles méthodes pour la détermination des orbites des comètes. Paris.',
  ],
}
