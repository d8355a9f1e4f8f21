import { add, div, mul, pow, sqrt, sub } from '../formula/expr.ts'
import type { Assignment, Rule } from './rule.ts'

const sum: Assignment = {
  target: 's',
  tex: 's_t',
  quantity: 'second-moment',
  value: add('s_prev', pow('g', 2)),
}
const theta: Assignment = {
  target: 'theta',
  tex: '\\theta_t',
  quantity: 'parameter',
  value: sub('theta_prev', 'delta'),
}
const delta: Assignment = {
  target: 'delta',
  tex: '\\Delta_t',
  quantity: 'update',
  value: div(mul('alpha', 'g'), 'd'),
}

/** Adagrad with ε outside the root, as PyTorch has it: sₜ = sₜ₋₁ + gₜ², θₜ = θₜ₋₁ − α·gₜ / (√sₜ + ε). */
export const adagrad: Rule = {
  id: 'adagrad',
  hyperparameters: [
    { name: 'alpha', tex: '\\alpha', default: 0.5, min: 1e-4, max: 10, scale: 'log' },
    { name: 'epsilon', tex: '\\varepsilon', default: 1e-10, min: 1e-12, max: 1, scale: 'log' },
  ],
  state: [{ name: 's', initial: 0 }],
  assignments: [sum, { target: 'd', tex: 'd_t', value: add(sqrt('s'), 'epsilon') }, delta, theta],
}

/** Adagrad whose learning rate falls as well, PyTorch's lr_decay η: αₜ = α / (1 + (t − 1)·η). */
export const adagradDecaying: Rule = {
  ...adagrad,
  id: 'adagrad-decaying',
  hyperparameters: [
    ...adagrad.hyperparameters,
    { name: 'eta', tex: '\\eta', default: 0.01, min: 0, max: 1, scale: 'linear' },
  ],
  assignments: [
    sum,
    {
      target: 'alpha_t',
      tex: '\\alpha_t',
      quantity: 'hyperparameter',
      value: div('alpha', add(1, mul(sub('t', 1), 'eta'))),
    },
    { target: 'd', tex: 'd_t', value: add(sqrt('s'), 'epsilon') },
    { ...delta, value: div(mul('alpha_t', 'g'), 'd') },
    theta,
  ],
}

/** Adagrad with ε = 10⁻⁷ inside the root and s₀ = 0.1, as TensorFlow.js, Keras and Optax have it. */
export const adagradEpsilonInside: Rule = {
  ...adagrad,
  id: 'adagrad-epsilon-inside',
  hyperparameters: adagrad.hyperparameters.map((h) => (h.name === 'epsilon' ? { ...h, default: 1e-7 } : h)),
  state: [{ name: 's', initial: 0.1 }],
  assignments: [sum, { target: 'd', tex: 'd_t', value: sqrt(add('s', 'epsilon')) }, delta, theta],
}
