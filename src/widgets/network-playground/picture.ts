import {
  judgedOf,
  makeDataset,
  PICTURE,
  type DataSpec,
  type Dataset,
  type Sample,
} from '../../core/dataset/index.ts'
import {
  fieldOf,
  fields,
  forward,
  gridPoints,
  initialParameters,
  networkLoss,
  networkScore,
  parameterCount,
  unitCount,
  type DenseSpec,
} from '../../core/network/index.ts'
import { equalData } from '../../engine/run-spec.ts'
import { GRID, type ProgressEvent } from '../../engine/protocol.ts'
import type { Edit } from '../../widget-kit/training.ts'

/** How well the network does on the two sets. */
export interface Scores {
  readonly trainLoss: number
  readonly validationLoss: number
  /** The share of points whose class is right; where numbers are predicted R². */
  readonly trainScore: number
  readonly validationScore: number
}

/** All that is drawn at one step. */
export interface Picture extends Scores {
  readonly step: number
  readonly epoch: number
  readonly parameters: Float32Array
  /** One picture a unit, GRID × GRID: hidden units layer by layer, the outputs (probabilities or values) last. */
  readonly fields: readonly Float32Array[]
}

/** The parameters before the first step, with what the reader set by hand. */
export function startingParameters(spec: DenseSpec, seed: number, edits: readonly Edit[]): Float32Array {
  const parameters = initialParameters(spec, seed)
  for (const { index, value } of edits) parameters[index] = value
  return parameters
}

/** The pictures of all units, computed here and now. */
export const fieldsOf = (spec: DenseSpec, parameters: Float32Array, range: number): readonly Float32Array[] =>
  fields(spec, parameters, GRID, range)

/** The losses and scores of a network, computed here and now. */
export function scoresOf(spec: DenseSpec, parameters: Float32Array, data: Dataset): Scores {
  const { train, validation } = judgedOf(data)
  const score = ({ x, y }: Sample) => {
    const { logits } = forward(spec, parameters, x)
    return { loss: networkLoss(spec, logits, y), score: networkScore(spec, logits, y) }
  }
  const [t, w] = [score(train), score(validation)]
  return {
    trainLoss: t.loss,
    validationLoss: w.loss,
    trainScore: t.score,
    validationScore: w.score,
  }
}

const made = new WeakMap<Float64Array, { readonly spec: DataSpec; readonly points: Dataset }>()

/** Points of the data set. The last of a large table is kept: it takes a while to make. */
export function datasetOf(spec: DataSpec): Dataset {
  if (spec.kind !== 'own') return makeDataset(spec)
  const known = made.get(spec.table)
  if (known && equalData(known.spec, spec)) return known.points
  const points = makeDataset(spec)
  made.set(spec.table, { spec, points })
  return points
}

/** What a progress event shows; null when it is another network's, as in the moment in which the network changes. */
export function pictureOf(spec: DenseSpec, event: ProgressEvent | null): Picture | null {
  if (!event || event.grid !== GRID) return null
  const units = unitCount(spec)
  if (event.parameters.length !== parameterCount(spec)) return null
  if (event.fields.length !== units * GRID * GRID) return null
  const own = Array.from({ length: units }, (_, k) => fieldOf(event.fields, spec, GRID, k))
  return { ...event, fields: own }
}

/** The pictures of the two inputs: x₁ and x₂ themselves. */
export const INPUT_FIELDS: readonly Float32Array[] = [0, 1].map((axis) =>
  gridPoints(GRID, PICTURE).filter((_, i) => i % 2 === axis),
)

/** What the ends of the colour scale mean where numbers are predicted: those made up lie within ±1, or nearly all. */
export const valueScaleOf = (data: DataSpec): number => (data.kind === 'own' ? 2 : 1)

/** What a little picture shows: an input, a unit's activation, a probability, or a value on a scale of its own. */
export type Drawn = DenseSpec['activation'] | 'probability' | { readonly value: number } | null

/**
 * What the ends of a unit's colour scale mean. Inputs show the range of the picture, probabilities and sigmoids 0 to 1;
 * activations without bounds get their own, and never less than ±1.
 */
export function scaleOf(drawn: Drawn, field: Float32Array): readonly [number, number] {
  if (drawn === null) return [-PICTURE, PICTURE]
  if (typeof drawn === 'object') return [-drawn.value, drawn.value]
  if (drawn === 'sigmoid' || drawn === 'probability') return [0, 1]
  if (drawn === 'tanh') return [-1, 1]
  const largest = field.reduce((m, v) => Math.max(m, Math.abs(v)), 1)
  return [-largest, largest]
}
