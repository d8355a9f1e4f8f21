import { expr, sub } from '../formula/expr.ts'
import { halfCosine } from './cosine.ts'
import { ALPHA, ALPHA_MIN, updates } from './parameters.ts'
import type { Schedule } from './schedule.ts'

/** Where the cycle around k begins, and its length: T₀, then M times the one before. */
function cycleAround(k: number, first: number, multiplier: number): { from: number; length: number } {
  if (multiplier === 1) return { from: k - (k % first), length: first }
  let from = 0
  let length = first
  while (k >= from + length) {
    from += length
    length *= multiplier
  }
  return { from, length }
}

/** αₖ = α_min + ½(α − α_min)·(1 + cos(π(k − kᵢ)/Tᵢ)) in the cycle that began at kᵢ and is Tᵢ = T₀·Mⁱ updates long. */
export const cosineWarmRestarts: Schedule = {
  id: 'cosine-warm-restarts',
  parameters: [
    ALPHA,
    ALPHA_MIN,
    updates('first', 'T_0', 25),
    { name: 'multiplier', tex: 'M', default: 2, min: 1, max: 10, scale: 'linear', whole: true },
  ],
  continuous: false,
  pieceAt: (k, settings) => {
    const { from, length } = cycleAround(k, settings['first']!, settings['multiplier']!)
    return {
      from,
      to: from + length,
      value: halfCosine('alpha', 'alpha_min', sub('k', 'k_i'), 'T_i'),
      definitions: [
        { name: 'k_i', tex: 'k_i', value: expr(from) },
        { name: 'T_i', tex: 'T_i', value: expr(length) },
      ],
    }
  },
  sources: [
    'Loshchilov, I. & Hutter, F. (2017). SGDR: Stochastic Gradient Descent with Warm Restarts. ICLR. arXiv:1608.03983, equation 5.',
  ],
}
