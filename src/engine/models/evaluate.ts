import type { Dataset } from '../../core/dataset/index.ts'
import { outputFields } from '../../core/network/fields.ts'
import { networkLoss, networkScore } from '../../core/network/score.ts'
import { INPUTS, outputsOf, unitCount } from '../../core/network/spec.ts'
import { createDensePass } from '../arrays/dense-pass.ts'
import { denseNetFor } from './dense-net.ts'
import type { RunSpec } from '../run-spec.ts'
import type { HostState } from '../trainer.ts'

/** What one read-back says about a run. */
export interface Evaluation {
  readonly parameters: Float32Array
  readonly trainLoss: number
  readonly validationLoss: number
  readonly trainScore: number
  readonly validationScore: number
  /** As in a progress event. */
  readonly fields: Float32Array
}

/** All points of an evaluation: those trained on, those that validate, then the picture's cells. */
function pointsOf({ train, validation }: Dataset, cells: Float32Array): Float32Array {
  const points = new Float32Array(train.x.length + validation.x.length + cells.length)
  points.set(train.x)
  points.set(validation.x, train.x.length)
  points.set(cells, train.x.length + validation.x.length)
  return points
}

/**
 * Evaluates states of a run on `data`, with a picture at `cells` (x₁, x₂ pairs). The network is so small that plain
 * arrays are done sooner than a GPU could be asked; so a state means the same wherever it was trained. Losses and
 * scores are summed up in float64.
 */
export function createEvaluator(
  { model }: Pick<RunSpec, 'model'>,
  data: Dataset,
  cells: Float32Array,
): (state: HostState) => Evaluation {
  const { train, validation } = data
  const points = pointsOf(data, cells)
  const samples = train.n + validation.n
  const rows = points.length / INPUTS
  const cellCount = rows - samples
  const width = outputsOf(model)
  const pass = createDensePass(denseNetFor(model), rows)
  const outputs = pass.values[pass.values.length - 1]!

  const fieldsNow = (): Float32Array => {
    const fields = new Float32Array(unitCount(model) * cellCount)
    let unit = 0
    model.hidden.forEach((units, l) => {
      const values = pass.values[l]!
      for (let j = 0; j < units; j++, unit++) {
        for (let c = 0; c < cellCount; c++) fields[unit * cellCount + c] = values[(samples + c) * units + j]!
      }
    })
    outputFields(model, outputs.subarray(samples * width)).forEach((field, k) =>
      fields.set(field, (unit + k) * cellCount),
    )
    return fields
  }

  return ({ parameters }) => {
    pass.forward(parameters, points, rows)
    const trained = outputs.subarray(0, train.n * width)
    const validated = outputs.subarray(train.n * width, samples * width)
    return {
      // The page is given its own copy.
      parameters: parameters.slice(),
      trainLoss: networkLoss(model, trained, train.y),
      validationLoss: networkLoss(model, validated, validation.y),
      trainScore: networkScore(model, trained, train.y),
      validationScore: networkScore(model, validated, validation.y),
      fields: fieldsNow(),
    }
  }
}
