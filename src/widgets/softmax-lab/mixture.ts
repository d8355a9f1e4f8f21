import { softmax } from '../../core/loss/softmax.ts'
import { params } from './params.ts'

const { min, max } = params.temperature
/** Points along the axis of temperatures; in between lines are straight. */
const POINTS = 100

/** Where a temperature stands on the axis, 0 to 1; the axis is that of the slider. */
export const placeOf = (temperature: number): number => Math.log(temperature / min) / Math.log(max / min)
const temperatureAt = (share: number): number => min * (max / min) ** share

/** The decades of the axis. */
export const DECADES = [0.01, 0.1, 1, 10, 100, 1000]

/**
 * How the probabilities share the height at every temperature: a closed path for each class, the first one on top, in
 * a square of 100 × 100.
 */
export function mixturePaths(z: readonly number[]): readonly string[] {
  const columns = Array.from({ length: POINTS + 1 }, (_, i) => {
    let sum = 0
    return [0, ...softmax(z, temperatureAt(i / POINTS)).map((p) => (sum += p))]
  })
  const edge = (k: number): string[] => columns.map((c, i) => `${i} ${(100 * c[k]!).toFixed(2)}`)
  return z.map((_, k) => `M${[...edge(k), ...edge(k + 1).reverse()].join('L')}Z`)
}
