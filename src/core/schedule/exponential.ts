import { mul, pow } from '../formula/expr.ts'
import { ALPHA, factor } from './parameters.ts'
import { everywhere, type Schedule } from './schedule.ts'

/** αₖ = α·γᵏ: the same factor at every update. */
export const exponential: Schedule = {
  id: 'exponential',
  parameters: [ALPHA, factor('gamma', '\\gamma', 0.98, 0, 1)],
  continuous: true,
  pieceAt: () => everywhere(mul('alpha', pow('gamma', 'k'))),
  sources: [
    'Li, Z. & Arora, S. (2020). An Exponential Learning Rate Schedule for Deep Learning. ICLR. arXiv:1910.07454.',
  ],
}
