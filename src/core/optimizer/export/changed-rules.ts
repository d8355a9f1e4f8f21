import { children, type Expr, expr, mul } from '../../formula/expr.ts'
import { rewritten } from '../../formula/rewrite.ts'
import { preset } from '../../objective/presets.ts'
import { ALL_RULES } from '../conventions.ts'
import type { Rule } from '../rule.ts'
import { defaultHyperparameters } from '../step.ts'
import type { Setup } from '../trajectory.ts'

const numbersIn = (e: Expr): Expr[] => (e.kind === 'number' ? [e] : children(e).flatMap(numbersIn))

/** The formula with 7 for each of its numbers, one at a time; where there is none its coefficient is 1. */
function changesOf(value: Expr): Expr[] {
  const numbers = numbersIn(value)
  if (numbers.length === 0) return [mul(7, value)]
  return numbers.map((number) => rewritten(value, (part) => (part === number ? expr(7) : undefined)))
}

/** Every rule of the course with one coefficient changed, in every one of its lines: name, rule, changed rule, line. */
export const changedRules = ALL_RULES.flatMap((rule) =>
  rule.assignments.flatMap(({ target, value }) =>
    changesOf(value).map((other, i): [string, Rule, Rule, string] => [
      `${rule.id}, ${target}, ${i + 1}`,
      rule,
      {
        ...rule,
        assignments: rule.assignments.map((a) => (a.target === target ? { ...a, value: other } : a)),
      },
      target,
    ]),
  ),
)

/** A run of such a rule in which every line matters. */
export const setupOf = (rule: Rule): Setup => ({
  rule,
  objective: preset('square'),
  start: [0.5],
  hyperparameters: { ...defaultHyperparameters(rule), lambda: 0.1, l2: 0.1 },
  changes: [],
})
