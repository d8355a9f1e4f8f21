import { dispatch, type Dispatch, type Place } from './kernel.ts'
import { totalOf } from './total.ts'

interface Operands {
  /** The loss of each row. */
  readonly ofRows: Place
  /** The losses of the last steps; this one's goes where `now.ring` says. */
  readonly ring: Place
}

/** The mean of the rows' losses, put down in the ring. */
export function meanLoss(operands: Operands): Dispatch {
  const rows = operands.ofRows.size
  const program = totalOf(rows, 'ofRows[i]', `ring[now.ring] = total / ${rows}.0;`)
  return dispatch('mean-loss', operands, program, ({ ofRows, ring }, now) => {
    ring[now.ring] = ofRows.reduce((sum, loss) => sum + loss, 0) / rows
  })
}
