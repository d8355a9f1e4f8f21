import { PICTURE, type Dataset, type Sample } from '../../core/dataset/index.ts'
import type { SeriesPoint } from '../../core/metric/index.ts'
import {
  fields,
  forward,
  networkLoss,
  networkScore,
  parameterCount,
  unitCount,
} from '../../core/network/index.ts'
import { initialParameters } from '../../core/network/initial.ts'
import { GRID } from '../../engine/protocol.ts'
import type { DenseModel } from '../../engine/run-spec.ts'
import type { RunState } from '../../widget-kit/training.ts'

/** A network at one step, and its way there. */
export interface Shown {
  /** Steps made. */
  readonly step: number
  /** The step that the network is of: an earlier one where training was stopped early. */
  readonly of: number
  readonly trainLoss: number
  readonly validationLoss: number
  readonly validationScore: number
  readonly parameters: Float32Array
  /** σ(logit) over the picture, GRID × GRID. */
  readonly field: Float32Array
  /** One point at least. */
  readonly points: readonly SeriesPoint[]
  readonly isOver: boolean
  /** Whether it was stopped before all steps were made. */
  readonly isStopped: boolean
}

/** The network before its first step, computed here and now. */
export function firstShown(model: DenseModel, seed: number, { train, validation }: Dataset): Shown {
  const parameters = initialParameters(model, seed)
  const outputs = ({ x }: Sample) => forward(model, parameters, x).logits
  const [trained, validated] = [outputs(train), outputs(validation)]
  const trainLoss = networkLoss(model, trained, train.y)
  const validationLoss = networkLoss(model, validated, validation.y)
  const all = fields(model, parameters, GRID, PICTURE)
  return {
    step: 0,
    of: 0,
    trainLoss,
    validationLoss,
    validationScore: networkScore(model, validated, validation.y),
    parameters,
    field: all[all.length - 1] as Float32Array,
    points: [{ step: 0, train: trainLoss, validation: validationLoss }],
    isOver: false,
    isStopped: false,
  }
}

/** What a run reports; null before it does, and in the moment in which the network is another one. */
export function shownOf(model: DenseModel, { progress, series }: RunState, steps: number): Shown | null {
  if (!progress || progress.parameters.length !== parameterCount(model)) return null
  if (progress.fields.length !== unitCount(model) * GRID * GRID || series.points.length === 0) return null
  const { step, trainLoss, validationLoss, validationScore, parameters, best } = progress
  const isOver = progress.isOver === true
  return {
    step,
    of: isOver && best ? best.step : step,
    trainLoss,
    validationLoss,
    validationScore,
    parameters,
    field: progress.fields.subarray(-GRID * GRID),
    points: series.points,
    isOver,
    isStopped: isOver && step < steps,
  }
}

/** The lowest validation loss so far. */
export const lowestOf = ({ points }: Shown): SeriesPoint =>
  points.reduce((best, p) => (p.validation < best.validation ? p : best))
