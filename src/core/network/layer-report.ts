import type { Sample } from '../dataset/spec.ts'
import { forward, lossAndGradient } from './dense.ts'
import { layout, type DenseSpec } from './spec.ts'

/** Least, lower quartile, median, upper quartile, largest. */
export type FiveNumbers = readonly [number, number, number, number, number]

/** What goes through a layer, and what comes back to it. */
export interface LayerReport {
  /** Of the activations of all its units at all points; null for the output layer. */
  readonly values: FiveNumbers | null
  /** Of |dL/dw| over its weights. */
  readonly gradients: FiveNumbers
  /** √(mean of (dL/dw)²) over its weights. */
  readonly rms: number
}

/** The five numbers of at least one number; between two of them, linear (the usual rule, “type 7”). */
export function fiveNumbers(numbers: ArrayLike<number>): FiveNumbers {
  const sorted = Float64Array.from(numbers).sort()
  const at = (share: number): number => {
    const place = share * (sorted.length - 1)
    const low = Math.floor(place)
    const [a, b] = [sorted[low] ?? NaN, sorted[Math.min(low + 1, sorted.length - 1)] ?? NaN]
    return a + (place - low) * (b - a)
  }
  return [at(0), at(0.25), at(0.5), at(0.75), at(1)]
}

/** Every layer, the first hidden one first and the output last, at the given points; the loss has its penalty. */
export function layerReports(
  spec: DenseSpec,
  parameters: ArrayLike<number>,
  { x, y }: Pick<Sample, 'x' | 'y'>,
  l2: number,
): LayerReport[] {
  const { values } = forward(spec, parameters, x)
  const { gradient } = lossAndGradient(spec, parameters, x, y, l2)
  const layers = layout(spec)
  return layers.map(({ weights: { offset, rows, columns } }, l) => {
    const own = gradient.subarray(offset, offset + rows * columns)
    const isOutput = l === layers.length - 1
    return {
      values: isOutput ? null : fiveNumbers(values[l + 1] ?? []),
      gradients: fiveNumbers(own.map(Math.abs)),
      rms: Math.sqrt(own.reduce((sum, g) => sum + g * g, 0) / own.length),
    }
  })
}
