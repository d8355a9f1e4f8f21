import { add, div, mul, pow, sub } from '../formula/expr.ts'
import { ALPHA, ALPHA_MIN, factor, heldFrom, updates } from './parameters.ts'
import type { Schedule } from './schedule.ts'

/** αₖ = α_min + (α − α_min)·(1 − k/T)^P for k < T, then α_min. P = 1 is a straight line; PyTorch has α_min = 0. */
export const polynomial: Schedule = {
  id: 'polynomial',
  parameters: [ALPHA, ALPHA_MIN, factor('power', 'P', 2, 0.1, 10), updates('total', 'T', 100)],
  continuous: true,
  pieceAt: (k, settings) => {
    const total = settings['total']!
    if (k >= total) return heldFrom(total, 'alpha_min')
    const left = pow(sub(1, div('k', 'total')), 'power')
    const value = add('alpha_min', mul(sub('alpha', 'alpha_min'), left))
    return { from: 0, to: total, value, definitions: [] }
  },
  sources: [
    'Chen, L.-C., Papandreou, G., Kokkinos, I., Murphy, K. & Yuille, A. L. (2018). DeepLab. IEEE Transactions on Pattern Analysis and Machine Intelligence 40(4). arXiv:1606.00915, section 4 (“poly”).',
  ],
}
