import type { Dataset } from '../../core/dataset/index.ts'
import { outputFields } from '../../core/network/fields.ts'
import { networkLoss, networkScore } from '../../core/network/score.ts'
import { outputsOf, parameterCount, unitCount, type DenseSpec } from '../../core/network/spec.ts'

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

/** Where an evaluation looks: at all points trained on, then at those that validate, then at the picture's cells. */
export function evaluationPoints({ train, validation }: Dataset, cells: Float32Array): Float32Array {
  const points = new Float32Array(train.x.length + validation.x.length + cells.length)
  points.set(train.x)
  points.set(validation.x, train.x.length)
  points.set(cells, train.x.length + validation.x.length)
  return points
}

/**
 * Takes the read-back apart: parameters, then layer by layer the values at `evaluationPoints`, point after point; the
 * optimizer's slots at its end are left to the checkpoint.
 * Losses and scores are summed up here, in float64, from the outputs that the device computed.
 */
export function readEvaluation(
  spec: DenseSpec,
  data: Dataset,
  cellCount: number,
  numbers: Float32Array,
): Evaluation {
  const { train, validation } = data
  const samples = train.n + validation.n
  const points = samples + cellCount
  const fields = new Float32Array(unitCount(spec) * cellCount)
  let at = parameterCount(spec)
  let unit = 0
  for (const units of spec.hidden) {
    for (let j = 0; j < units; j++, unit++) {
      for (let c = 0; c < cellCount; c++) {
        fields[unit * cellCount + c] = numbers[at + (samples + c) * units + j] ?? NaN
      }
    }
    at += points * units
  }
  const width = outputsOf(spec)
  const outputs = (from: number, to: number): Float32Array =>
    numbers.subarray(at + from * width, at + to * width)
  outputFields(spec, outputs(samples, points)).forEach((field, k) =>
    fields.set(field, (unit + k) * cellCount),
  )
  const trained = outputs(0, train.n)
  const validated = outputs(train.n, samples)
  return {
    parameters: numbers.slice(0, parameterCount(spec)),
    trainLoss: networkLoss(spec, trained, train.y),
    validationLoss: networkLoss(spec, validated, validation.y),
    trainScore: networkScore(spec, trained, train.y),
    validationScore: networkScore(spec, validated, validation.y),
    fields,
  }
}
