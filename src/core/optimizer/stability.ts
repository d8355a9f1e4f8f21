import type { Rule } from './rule.ts'
import { unclippedId } from './clipping.ts'
import { undecayedId } from './weight-decay.ts'

type Bound = (hyperparameters: Readonly<Record<string, number>>, lambdaMax: number) => number

const velocity: Bound = ({ beta = 0 }, lambdaMax) => (2 * (1 + beta)) / lambdaMax
const lookingAhead: Bound = ({ beta = 0 }, lambdaMax) => (2 * (1 + beta)) / ((1 + 2 * beta) * lambdaMax)

/** Above this learning rate a rule leaves a quadratic of curvature λmax instead of settling. */
const BOUNDS: Readonly<Record<string, Bound>> = {
  'gradient-descent': (_, lambdaMax) => 2 / lambdaMax,
  momentum: velocity,
  'momentum-average': (h, lambdaMax) => velocity(h, lambdaMax) / (1 - (h['beta'] ?? 0)),
  'momentum-rate-inside': velocity,
  'momentum-dampened': (h, lambdaMax) => velocity(h, lambdaMax) / (1 - (h['tau'] ?? 0)),
  nesterov: lookingAhead,
  'nesterov-rate-inside': lookingAhead,
}

/**
 * The learning rate below which the rule converges on the local quadratic: 2/λmax for gradient descent, 2(1+β)/λmax
 * for momentum in the form u = βu + g (Polyak 1964) and with the learning rate inside, that divided by 1 − β for
 * u = βu + (1−β)g and by 1 − τ with dampening, 2(1+β)/((1+2β)λmax) for Nesterov's. L2 weight decay adds its λ to every
 * curvature; clipping changes nothing near a minimum, where gradients are small. Null where there is no such bound: the rule adapts its step (Adam), or the surface curves nowhere upwards
 * (λmax ≤ 0, or not a number).
 */
export function stabilityBound(
  rule: Rule,
  hyperparameters: Readonly<Record<string, number>>,
  lambdaMax: number,
): number | null {
  const unclipped = unclippedId(rule)
  const id = undecayedId({ id: unclipped })
  const curvature = id === unclipped ? lambdaMax : lambdaMax + (hyperparameters['l2'] ?? 0)
  if (!(curvature > 0)) return null
  return Object.hasOwn(BOUNDS, id) ? BOUNDS[id]!(hyperparameters, curvature) : null
}
