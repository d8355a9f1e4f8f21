import { adam } from './adam.ts'
import { gradientDescent } from './gradient-descent.ts'
import { momentum } from './momentum.ts'
import type { Rule } from './rule.ts'

/** Every optimizer of the course, in the order in which it is taught. */
export const OPTIMIZERS = [gradientDescent, momentum, adam] as const satisfies readonly Rule[]

export const OPTIMIZER_IDS = ['gradient-descent', 'momentum', 'adam'] as const
export type OptimizerId = (typeof OPTIMIZER_IDS)[number]

/** The rule of that name. */
export function optimizer(id: OptimizerId): Rule {
  const rule = OPTIMIZERS.find((r) => r.id === id)
  if (!rule) throw new Error(`There is no optimizer called “${id}”.`)
  return rule
}
