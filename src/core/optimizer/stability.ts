import type { Rule } from './rule.ts'

/** Above this learning rate a rule leaves a quadratic of curvature λmax instead of settling. */
const BOUNDS: Readonly<
  Record<string, (hyperparameters: Readonly<Record<string, number>>, lambdaMax: number) => number>
> = {
  'gradient-descent': (_, lambdaMax) => 2 / lambdaMax,
  momentum: ({ beta = 0 }, lambdaMax) => (2 * (1 + beta)) / lambdaMax,
}

/**
 * The learning rate below which the rule converges on the local quadratic: 2/λmax for gradient descent, 2(1+β)/λmax
 * for momentum in the form u = βu + g (Polyak 1964). Null where there is no such bound: the rule adapts its step
 * (Adam), or the surface curves nowhere upwards (λmax ≤ 0, or not a number).
 */
export function stabilityBound(
  rule: Rule,
  hyperparameters: Readonly<Record<string, number>>,
  lambdaMax: number,
): number | null {
  if (!(lambdaMax > 0)) return null
  return Object.hasOwn(BOUNDS, rule.id) ? BOUNDS[rule.id]!(hyperparameters, lambdaMax) : null
}
