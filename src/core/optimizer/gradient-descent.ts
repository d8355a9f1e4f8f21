import { mul, sub } from '../formula/expr.ts'
import type { Rule } from './rule.ts'

/** Gradient descent: θₜ = θₜ₋₁ − α·gₜ. */
export const gradientDescent: Rule = {
  id: 'gradient-descent',
  hyperparameters: [{ name: 'alpha', tex: '\\alpha', default: 0.1, min: 1e-4, max: 10, scale: 'log' }],
  state: [],
  assignments: [
    { target: 'delta', tex: '\\Delta_t', quantity: 'update', value: mul('alpha', 'g') },
    { target: 'theta', tex: '\\theta_t', quantity: 'parameter', value: sub('theta_prev', 'delta') },
  ],
}
