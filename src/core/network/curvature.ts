import type { Sample } from '../dataset/index.ts'
import { lossAndGradient } from './dense.ts'
import type { DenseSpec } from './spec.ts'

/** How far the central difference reaches on either side. */
const REACH = 1e-5
const MOST_ROUNDS = 1000
/** Two rounds that agree to this share are the end. */
const AGREEMENT = 1e-9

/**
 * The steepest curvature of the loss at `parameters`: the largest |λ| of its Hessian over all points, by power iteration;
 * the Hessian times a direction is the central difference of the gradients on either side. Gradient descent is stable
 * there below α = 2/λ. Good to about seven digits where the two largest |λ| are not equal.
 */
export function steepestCurvature(spec: DenseSpec, parameters: ArrayLike<number>, data: Sample): number {
  const at = Float64Array.from(parameters)
  const gradient = (direction: Float64Array, by: number): Float64Array =>
    lossAndGradient(
      spec,
      at.map((p, i) => p + by * direction[i]!),
      data.x,
      data.y,
      0,
    ).gradient
  let direction = at.map((_, i) => 1 + Math.sin(i))
  let curvature = 0
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const length = Math.hypot(...direction)
    if (!(length > 0)) return length
    direction = direction.map((x) => x / length)
    const [ahead, behind] = [gradient(direction, REACH), gradient(direction, -REACH)]
    const next = ahead.map((g, i) => (g - behind[i]!) / (2 * REACH))
    const now = Math.hypot(...next)
    if (Math.abs(now - curvature) <= AGREEMENT * now) return now
    curvature = now
    direction = next
  }
  return curvature
}
