import { adam } from './adam.ts'
import { gradientDescent } from './gradient-descent.ts'
import { momentum } from './momentum.ts'
import type { Rule } from './rule.ts'

/** The optimizers that networks are trained with. Every optimizer of the course is in `conventions.ts`. */
export const TRAINING_OPTIMIZERS = [gradientDescent, momentum, adam] as const satisfies readonly Rule[]

export const TRAINING_OPTIMIZER_IDS = ['gradient-descent', 'momentum', 'adam'] as const
export type TrainingOptimizerId = (typeof TRAINING_OPTIMIZER_IDS)[number]

/** The rule of that name among those that networks are trained with. Errors: an Error when it is none of them. */
export function trainingOptimizer(id: string): Rule {
  const rule = TRAINING_OPTIMIZERS.find((r) => r.id === id)
  if (!rule) throw new Error(`Networks are not trained with an optimizer called “${id}”.`)
  return rule
}
