import type { ParameterLayout } from '../parameters.ts'

/** A hundredth of the whole's length: tensors whose numbers are all smaller than that are measured by it. */
const FLOOR = 0.01

/**
 * How far two gradients, or two sets of parameters, are apart: the largest |a − b| of each tensor as a share of its
 * largest |b| (or of ‖b‖/100, of all tensors together, where that is more), for the tensor where it is worst. Numbers k
 * that do not `count` are left out. For tests: 10⁻⁴ here is |a − b| ≤ 10⁻⁴ · max |b| with a floor of 10⁻⁶ · ‖b‖.
 */
export function deviation(
  layout: ParameterLayout,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  counts: (k: number) => boolean = () => true,
): number {
  let squares = 0
  for (let k = 0; k < b.length; k++) squares += (b[k] ?? NaN) ** 2
  const apart = layout.map(({ offset, size }) => {
    let [most, scale] = [0, FLOOR * Math.sqrt(squares)]
    for (let k = offset; k < offset + size; k++) {
      if (counts(k)) most = Math.max(most, Math.abs((a[k] ?? NaN) - (b[k] ?? NaN)))
      scale = Math.max(scale, Math.abs(b[k] ?? NaN))
    }
    return most / scale
  })
  return Math.max(...apart)
}
