import { div, max } from '../formula/expr.ts'
import { renamed } from '../formula/rename.ts'
import type { Assignment, Rule } from './rule.ts'

const SUFFIX = '-clipped'
const CLIPPED = 'g_clipped'

/**
 * Clipping by norm around any rule (Pascanu, Mikolov & Bengio 2013): the first line becomes ĝₜ = gₜ / max(1, ‖gₜ‖ / C),
 * which is gₜ·min(1, C/‖gₜ‖) without a division by zero, and every later line reads ĝ for g. The threshold C is the
 * hyperparameter `clip`; with C = ∞ nothing is changed, bit for bit. Around a rule with L2 weight decay it clips the
 * gradient before the decay is added, as `clip_grad_norm_` before an optimizer's step does.
 * @throws Error when the rule clips already
 */
export function withClipping(rule: Rule): Rule {
  if (unclippedId(rule) !== rule.id) throw new Error(`“${rule.id}” clips its gradient already.`)
  const clipped: Assignment = {
    target: CLIPPED,
    tex: '\\hat g_t',
    quantity: 'gradient',
    value: div('g', max(1, div('norm', 'clip'))),
  }
  return {
    ...rule,
    id: rule.id + SUFFIX,
    hyperparameters: [
      ...rule.hyperparameters,
      { name: 'clip', tex: 'C', default: 1, min: 1e-4, max: 1000, scale: 'log' },
    ],
    assignments: [clipped, ...rule.assignments.map((a) => ({ ...a, value: renamed(a.value, 'g', CLIPPED) }))],
  }
}

/** The id of the rule inside, without clipping. */
export const unclippedId = ({ id }: Pick<Rule, 'id'>): string =>
  id.endsWith(SUFFIX) ? id.slice(0, -SUFFIX.length) : id

/** Whether a rule reads the norm of the whole gradient. */
export const readsNorm = (rule: Rule): boolean => unclippedId(rule) !== rule.id
