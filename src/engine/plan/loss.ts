import { categoricalLoss } from '../kernels/categorical-loss.ts'
import type { Dispatch, Place } from '../kernels/kernel.ts'
import { pointwiseLoss } from '../kernels/pointwise-loss.ts'
import type { Recording } from './plan.ts'

interface Lost {
  readonly y: Place
  readonly ofRows: Place
  readonly dispatch: Dispatch
}

/** The plan's loss of outputs [rows, outputs], whose gradient takes their place. */
export function lossOf(
  { memory, plan: { loss } }: Recording,
  outputs: Place,
  shape: { rows: number; outputs: number },
): Lost {
  const ofRows = memory.values(shape.rows)
  if (loss.kind === 'categorical') {
    const y = memory.integers(shape.rows)
    const { smoothing } = loss
    const operands = { logits: outputs, targets: y, ofRows }
    return { y, ofRows, dispatch: categoricalLoss(operands, { classes: shape.outputs, smoothing }) }
  }
  const y = memory.values(outputs.size)
  return { y, ofRows, dispatch: pointwiseLoss({ outputs, y, ofRows }, loss) }
}
