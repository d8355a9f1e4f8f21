/** A column is made comparable with others by z = (x − mean) / deviation. */
export interface Scaling {
  readonly mean: number
  readonly deviation: number
}

export const NOT_SCALED: Scaling = { mean: 0, deviation: 1 }

/**
 * Standardization: the mean x̄ and the standard deviation √(Σ(x − x̄)²/n) of some numbers. The scaled numbers have the mean
 * 0 and the deviation 1. Where all are equal the deviation is taken for 1, so that they become 0.
 */
export function scalingOf(values: ArrayLike<number>): Scaling {
  const n = values.length
  let mean = 0
  for (let i = 0; i < n; i++) mean += (values[i] ?? NaN) / n
  let largest = 0
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs((values[i] ?? NaN) - mean))
  if (!(largest > 0)) return { mean, deviation: 1 }
  // Divided by the largest first, so that no square overflows or vanishes.
  let square = 0
  for (let i = 0; i < n; i++) square += (((values[i] ?? NaN) - mean) / largest) ** 2
  return { mean, deviation: largest * Math.sqrt(square / n) }
}

export const scaledTo = ({ mean, deviation }: Scaling, x: number): number => (x - mean) / deviation

/** The number that was scaled to z. */
export const unscaled = ({ mean, deviation }: Scaling, z: number): number => mean + deviation * z
