import { add, div, mul, pow, sub, type Operand } from '../formula/expr.ts'
import { adam } from './adam.ts'
import type { Assignment, Rule } from './rule.ts'

const moments = adam.assignments.filter((a) => a.target === 'm' || a.target === 'v')
const last = adam.assignments.filter((a) => ['v_hat', 'd', 'delta', 'theta'].includes(a.target))

/** μ at step t: β₁·(1 − ½·0.96^(ψt)), from β₁/2 up to β₁. */
const mu = (t: Operand): Assignment['value'] => mul('beta1', sub(1, mul(0.5, pow(0.96, mul(t, 'psi')))))

/** m̂ of Nesterov's kind: the momentum of the next step and the gradient of this one, each corrected by its own Π. */
const ahead = (value: Assignment['value']): Assignment => ({
  target: 'm_hat',
  tex: '\\hat m_t',
  quantity: 'first-moment',
  value,
})

/**
 * NAdam, Dozat's Adam with Nesterov momentum, as PyTorch and Keras have it: μ rises with t, and Πₜ = μ₁·…·μₜ takes the
 * place of β₁ᵗ in the correction. ψ is 0.004 in PyTorch and in Dozat's paper, 1 in Keras.
 */
export const nadam: Rule = {
  id: 'nadam',
  hyperparameters: [
    ...adam.hyperparameters,
    { name: 'psi', tex: '\\psi', default: 0.004, min: 1e-4, max: 1, scale: 'log' },
  ],
  state: [...adam.state, { name: 'product', initial: 1 }],
  assignments: [
    ...moments,
    { target: 'mu', tex: '\\mu_t', value: mu('t') },
    { target: 'mu_next', tex: '\\mu_{t+1}', value: mu(add('t', 1)) },
    { target: 'product', tex: '\\Pi_t', value: mul('product_prev', 'mu') },
    ahead(
      add(
        div(mul('mu_next', 'm'), sub(1, mul('product', 'mu_next'))),
        div(mul(sub(1, 'mu'), 'g'), sub(1, 'product')),
      ),
    ),
    ...last,
  ],
}

/** NAdam with μ = β₁ at every step, as Optax has it. */
export const nadamConstant: Rule = {
  ...adam,
  id: 'nadam-constant',
  assignments: [
    ...moments,
    ahead(
      add(
        div(mul('beta1', 'm'), sub(1, pow('beta1', add('t', 1)))),
        div(mul(sub(1, 'beta1'), 'g'), sub(1, pow('beta1', 't'))),
      ),
    ),
    ...last,
  ],
}
