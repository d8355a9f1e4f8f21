import { add, mul, sub } from '../formula/expr.ts'
import { adam } from './adam.ts'
import type { Assignment, Rule } from './rule.ts'

const updated = adam.assignments.filter((a) => a.target !== 'theta')
const decay: Assignment = {
  target: 'decay',
  tex: 'w_t',
  quantity: 'update',
  value: mul(mul('alpha', 'lambda'), 'theta_prev'),
}
const theta: Assignment = {
  target: 'theta',
  tex: '\\theta_t',
  quantity: 'parameter',
  value: sub('theta_prev', add('delta', 'decay')),
}

/**
 * AdamW as PyTorch has it: the decay αλθₜ₋₁ is taken from the parameter itself and never meets the gradient, so the
 * root of v̂ does not divide it.
 */
export const adamw: Rule = {
  ...adam,
  id: 'adamw',
  hyperparameters: [
    ...adam.hyperparameters,
    { name: 'lambda', tex: '\\lambda', default: 0.01, min: 0, max: 1, scale: 'linear' },
  ],
  assignments: [...updated, decay, theta],
}

/** AdamW as in its paper, Algorithm 2, with the schedule ηₜ = 1: the decay λθₜ₋₁ does not depend on α. */
export const adamwRateFree: Rule = {
  ...adamw,
  id: 'adamw-rate-free',
  assignments: [...updated, { ...decay, value: mul('lambda', 'theta_prev') }, theta],
}
