import { add, mul, sub } from '../formula/expr.ts'
import { momentum } from './momentum.ts'
import type { Rule } from './rule.ts'

/**
 * Nesterov momentum in PyTorch's form: uₜ = β·uₜ₋₁ + gₜ, θₜ = θₜ₋₁ − α·(gₜ + β·uₜ). θ is the point at which the gradient
 * is taken, already a look ahead of Nesterov's own sequence.
 */
export const nesterov: Rule = {
  id: 'nesterov',
  hyperparameters: momentum.hyperparameters,
  state: [{ name: 'u', initial: 0 }],
  assignments: [
    { target: 'u', tex: 'u_t', quantity: 'first-moment', value: add(mul('beta', 'u_prev'), 'g') },
    { target: 'n', tex: 'n_t', quantity: 'first-moment', value: add('g', mul('beta', 'u')) },
    { target: 'delta', tex: '\\Delta_t', quantity: 'update', value: mul('alpha', 'n') },
    { target: 'theta', tex: '\\theta_t', quantity: 'parameter', value: sub('theta_prev', 'delta') },
  ],
}

/** Nesterov momentum with the learning rate inside the velocity: uₜ = β·uₜ₋₁ − α·gₜ, θₜ = θₜ₋₁ + β·uₜ − α·gₜ. */
export const nesterovRateInside: Rule = {
  ...nesterov,
  id: 'nesterov-rate-inside',
  assignments: [
    {
      target: 'u',
      tex: 'u_t',
      quantity: 'first-moment',
      value: sub(mul('beta', 'u_prev'), mul('alpha', 'g')),
    },
    {
      target: 'delta',
      tex: '\\Delta_t',
      quantity: 'update',
      value: sub(mul('beta', 'u'), mul('alpha', 'g')),
    },
    { target: 'theta', tex: '\\theta_t', quantity: 'parameter', value: add('theta_prev', 'delta') },
  ],
}
