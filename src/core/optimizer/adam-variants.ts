import { add, div, mul, sqrt, sub, pow, type Expr } from '../formula/expr.ts'
import { adam } from './adam.ts'
import type { Assignment, Hyperparameter, Rule } from './rule.ts'

/** The same rule's hyperparameters with another ε to begin with. */
const withEpsilon = (rule: Rule, epsilon: number): readonly Hyperparameter[] =>
  rule.hyperparameters.map((h) => (h.name === 'epsilon' ? { ...h, default: epsilon } : h))

/** Adam with ε inside the root: dₜ = √(v̂ₜ + ε). */
export const adamEpsilonInside: Rule = {
  ...adam,
  id: 'adam-epsilon-inside',
  assignments: adam.assignments.map((a) =>
    a.target === 'd' ? { ...a, value: sqrt(add('v_hat', 'epsilon')) } : a,
  ),
}

/**
 * Adam without bias correction, dₜ = √vₜ + ε and Δₜ = α·mₜ / dₜ, as the optimizer that BERT was trained with has it. Under
 * a constant gradient its step is (1 − β₁ᵗ)/√(1 − β₂ᵗ) times as long as Adam's.
 */
export const adamUncorrected: Rule = {
  ...adam,
  id: 'adam-uncorrected',
  assignments: [
    ...adam.assignments.filter((a) => a.target === 'm' || a.target === 'v'),
    { target: 'd', tex: 'd_t', value: add(sqrt('v'), 'epsilon') },
    { target: 'delta', tex: '\\Delta_t', quantity: 'update', value: div(mul('alpha', 'm'), 'd') },
    ...adam.assignments.filter((a) => a.target === 'theta'),
  ],
}

/** αₜ = α·√(1 − β₂ᵗ) / (1 − β₁ᵗ): both corrections in the learning rate. */
export const correctedRate: Assignment = {
  target: 'alpha_t',
  tex: '\\alpha_t',
  quantity: 'hyperparameter',
  value: div(mul('alpha', sqrt(sub(1, pow('beta2', 't')))), sub(1, pow('beta1', 't'))),
}

/** dₜ = √v + ε̂, Δₜ = αₜ·mₜ / dₜ and the step, for a second moment v without correction. */
export const stepAtCorrectedRate = (v: Expr | string): readonly Assignment[] => [
  { target: 'd', tex: 'd_t', value: add(sqrt(v), 'epsilon') },
  { target: 'delta', tex: '\\Delta_t', quantity: 'update', value: div(mul('alpha_t', 'm'), 'd') },
  { target: 'theta', tex: '\\theta_t', quantity: 'parameter', value: sub('theta_prev', 'delta') },
]

/** ε̂ with TensorFlow's and Keras's 10⁻⁷. */
export const epsilonHat = (rule: Rule): readonly Hyperparameter[] =>
  withEpsilon(rule, 1e-7).map((h) => (h.name === 'epsilon' ? { ...h, tex: '\\hat\\varepsilon' } : h))

/**
 * Adam in the form at the end of section 2 of the paper: the corrections go into the learning rate and ε̂ stands beside
 * √vₜ, not beside √v̂ₜ. The same as Algorithm 1 with ε = ε̂ / √(1 − β₂ᵗ), which is larger in the first steps.
 */
export const adamEpsilonHat: Rule = {
  ...adam,
  id: 'adam-epsilon-hat',
  hyperparameters: epsilonHat(adam),
  assignments: [
    ...adam.assignments.filter((a) => a.target === 'm' || a.target === 'v'),
    correctedRate,
    ...stepAtCorrectedRate('v'),
  ],
}
