import { evaluate } from '../formula/evaluate.ts'
import { add, div, type Expr, expr, mul, sub } from '../formula/expr.ts'
import { factor, updates } from './parameters.ts'
import { pieceValues, type Schedule, type SchedulePiece } from './schedule.ts'

const LATER: Expr = sub('k', 'warm_up')

/** e with k − W in the place of k. */
function later(e: Expr): Expr {
  switch (e.kind) {
    case 'number':
      return e
    case 'symbol':
      return e.name === 'k' ? LATER : e
    case 'negate':
    case 'call':
      return { ...e, of: later(e.of) }
    default:
      return { ...e, left: later(e.left), right: later(e.right) }
  }
}

function shifted(piece: SchedulePiece, by: number): SchedulePiece {
  const definitions = piece.definitions.map((d) => ({ ...d, value: later(d.value) }))
  return { from: piece.from + by, to: piece.to + by, value: later(piece.value), definitions }
}

/**
 * Warm-up before any schedule: with α_W the rate that the schedule begins with, αₖ = α_W·(w + (1 − w)·k/W) for k < W,
 * then the schedule with k − W in the place of k. W = 0 leaves the schedule as it is. w = 0 is Hugging Face's usual
 * warm-up (whose first update does nothing), w > 0 is PyTorch's LinearLR followed by the schedule in SequentialLR.
 */
export function withWarmUp(schedule: Schedule): Schedule {
  return {
    id: `warm-up-${schedule.id}`,
    parameters: [
      updates('warm_up', 'W', 10, 0),
      factor('warm_up_start', 'w', 0.1, 0, 1),
      ...schedule.parameters,
    ],
    continuous: schedule.continuous,
    pieceAt: (k, settings) => {
      const length = settings['warm_up']!
      if (k >= length) return shifted(schedule.pieceAt(k - length, settings), length)
      const first = schedule.pieceAt(0, settings)
      const peak = evaluate(first.value, pieceValues(first, 0, settings))
      const share = add('warm_up_start', div(mul(sub(1, 'warm_up_start'), 'k'), 'warm_up'))
      return {
        from: 0,
        to: length,
        value: mul('alpha_W', share),
        definitions: [{ name: 'alpha_W', tex: '\\alpha_W', value: expr(peak) }],
      }
    },
    sources: [
      'Goyal, P. et al. (2017). Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour. arXiv:1706.02677, section 2.2.',
      ...schedule.sources,
    ],
  }
}
