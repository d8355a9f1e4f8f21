import { useMemo } from 'react'
import { rangeOf, type DataSpec, type Dataset } from '../../core/dataset/index.ts'
import type { SeriesPoint } from '../../core/metric/index.ts'
import type { DenseModel } from '../../engine/run-spec.ts'
import type { RunState } from '../../widget-kit/training.ts'
import { dataOf, modelOf, type State } from './model.ts'
import { datasetOf, fieldsOf, pictureOf, scoresOf, startingParameters, type Picture } from './picture.ts'

export interface Shown {
  readonly spec: DataSpec
  readonly model: DenseModel
  readonly data: Dataset
  readonly picture: Picture
  /** The losses so far; before any training, those of the first parameters. */
  readonly points: readonly SeriesPoint[]
}

/** What is to be drawn: what the run reports, and before there is a run what core computes. */
export function usePicture(state: State, { progress, series }: RunState): Shown {
  const {
    data,
    noise,
    seed,
    trainShare,
    count,
    classes,
    points: own,
    table,
    layers,
    activation,
    loss,
    edits,
  } = state
  const spec = useMemo(
    () => dataOf({ data, noise, seed, trainShare, count, classes, points: own, table }),
    [data, noise, seed, trainShare, count, classes, own, table],
  )
  const dataset = useMemo(() => datasetOf(spec), [spec])
  const model = useMemo(
    () =>
      modelOf({
        data,
        noise,
        seed,
        trainShare,
        count,
        classes,
        points: own,
        table,
        layers,
        activation,
        loss,
      }),
    [data, noise, seed, trainShare, count, classes, own, table, layers, activation, loss],
  )
  const reported = useMemo(() => pictureOf(model, progress), [model, progress])
  const isNeeded = reported === null
  const parameters = useMemo(
    () => (isNeeded ? startingParameters(model, seed, edits) : null),
    [isNeeded, model, seed, edits],
  )
  const range = rangeOf(spec)
  const fields = useMemo(() => parameters && fieldsOf(model, parameters, range), [model, parameters, range])
  const first = useMemo((): Picture | null => {
    if (!parameters || !fields) return null
    return { step: 0, epoch: 0, parameters, fields, ...scoresOf(model, parameters, dataset) }
  }, [model, parameters, fields, dataset])
  const picture = reported ?? (first as Picture)
  const { step, trainLoss, validationLoss } = picture
  const isEmpty = reported === null || series.points.length === 0
  const points = useMemo(
    () => (isEmpty ? [{ step, train: trainLoss, validation: validationLoss }] : series.points),
    [isEmpty, step, trainLoss, validationLoss, series],
  )
  return { spec, model, data: dataset, picture, points }
}
