import { add, call, div, mul, neg, sub } from '../formula/expr.ts'
import { crossEntropyFromLogit, crossEntropySlope } from './binary-cross-entropy.ts'
import type { PointwiseLoss } from './pointwise.ts'

const size = call('abs', 'z')

/**
 * Binary cross-entropy for a logit z, ŷ = σ(z); derived in binary-cross-entropy.ts:
 *   ℓ = max(z, 0) − y·z + ln(1 + e^−|z|),   ∂ℓ/∂z = σ(z) − y,
 * with max(z, 0) = (z + |z|)/2. The tree and the computed value differ by less than one unit in the last place of
 * max(1, ℓ): ln(1 + x) with a tiny x is 0 in float64, where the computed one still has all its digits (log1p).
 */
export const binaryCrossEntropyFromLogit: PointwiseLoss = {
  id: 'binary-cross-entropy-from-logits',
  prediction: 'z',
  domain: 'logit',
  parameters: [],
  pieces: [
    {
      term: add(sub(div(add('z', size), 2), mul('y', 'z')), call('ln', add(1, call('exp', neg(size))))),
      slope: sub(div(1, add(1, call('exp', neg('z')))), 'y'),
    },
  ],
  computed: { term: crossEntropyFromLogit, slope: crossEntropySlope },
  sources: [
    'Cox, D. R. (1958). The Regression Analysis of Binary Sequences. Journal of the Royal Statistical Society B 20(2), 215–242.',
  ],
}
