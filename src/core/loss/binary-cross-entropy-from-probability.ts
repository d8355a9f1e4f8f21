import { add, call, expr, mul, neg, sub } from '../formula/expr.ts'
import { piece, type PointwiseLoss } from './pointwise.ts'

/** What class 1 adds, −y·ln ŷ, and what class 0 adds, −(1 − y)·ln(1 − ŷ). Leaving out the second is a common slip. */
export const POSITIVE_PART = neg(mul('y', call('ln', 'p')))
export const NEGATIVE_PART = neg(mul(sub(1, 'y'), call('ln', sub(1, 'p'))))

/**
 * Binary cross-entropy in nats, for a probability ŷ of class 1:
 *   ℓ = −y·ln ŷ − (1 − y)·ln(1 − ŷ),   ∂ℓ/∂ŷ = −y/ŷ + (1 − y)/(1 − ŷ) = (ŷ − y) / (ŷ(1 − ŷ)).
 * Where the prediction is certain and right (ŷ = y = 0 or 1, that is, the chance y(1 − ŷ) + (1 − y)ŷ of being wrong
 * is 0) the formula reads 0·ln 0; the limit is ℓ = 0 with slope 1 − 2y. Where it is certain and wrong, ℓ is ∞ and so
 * is the slope; PyTorch shows 100 there, because it cuts logarithms off at −100, and Keras keeps ŷ away from 0 and 1.
 */
export const binaryCrossEntropyFromProbability: PointwiseLoss = {
  id: 'binary-cross-entropy',
  prediction: 'p',
  domain: 'probability',
  parameters: [],
  pieces: [
    {
      where: { left: add(mul('y', sub(1, 'p')), mul(sub(1, 'y'), 'p')), atMost: expr(0) },
      term: expr(0),
      slope: sub(1, mul(2, 'y')),
    },
    piece(sub(POSITIVE_PART, NEGATIVE_PART.of), 'p'),
  ],
  sources: [
    'Cox, D. R. (1958). The Regression Analysis of Binary Sequences. Journal of the Royal Statistical Society B 20(2), 215–242.',
  ],
}
