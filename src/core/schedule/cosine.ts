import { add, call, div, type Expr, mul, type Operand, sub } from '../formula/expr.ts'
import { ALPHA, ALPHA_MIN, heldFrom, updates } from './parameters.ts'
import type { Schedule } from './schedule.ts'

/** From `high` where at = 0 down to `low` where at = length, along half a cosine. */
export function halfCosine(high: Operand, low: Operand, at: Operand, length: Operand): Expr {
  const wave = add(1, call('cos', div(mul(Math.PI, at), length)))
  return add(low, mul(div(sub(high, low), 2), wave))
}

/** αₖ = α_min + ½(α − α_min)·(1 + cos(πk/T)) for k < T, then α_min (PyTorch's recursive form would rise again). */
export const cosine: Schedule = {
  id: 'cosine',
  parameters: [ALPHA, ALPHA_MIN, updates('total', 'T', 100)],
  continuous: true,
  pieceAt: (k, settings) => {
    const total = settings['total']!
    if (k >= total) return heldFrom(total, 'alpha_min')
    return { from: 0, to: total, value: halfCosine('alpha', 'alpha_min', 'k', 'total'), definitions: [] }
  },
  sources: [
    'Loshchilov, I. & Hutter, F. (2017). SGDR: Stochastic Gradient Descent with Warm Restarts. ICLR. arXiv:1608.03983, equation 5, without restarts.',
  ],
}
