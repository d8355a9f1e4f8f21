import { sigmoid } from './activation.ts'
import { forward } from './dense.ts'
import { softmaxRows } from './softmax-rows.ts'
import { lossOf, outputsOf, unitCount, type DenseSpec } from './spec.ts'

/**
 * The middles of grid × grid equal cells of the square [−range, range]², as x₁, x₂ pairs. In the order of a picture:
 * the first row is the top (x₂ largest), and in a row x₁ grows.
 */
export function gridPoints(grid: number, range: number): Float32Array {
  const points = new Float32Array(2 * grid * grid)
  const middle = (k: number) => range * ((2 * k + 1) / grid - 1)
  for (let row = 0; row < grid; row++) {
    for (let column = 0; column < grid; column++) {
      const at = 2 * (row * grid + column)
      points[at] = middle(column)
      points[at + 1] = -middle(row)
    }
  }
  return points
}

/**
 * What each unit computes over the picture: for the hidden units, layer by layer, their activation, and last what
 * `outputFields` makes of the outputs. One Float32Array of grid² numbers a unit, in the order of `gridPoints`.
 */
export function fields(
  spec: DenseSpec,
  parameters: ArrayLike<number>,
  grid: number,
  range: number,
): Float32Array[] {
  const { values, logits } = forward(spec, parameters, gridPoints(grid, range))
  const pictures = spec.hidden.flatMap((units, l) => unitsOf(values[l + 1] ?? new Float64Array(), units))
  return [...pictures, ...outputFields(spec, logits)]
}

/**
 * What is shown of the outputs at some points, one Float32Array an output: for two classes from one logit the
 * probability σ(logit) of class 1, for several classes the probability softmax(logits)ₖ of each, else the value itself.
 */
export function outputFields(
  spec: Pick<DenseSpec, 'outputs' | 'loss'>,
  outputs: ArrayLike<number>,
): Float32Array[] {
  const { kind } = lossOf(spec)
  if (kind === 'binary') return [Float32Array.from(outputs, sigmoid)]
  const width = outputsOf(spec)
  return unitsOf(kind === 'categorical' ? softmaxRows(outputs, width) : outputs, width)
}

/** The values of a layer (point after point) taken apart into one array a unit. */
function unitsOf(values: ArrayLike<number>, units: number): Float32Array[] {
  const points = values.length / units
  return Array.from({ length: units }, (_, j) =>
    Float32Array.from({ length: points }, (_, i) => values[i * units + j] ?? NaN),
  )
}

/** The picture of unit k out of fields that were put one after another, as a progress event carries them. */
export function fieldOf(all: Float32Array, spec: DenseSpec, grid: number, k: number): Float32Array {
  if (k < 0 || k >= unitCount(spec))
    throw new RangeError(`There is no unit ${k}; the last is ${unitCount(spec) - 1}.`)
  return all.subarray(k * grid * grid, (k + 1) * grid * grid)
}
