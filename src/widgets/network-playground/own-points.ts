import * as v from 'valibot'
import { PICTURE, type Dataset, type OwnData } from '../../core/dataset/index.ts'
import { MOST_OUTPUTS } from '../../core/network/spec.ts'

/** A point that the reader drew: x₁ and x₂ in hundredths, and its class. */
export type OwnPoint = readonly [x1: number, x2: number, label: number]

/** So many fit into a link. */
export const MOST_POINTS = 300
/** Fewer cannot be shared out between training and validation. */
export const FEWEST_POINTS = 2

const coordinate = v.pipe(v.number(), v.minValue(-PICTURE), v.maxValue(PICTURE))

export const pointsSchema = v.pipe(
  v.array(
    v.tuple([
      coordinate,
      coordinate,
      v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_OUTPUTS - 1)),
    ]),
  ),
  v.maxLength(MOST_POINTS),
)

/** Inside the picture, to a hundredth, and never −0. */
export const placed = (x: number): number =>
  Math.round(100 * Math.min(Math.max(x, -PICTURE), PICTURE)) / 100 + 0

/** Two classes at least: with one there is nothing to tell apart yet. */
export const classesOf = (points: readonly OwnPoint[]): number =>
  points.reduce((most, [, , label]) => Math.max(most, label + 1), 2)

/** Stands in for the second point, and the first, until they are drawn. */
const NOTHING: OwnPoint = [0, 0, 0]

/** The points as data of a run. */
export function ownDataOf(points: readonly OwnPoint[], seed: number, trainShare: number): OwnData {
  const [first = NOTHING, second = first, ...rest] = points
  return {
    kind: 'own',
    origin: 'drawn',
    task: { kind: 'classes', classes: classesOf(points) },
    table: Float64Array.from([first, second, ...rest].flat()),
    seed,
    trainShare,
  }
}

const NO_POINTS = { x: new Float32Array(), y: new Float32Array(), n: 0 }
/** What is drawn before the first point is. */
export const EMPTY: Dataset = { train: NO_POINTS, validation: NO_POINTS }
