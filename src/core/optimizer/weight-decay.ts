import { add, mul } from '../formula/expr.ts'
import { renamed } from '../formula/rename.ts'
import type { Assignment, Rule } from './rule.ts'

const SUFFIX = '-l2'
const DECAYED = 'g_decayed'

/**
 * L2 weight decay around any rule, which is the gradient of the loss plus λ/2·θ²: the first line becomes
 * g′ₜ = gₜ + λθₜ₋₁, and every later line reads g′ for g. The strength is the hyperparameter `l2`. For an adaptive rule
 * this is not decoupled decay (AdamW): the decay passes through the moments and is divided with the gradient.
 * @throws Error when the rule has L2 weight decay already
 */
export function withWeightDecay(rule: Rule): Rule {
  if (undecayedId(rule) !== rule.id) throw new Error(`“${rule.id}” has L2 weight decay already.`)
  const hasLambda = rule.hyperparameters.some((h) => h.tex === '\\lambda')
  const decayed: Assignment = {
    target: DECAYED,
    tex: "g'_t",
    quantity: 'gradient',
    value: add('g', mul('l2', 'theta_prev')),
  }
  return {
    ...rule,
    id: rule.id + SUFFIX,
    hyperparameters: [
      ...rule.hyperparameters,
      {
        name: 'l2',
        tex: hasLambda ? '\\lambda_2' : '\\lambda',
        default: 0.01,
        min: 0,
        max: 1,
        scale: 'linear',
      },
    ],
    assignments: [decayed, ...rule.assignments.map((a) => ({ ...a, value: renamed(a.value, 'g', DECAYED) }))],
  }
}

/** The id of the rule inside, without L2 weight decay. */
export const undecayedId = ({ id }: Pick<Rule, 'id'>): string =>
  id.endsWith(SUFFIX) ? id.slice(0, -SUFFIX.length) : id
