import { expr, symbolsIn } from '../../formula/expr.ts'
import { replaced } from '../../formula/rewrite.ts'
import type { Rule } from '../rule.ts'
import { applyRule, gradientNorm } from '../step.ts'
import { GRADIENT_MISTAKES, LOSS_MISTAKES, NORM_MISTAKES, RATE_MISTAKES } from './gradient-mistakes.ts'
import type { Mistake, MistakeId, StepAsked, Target } from './mistake.ts'
import { ruleMistakes } from './patches.ts'

/** A mistake and the number that somebody gets who makes it. */
export interface Mistaken {
  readonly mistake: Mistake
  readonly id: MistakeId
  readonly value: number
}

const known = new WeakMap<Rule, readonly Mistake[]>()

function allMistakes(rule: Rule): readonly Mistake[] {
  const made = known.get(rule) ?? [
    ...GRADIENT_MISTAKES,
    ...NORM_MISTAKES,
    ...RATE_MISTAKES,
    ...LOSS_MISTAKES,
    ...ruleMistakes(rule),
  ]
  known.set(rule, made)
  return made
}

/** What the value of `target` is computed from, itself included. */
function ancestors(rule: Rule, target: Target): ReadonlySet<Target> {
  const found = new Set<Target>()
  const visit = (name: Target): void => {
    if (found.has(name)) return
    found.add(name)
    if (name === 'norm') found.add('g')
    if (name === 'alpha') found.add('rate')
    const line = rule.assignments.find((a) => a.target === name)
    if (line) symbolsIn(line.value).forEach(visit)
  }
  if (target === 'loss') visit('theta')
  visit(target)
  return found
}

/** Whether the gradient of the step is the function's own, and not one put in by hand or of a few samples. */
const isOwnGradient = ({ seen, input }: StepAsked): boolean =>
  seen.gradientAt(input.theta).every((g, c) => g === input.gradient[c])

const NEEDS_NO_FUNCTION: readonly MistakeId[] = ['wrong-sign', 'other-coordinate']

/** The right value of a quantity of the step, for one coordinate. */
export const rightValue = (step: StepAsked, target: Target, coordinate: number): number =>
  valueWith({ id: 'wrong-sign', at: [] }, step, target, coordinate) ?? NaN

/** The rule with a number in the place of the gradient's length. */
const withNorm = (rule: Rule, norm: number): Rule => ({
  ...rule,
  assignments: rule.assignments.map((a) => ({ ...a, value: replaced(a.value, { norm: expr(norm) }) })),
})

/** The value of a quantity as the mistake makes it; null where the mistake cannot be made. */
function valueWith(mistake: Mistake, step: StepAsked, target: Target, coordinate: number): number | null {
  const gradient = mistake.gradient ? mistake.gradient(step) : step.input.gradient
  if (!gradient) return null
  if (target === 'g') return gradient[coordinate] ?? null
  if (target === 'norm') return mistake.norm ? mistake.norm(gradient, coordinate) : gradientNorm(gradient)
  const alpha = mistake.rate ? mistake.rate(step) : step.input.hyperparameters['alpha']
  if (mistake.rate && alpha === null) return null
  if (target === 'rate') return alpha ?? null
  const hyperparameters = mistake.rate
    ? { ...step.input.hyperparameters, alpha: alpha ?? NaN }
    : step.input.hyperparameters
  const input = { ...step.input, gradient, hyperparameters }
  const at = (c: number, name: Target): number => {
    const made = mistake.rule ? mistake.rule(step, c) : step.rule
    const rule = made && mistake.norm ? withNorm(made, mistake.norm(gradient, c)) : made
    return rule ? (applyRule(rule, input).values[name]?.[c] ?? NaN) : NaN
  }
  if (target !== 'loss') return at(coordinate, target)
  const after = input.theta.map((_, c) => at(c, 'theta'))
  return mistake.loss ? mistake.loss(step, after) : step.objective.valueAt(after)
}

/** The number that a mistake gives, or null where it cannot be made or gives no finite one: nobody writes that down. */
export function mistakenValue(
  mistake: Mistake,
  step: StepAsked,
  target: Target,
  coordinate: number,
): number | null {
  if (mistake.gradient && !NEEDS_NO_FUNCTION.includes(mistake.id) && !isOwnGradient(step)) return null
  const value = valueWith(mistake, step, target, coordinate)
  return value !== null && Number.isFinite(value) ? value : null
}

/**
 * What each mistake gives for one quantity of a step, by running the mistaken rule: mistakes in the line itself and in
 * every line it follows from. One name may stand for several numbers.
 */
export function mistakesAt(step: StepAsked, target: Target, coordinate: number): readonly Mistaken[] {
  const lines = ancestors(step.rule, target)
  return allMistakes(step.rule).flatMap((mistake) => {
    if (!mistake.at.some((line) => lines.has(line))) return []
    const value = mistakenValue(mistake, step, target, coordinate)
    return value === null ? [] : [{ mistake, id: mistake.id, value }]
  })
}
