import { expr } from '../formula/expr.ts'
import { ALPHA } from './parameters.ts'
import { everywhere, type Schedule } from './schedule.ts'

/** αₖ = α. */
export const constant: Schedule = {
  id: 'constant',
  parameters: [ALPHA],
  continuous: true,
  pieceAt: () => everywhere(expr('alpha')),
  sources: [
    'Bottou, L., Curtis, F. E. & Nocedal, J. (2018). Optimization Methods for Large-Scale Machine Learning. SIAM Review 60(2), section 4.',
  ],
}
