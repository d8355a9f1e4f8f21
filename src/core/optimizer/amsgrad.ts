import { add, div, max, mul, pow, sqrt, sub } from '../formula/expr.ts'
import { adam } from './adam.ts'
import { correctedRate, epsilonHat, stepAtCorrectedRate } from './adam-variants.ts'
import type { Assignment, Rule } from './rule.ts'

const moments = adam.assignments.filter((a) => a.target === 'm' || a.target === 'v')
const firstCorrected = adam.assignments.filter((a) => a.target === 'm_hat')
const secondCorrected = adam.assignments.filter((a) => a.target === 'v_hat')
const last = adam.assignments.filter((a) => ['d', 'delta', 'theta'].includes(a.target))
const largest: Assignment = {
  target: 'v_max',
  tex: 'v^{\\max}_t',
  quantity: 'second-moment',
  value: max('v_max_prev', 'v'),
}

/**
 * AMSGrad as PyTorch has it: Adam whose second moment never falls, vᵐᵃˣₜ = max(vᵐᵃˣₜ₋₁, vₜ), corrected after the maximum
 * was taken.
 */
export const amsgrad: Rule = {
  ...adam,
  id: 'amsgrad',
  state: [...adam.state, { name: 'v_max', initial: 0 }],
  assignments: [
    ...moments,
    largest,
    ...firstCorrected,
    {
      target: 'v_hat',
      tex: '\\hat v_t',
      quantity: 'second-moment',
      value: div('v_max', sub(1, pow('beta2', 't'))),
    },
    ...last,
  ],
}

/** AMSGrad as Optax has it: the maximum of the corrected second moments. */
export const amsgradCorrectedFirst: Rule = {
  ...amsgrad,
  id: 'amsgrad-corrected-first',
  assignments: [
    ...moments,
    ...firstCorrected,
    ...secondCorrected,
    { ...largest, value: max('v_max_prev', 'v_hat') },
    { target: 'd', tex: 'd_t', value: add(sqrt('v_max'), 'epsilon') },
    ...last.filter((a) => a.target !== 'd'),
  ],
}

/** AMSGrad as in its paper, Algorithm 2, without correction; ε, which the paper leaves out, keeps 0/0 away. */
export const amsgradUncorrected: Rule = {
  ...amsgrad,
  id: 'amsgrad-uncorrected',
  assignments: [
    ...moments,
    largest,
    { target: 'd', tex: 'd_t', value: add(sqrt('v_max'), 'epsilon') },
    { target: 'delta', tex: '\\Delta_t', quantity: 'update', value: div(mul('alpha', 'm'), 'd') },
    ...last.filter((a) => a.target === 'theta'),
  ],
}

/** AMSGrad as Keras has it: corrected in the learning rate, ε̂ beside the uncorrected root. */
export const amsgradEpsilonHat: Rule = {
  ...amsgrad,
  id: 'amsgrad-epsilon-hat',
  hyperparameters: epsilonHat(amsgrad),
  assignments: [...moments, largest, correctedRate, ...stepAtCorrectedRate('v_max')],
}
