import { batchLoss } from '../loss/batch-loss.ts'
import { accuracy, classAccuracy, rSquared } from '../metric/index.ts'
import { lossOf, outputsOf, type DenseSpec } from './spec.ts'

type Judged = Pick<DenseSpec, 'outputs' | 'loss'>

/** The network's mean loss, without penalties, from its outputs at all points. */
export const networkLoss = (spec: Judged, outputs: ArrayLike<number>, y: ArrayLike<number>): number =>
  batchLoss(lossOf(spec), { outputs, width: outputsOf(spec), y })

/** How well the network does, 1 at best: the share of points on the right side, or R² where it predicts values. */
export function networkScore(spec: Judged, outputs: ArrayLike<number>, y: ArrayLike<number>): number {
  switch (lossOf(spec).kind) {
    case 'binary':
      return accuracy(outputs, y)
    case 'categorical':
      return classAccuracy(outputs, outputsOf(spec), y)
    case 'squared':
    case 'huber':
      return rSquared(outputs, y)
  }
}
