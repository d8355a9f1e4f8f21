import { add, type Expr, pow, sqrt } from '../formula/expr.ts'
import type { Notations } from '../formula/quantity.ts'
import type { Setup } from './frame.ts'
import { notationsOf } from './rule.ts'

/** How the rule's names are written in this run: under a schedule the rule reads αₜ. */
export function notationsIn({ rule, schedule }: Pick<Setup, 'rule' | 'schedule'>): Notations {
  const own = notationsOf(rule)
  return schedule ? { ...own, alpha: { tex: rateTex(own), quantity: 'hyperparameter' } } : own
}

/** Some rules have an αₜ of their own, which they compute from the scheduled one. */
const rateTex = (own: Notations): string => ('alpha_t' in own ? '\\tilde\\alpha_t' : '\\alpha_t')

/** What the gradient along a parameter is called in `normFormula`. */
export const gradientAlong = (name: string): string => `g_${name}`

/** ‖g‖ = √(g₁² + g₂² + …) of a gradient with these coordinates. */
export const normFormula = (names: readonly string[]): Expr =>
  sqrt(
    names
      .slice(1)
      .reduce<Expr>(
        (sum, name) => add(sum, pow(gradientAlong(name), 2)),
        pow(gradientAlong(names[0] ?? ''), 2),
      ),
  )

/** How the names of `normFormula` are written. */
export const normNotations = (names: readonly string[]): Notations =>
  Object.fromEntries(
    names.map((name) => [
      gradientAlong(name),
      { tex: names.length > 1 ? `g_{${name}}` : 'g_t', quantity: 'gradient' as const },
    ]),
  )
