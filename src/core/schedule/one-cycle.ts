import { div, expr, mul, sub } from '../formula/expr.ts'
import { halfCosine } from './cosine.ts'
import { ALPHA, factor, updates } from './parameters.ts'
import type { Definition, Schedule } from './schedule.ts'

const RISE: Definition = { name: 'R', tex: 'R', value: sub(mul('rho', 'total'), 1) }
const FALL: Definition = { name: 'S', tex: 'S', value: sub(sub('total', 1), 'R') }
const START: Definition = { name: 'alpha_0', tex: '\\alpha_0', value: div('alpha', 'D') }
const END: Definition = { name: 'alpha_end', tex: '\\alpha_{T-1}', value: div('alpha_0', 'F') }

/**
 * One cycle, as PyTorch's OneCycleLR with cosines: from α₀ = α/D up to α during the first R = ρT − 1 updates, down to
 * α₀/F during the S = T − 1 − R that are left, and no further from then on (PyTorch stops with an error there).
 * On the way up the formula is the same half cosine with its ends exchanged. R need not be whole: the top then lies
 * between two updates, and the fall begins with the later one.
 */
export const oneCycle: Schedule = {
  id: 'one-cycle',
  parameters: [
    ALPHA,
    updates('total', 'T', 100, 10),
    factor('rho', '\\rho', 0.3, 0.1, 0.9),
    { name: 'D', tex: 'D', default: 25, min: 1, max: 1e6, scale: 'log', whole: false },
    { name: 'F', tex: 'F', default: 1e4, min: 1, max: 1e8, scale: 'log', whole: false },
  ],
  continuous: true,
  pieceAt: (k, settings) => {
    const last = settings['total']! - 1
    const top = Math.max(0, Math.ceil(settings['rho']! * settings['total']! - 1))
    if (k < top) {
      return { from: 0, to: top, value: halfCosine('alpha_0', 'alpha', 'k', 'R'), definitions: [RISE, START] }
    }
    if (k >= last) return { from: last, to: Infinity, value: expr('alpha_end'), definitions: [START, END] }
    const value = halfCosine('alpha', 'alpha_end', sub('k', 'R'), 'S')
    return { from: top, to: last, value, definitions: [RISE, FALL, START, END] }
  },
  sources: [
    'Smith, L. N. & Topin, N. (2019). Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates. Proc. SPIE 11006. arXiv:1708.07120.',
  ],
}
