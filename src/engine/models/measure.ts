import type { Dataset } from '../../core/dataset/index.ts'
import { networkLoss } from '../../core/network/score.ts'
import { INPUTS, outputsOf } from '../../core/network/spec.ts'
import { createDensePass } from '../arrays/dense-pass.ts'
import type { RunSpec } from '../run-spec.ts'
import { denseNetFor } from './dense-net.ts'

/** The mean losses of some parameters, without penalties and with nothing dropped. */
export type Measure = (parameters: Float32Array) => { readonly train: number; readonly validation: number }

/** Measures both losses of a run on `data`: an evaluation without scores and pictures. */
export function createMeasure({ model }: Pick<RunSpec, 'model'>, { train, validation }: Dataset): Measure {
  const rows = train.n + validation.n
  const points = new Float32Array(INPUTS * rows)
  points.set(train.x)
  points.set(validation.x, train.x.length)
  const pass = createDensePass(denseNetFor(model), rows)
  const outputs = pass.values[pass.values.length - 1]!
  const cut = train.n * outputsOf(model)
  return (parameters) => {
    pass.forward(parameters, points, rows)
    return {
      train: networkLoss(model, outputs.subarray(0, cut), train.y),
      validation: networkLoss(model, outputs.subarray(cut), validation.y),
    }
  }
}
