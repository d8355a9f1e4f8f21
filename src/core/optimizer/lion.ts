import { add, call, mul, sub } from '../formula/expr.ts'
import type { Rule } from './rule.ts'

/**
 * Lion: every coordinate moves by α, whichever way the sign of cₜ = β₁·mₜ₋₁ + (1 − β₁)·gₜ says; the momentum itself is
 * averaged with β₂. The decay λ is decoupled, as AdamW's.
 */
export const lion: Rule = {
  id: 'lion',
  hyperparameters: [
    { name: 'alpha', tex: '\\alpha', default: 0.01, min: 1e-4, max: 10, scale: 'log' },
    { name: 'beta1', tex: '\\beta_1', default: 0.9, min: 0, max: 0.999, scale: 'linear' },
    { name: 'beta2', tex: '\\beta_2', default: 0.99, min: 0, max: 0.9999, scale: 'linear' },
    { name: 'lambda', tex: '\\lambda', default: 0, min: 0, max: 10, scale: 'linear' },
  ],
  state: [{ name: 'm', initial: 0 }],
  assignments: [
    {
      target: 'c',
      tex: 'c_t',
      quantity: 'first-moment',
      value: add(mul('beta1', 'm_prev'), mul(sub(1, 'beta1'), 'g')),
    },
    {
      target: 'delta',
      tex: '\\Delta_t',
      quantity: 'update',
      value: mul('alpha', add(call('sign', 'c'), mul('lambda', 'theta_prev'))),
    },
    {
      target: 'm',
      tex: 'm_t',
      quantity: 'first-moment',
      value: add(mul('beta2', 'm_prev'), mul(sub(1, 'beta2'), 'g')),
    },
    { target: 'theta', tex: '\\theta_t', quantity: 'parameter', value: sub('theta_prev', 'delta') },
  ],
}
