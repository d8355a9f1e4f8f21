import { add, div, mul, pow, sqrt, sub } from '../formula/expr.ts'
import type { Assignment, Hyperparameter, Rule } from './rule.ts'

const average: Assignment = {
  target: 'v',
  tex: 'v_t',
  quantity: 'second-moment',
  value: add(mul('rho', 'v_prev'), mul(sub(1, 'rho'), pow('g', 2))),
}
const last: readonly Assignment[] = [
  { target: 'delta', tex: '\\Delta_t', quantity: 'update', value: div(mul('alpha', 'g'), 'd') },
  { target: 'theta', tex: '\\theta_t', quantity: 'parameter', value: sub('theta_prev', 'delta') },
]
const hyperparameters = (rho: number, epsilon: number): readonly Hyperparameter[] => [
  { name: 'alpha', tex: '\\alpha', default: 0.01, min: 1e-4, max: 10, scale: 'log' },
  { name: 'rho', tex: '\\rho', default: rho, min: 0, max: 0.999, scale: 'linear' },
  { name: 'epsilon', tex: '\\varepsilon', default: epsilon, min: 1e-12, max: 1, scale: 'log' },
]
/**
 * RMSProp with ε outside the root, as PyTorch has it: vₜ = ρ·vₜ₋₁ + (1 − ρ)·gₜ², θₜ = θₜ₋₁ − α·gₜ / (√vₜ + ε). PyTorch
 * writes α for ρ; here α is always the learning rate.
 */
export const rmsprop: Rule = {
  id: 'rmsprop',
  hyperparameters: hyperparameters(0.99, 1e-8),
  state: [{ name: 'v', initial: 0 }],
  assignments: [average, { target: 'd', tex: 'd_t', value: add(sqrt('v'), 'epsilon') }, ...last],
}

/** RMSProp with ε inside the root, as TensorFlow.js and Keras have it: θₜ = θₜ₋₁ − α·gₜ / √(vₜ + ε). */
export const rmspropEpsilonInside: Rule = {
  ...rmsprop,
  id: 'rmsprop-epsilon-inside',
  hyperparameters: hyperparameters(0.9, 1e-7),
  assignments: [average, { target: 'd', tex: 'd_t', value: sqrt(add('v', 'epsilon')) }, ...last],
}

/**
 * Centred RMSProp with momentum, as PyTorch has it: aₜ is the mean gradient, vₜ − aₜ² the variance, and
 * uₜ = β·uₜ₋₁ + gₜ / (√(vₜ − aₜ²) + ε).
 */
export const rmspropCentered: Rule = {
  ...rmsprop,
  id: 'rmsprop-centered',
  hyperparameters: [
    ...hyperparameters(0.99, 1e-8),
    { name: 'beta', tex: '\\beta', default: 0.9, min: 0, max: 0.999, scale: 'linear' },
  ],
  state: [
    { name: 'v', initial: 0 },
    { name: 'a', initial: 0 },
    { name: 'u', initial: 0 },
  ],
  assignments: [
    average,
    {
      target: 'a',
      tex: 'a_t',
      quantity: 'first-moment',
      value: add(mul('rho', 'a_prev'), mul(sub(1, 'rho'), 'g')),
    },
    { target: 'd', tex: 'd_t', value: add(sqrt(sub('v', pow('a', 2))), 'epsilon') },
    {
      target: 'u',
      tex: 'u_t',
      quantity: 'first-moment',
      value: add(mul('beta', 'u_prev'), div('g', 'd')),
    },
    { target: 'delta', tex: '\\Delta_t', quantity: 'update', value: mul('alpha', 'u') },
    { target: 'theta', tex: '\\theta_t', quantity: 'parameter', value: sub('theta_prev', 'delta') },
  ],
}
