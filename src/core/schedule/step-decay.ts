import { expr, mul, pow } from '../formula/expr.ts'
import { ALPHA, factor, updates } from './parameters.ts'
import type { Schedule } from './schedule.ts'

/** αₖ = α·γⁿ, where n = ⌊k/N⌋ counts the drops so far: every N updates the rate is multiplied by γ. */
export const stepDecay: Schedule = {
  id: 'step-decay',
  parameters: [ALPHA, factor('gamma', '\\gamma', 0.5, 0, 1), updates('every', 'N', 30)],
  continuous: false,
  pieceAt: (k, settings) => {
    const every = settings['every']!
    const drops = Math.floor(k / every)
    return {
      from: drops * every,
      to: (drops + 1) * every,
      value: mul('alpha', pow('gamma', 'n')),
      definitions: [{ name: 'n', tex: 'n', value: expr(drops) }],
    }
  },
  sources: [
    'He, K., Zhang, X., Ren, S. & Sun, J. (2016). Deep Residual Learning for Image Recognition. CVPR. arXiv:1512.03385 (the rate divided by 10, at hand-picked times).',
  ],
}
