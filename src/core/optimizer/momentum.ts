import { add, mul, sub } from '../formula/expr.ts'
import type { Rule } from './rule.ts'

/**
 * Momentum in PyTorch's form: uₜ = β·uₜ₋₁ + gₜ, θₜ = θₜ₋₁ − α·uₜ. The velocity is written u, because v is Adam's
 * second moment and one letter should mean one thing.
 */
export const momentum: Rule = {
  id: 'momentum',
  hyperparameters: [
    { name: 'alpha', tex: '\\alpha', default: 0.1, min: 1e-4, max: 10, scale: 'log' },
    { name: 'beta', tex: '\\beta', default: 0.9, min: 0, max: 0.999, scale: 'linear' },
  ],
  state: [{ name: 'u', initial: 0 }],
  assignments: [
    { target: 'u', tex: 'u_t', quantity: 'first-moment', value: add(mul('beta', 'u_prev'), 'g') },
    { target: 'delta', tex: '\\Delta_t', quantity: 'update', value: mul('alpha', 'u') },
    { target: 'theta', tex: '\\theta_t', quantity: 'parameter', value: sub('theta_prev', 'delta') },
  ],
}
