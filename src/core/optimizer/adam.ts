import { add, div, mul, pow, sqrt, sub } from '../formula/expr.ts'
import type { Rule } from './rule.ts'

/** Adam, Algorithm 1 of Kingma & Ba with ε outside the root, as PyTorch has it. */
export const adam: Rule = {
  id: 'adam',
  hyperparameters: [
    { name: 'alpha', tex: '\\alpha', default: 0.1, min: 1e-4, max: 10, scale: 'log' },
    { name: 'beta1', tex: '\\beta_1', default: 0.9, min: 0, max: 0.999, scale: 'linear' },
    { name: 'beta2', tex: '\\beta_2', default: 0.999, min: 0, max: 0.9999, scale: 'linear' },
    { name: 'epsilon', tex: '\\varepsilon', default: 1e-8, min: 1e-12, max: 1, scale: 'log' },
  ],
  state: [
    { name: 'm', initial: 0 },
    { name: 'v', initial: 0 },
  ],
  assignments: [
    {
      target: 'm',
      tex: 'm_t',
      quantity: 'first-moment',
      value: add(mul('beta1', 'm_prev'), mul(sub(1, 'beta1'), 'g')),
    },
    {
      target: 'v',
      tex: 'v_t',
      quantity: 'second-moment',
      value: add(mul('beta2', 'v_prev'), mul(sub(1, 'beta2'), pow('g', 2))),
    },
    {
      target: 'm_hat',
      tex: '\\hat m_t',
      quantity: 'first-moment',
      value: div('m', sub(1, pow('beta1', 't'))),
    },
    {
      target: 'v_hat',
      tex: '\\hat v_t',
      quantity: 'second-moment',
      value: div('v', sub(1, pow('beta2', 't'))),
    },
    { target: 'd', tex: 'd_t', value: add(sqrt('v_hat'), 'epsilon') },
    {
      target: 'delta',
      tex: '\\Delta_t',
      quantity: 'update',
      value: div(mul('alpha', 'm_hat'), 'd'),
    },
    { target: 'theta', tex: '\\theta_t', quantity: 'parameter', value: sub('theta_prev', 'delta') },
  ],
}
