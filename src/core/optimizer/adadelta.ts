import { add, div, mul, pow, sqrt, sub } from '../formula/expr.ts'
import type { Hyperparameter, Rule } from './rule.ts'

const hyperparameters = (rho: number, epsilon: number): readonly Hyperparameter[] => [
  { name: 'alpha', tex: '\\alpha', default: 1, min: 1e-4, max: 10, scale: 'log' },
  { name: 'rho', tex: '\\rho', default: rho, min: 0, max: 0.999, scale: 'linear' },
  { name: 'epsilon', tex: '\\varepsilon', default: epsilon, min: 1e-12, max: 1, scale: 'log' },
]

/**
 * Adadelta as in its paper and in PyTorch: the gradient, times the root of the mean square of the updates so far, over
 * the root of the mean square of the gradients; vₜ averages gₜ², wₜ averages δₜ². With α = 1 it is Zeiler's rule, which has no learning rate.
 */
export const adadelta: Rule = {
  id: 'adadelta',
  hyperparameters: hyperparameters(0.9, 1e-6),
  state: [
    { name: 'v', initial: 0 },
    { name: 'w', initial: 0 },
  ],
  assignments: [
    {
      target: 'v',
      tex: 'v_t',
      quantity: 'second-moment',
      value: add(mul('rho', 'v_prev'), mul(sub(1, 'rho'), pow('g', 2))),
    },
    {
      target: 'step',
      tex: '\\delta_t',
      quantity: 'update',
      value: mul(div(sqrt(add('w_prev', 'epsilon')), sqrt(add('v', 'epsilon'))), 'g'),
    },
    {
      target: 'w',
      tex: 'w_t',
      quantity: 'second-moment',
      value: add(mul('rho', 'w_prev'), mul(sub(1, 'rho'), pow('step', 2))),
    },
    { target: 'delta', tex: '\\Delta_t', quantity: 'update', value: mul('alpha', 'step') },
    { target: 'theta', tex: '\\theta_t', quantity: 'parameter', value: sub('theta_prev', 'delta') },
  ],
}

/** Adadelta as TensorFlow.js has it: divided by the mean square before this gradient, √(vₜ₋₁ + ε), so that δ₁ = g₁. */
export const adadeltaBefore: Rule = {
  ...adadelta,
  id: 'adadelta-before',
  hyperparameters: hyperparameters(0.95, 1e-7),
  assignments: adadelta.assignments.map((a) =>
    a.target === 'step'
      ? { ...a, value: mul(div(sqrt(add('w_prev', 'epsilon')), sqrt(add('v_prev', 'epsilon'))), 'g') }
      : a,
  ),
}
