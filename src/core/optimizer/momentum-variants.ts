import { add, call, mul, sub } from '../formula/expr.ts'
import { momentum } from './momentum.ts'
import type { Assignment, Rule } from './rule.ts'

/** Momentum's lines with another velocity. */
function withVelocity(value: Assignment['value']): readonly Assignment[] {
  return momentum.assignments.map((a) => (a.target === 'u' ? { ...a, value } : a))
}

/** Momentum as a moving average: uₜ = β·uₜ₋₁ + (1 − β)·gₜ. Its steps are 1 − β times as long as PyTorch's. */
export const momentumAverage: Rule = {
  ...momentum,
  id: 'momentum-average',
  assignments: withVelocity(add(mul('beta', 'u_prev'), mul(sub(1, 'beta'), 'g'))),
}

/**
 * Momentum with the learning rate inside the velocity: uₜ = β·uₜ₋₁ − α·gₜ, θₜ = θₜ₋₁ + uₜ. The same path as PyTorch's
 * form until α changes: then the velocity still holds steps of the old length.
 */
export const momentumRateInside: Rule = {
  ...momentum,
  id: 'momentum-rate-inside',
  assignments: [
    {
      target: 'u',
      tex: 'u_t',
      quantity: 'first-moment',
      value: sub(mul('beta', 'u_prev'), mul('alpha', 'g')),
    },
    { target: 'theta', tex: '\\theta_t', quantity: 'parameter', value: add('theta_prev', 'u') },
  ],
}

/**
 * Momentum with PyTorch's dampening τ: uₜ = β·uₜ₋₁ + (1 − τ)·gₜ, but u₁ = g₁, for the first gradient is not dampened.
 * sign(t − 1) is 0 at the first step and 1 afterwards.
 */
export const momentumDampened: Rule = {
  ...momentum,
  id: 'momentum-dampened',
  hyperparameters: [
    ...momentum.hyperparameters,
    { name: 'tau', tex: '\\tau', default: 0.1, min: 0, max: 0.999, scale: 'linear' },
  ],
  assignments: withVelocity(
    add(mul('beta', 'u_prev'), mul(sub(1, mul('tau', call('sign', sub('t', 1)))), 'g')),
  ),
}
