import { add, div, mul, sub } from '../formula/expr.ts'
import { ALPHA, factor, updates } from './parameters.ts'
import type { Schedule } from './schedule.ts'

/** αₖ = α·(a + (b − a)·k/T) for k < T, then α·b: a straight line from a·α to b·α, as PyTorch's LinearLR. */
export const linear: Schedule = {
  id: 'linear',
  parameters: [ALPHA, factor('start', 'a', 1, 0, 1), factor('end', 'b', 0, 0, 1), updates('total', 'T', 100)],
  continuous: true,
  pieceAt: (k, settings) => {
    const total = settings['total']!
    if (k >= total) return { from: total, to: Infinity, value: mul('alpha', 'end'), definitions: [] }
    const share = add('start', div(mul(sub('end', 'start'), 'k'), 'total'))
    return { from: 0, to: total, value: mul('alpha', share), definitions: [] }
  },
  sources: [
    'Devlin, J., Chang, M.-W., Lee, K. & Toutanova, K. (2019). BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding. NAACL. arXiv:1810.04805, appendix A.2.',
  ],
}
