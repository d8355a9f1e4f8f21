import { bits, permutation, STREAMS, uniform } from '../rng.ts'
import { COLUMNS, countOf, type Dataset, type OwnData, type Sample } from './spec.ts'
import { NOT_SCALED, scaledTo, scalingOf, type Scaling } from './scaling.ts'

/** The most points of a set on which losses and scores are measured, and so on a large table a sample of them. */
export const MOST_JUDGED = 2000

const startOf = (seed: number): number => uniform(seed, STREAMS.data, 0)

/** How many of the points are trained on; one at least is, and one is not. */
export function trainedOf(data: OwnData): number {
  const n = countOf(data)
  const share = n * data.trainShare
  const trained = data.origin === 'table' ? Math.round(share) : Math.floor(share + startOf(data.seed))
  return Math.max(1, Math.min(n - 1, trained))
}

/**
 * Which points are trained on, and in which order, and which validate. Rows of a table are shuffled by
 * the seed. Drawn points keep their order and go to one side or the other as evenly as can be: point i is trained on
 * where the whole part of (i + 1)·share + u is larger than that of i·share + u, u a number of the seed; so a point more
 * leaves the others where they are.
 */
function sidesOf(data: OwnData): {
  readonly train: ArrayLike<number>
  readonly validation: ArrayLike<number>
} {
  const n = countOf(data)
  if (data.origin === 'table') {
    const trained = trainedOf(data)
    const order = permutation(bits(data.seed, STREAMS.data, 0), 0, n)
    return { train: order.subarray(0, trained), validation: order.subarray(trained) }
  }
  const start = startOf(data.seed)
  const before = (i: number): number => Math.floor(i * data.trainShare + start)
  const all = Array.from({ length: n }, (_, i) => i)
  const train = all.filter((i) => before(i + 1) > before(i))
  const validation = all.filter((i) => before(i + 1) === before(i))
  // A few points may all fall to one side.
  if (train.length === 0) train.push(validation.shift() ?? 0)
  if (validation.length === 0) validation.push(train.pop() ?? 0)
  return { train, validation }
}

/** How the columns of a table are scaled: by the rows that are trained on. Drawn points stay as they are. */
export const scalingsOf = (data: OwnData): readonly Scaling[] => scalingsBy(data, sidesOf(data).train)

function scalingsBy({ origin, table, task }: OwnData, rows: ArrayLike<number>): readonly Scaling[] {
  return [0, 1, 2].map((column) => {
    const isScaled = origin === 'table' && (column < 2 || task.kind === 'value')
    if (!isScaled) return NOT_SCALED
    const values = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i++) values[i] = table[COLUMNS * (rows[i] ?? 0) + column] ?? NaN
    return scalingOf(values)
  })
}

/** The reader's own points as a data set: split by the seed, and columns of a table scaled (`scalingOf`). */
export function ownDataset(data: OwnData): Dataset {
  const sides = sidesOf(data)
  const scalings = scalingsBy(data, sides.train)
  const [first = NOT_SCALED, second = NOT_SCALED, third = NOT_SCALED] = scalings
  const part = (rows: ArrayLike<number>): Sample => {
    const x = new Float32Array(2 * rows.length)
    const y = new Float32Array(rows.length)
    for (let i = 0; i < rows.length; i++) {
      const at = COLUMNS * (rows[i] ?? 0)
      x[2 * i] = scaledTo(first, data.table[at] ?? NaN)
      x[2 * i + 1] = scaledTo(second, data.table[at + 1] ?? NaN)
      y[i] = scaledTo(third, data.table[at + 2] ?? NaN)
    }
    return { x, y, n: rows.length }
  }
  const points = { train: part(sides.train), validation: part(sides.validation) }
  return data.origin === 'table' ? { ...points, scalings: [first, second, third] } : points
}

/** The first `most` points, which in a shuffled table are a fair sample. */
export function firstOf({ x, y, n }: Sample, most: number): Sample {
  return n <= most ? { x, y, n } : { x: x.subarray(0, 2 * most), y: y.subarray(0, most), n: most }
}

/** The points on which losses and scores are measured: all, or of a large table a sample. */
export const judgedOf = ({ train, validation }: Dataset): Dataset => ({
  train: firstOf(train, MOST_JUDGED),
  validation: firstOf(validation, MOST_JUDGED),
})
