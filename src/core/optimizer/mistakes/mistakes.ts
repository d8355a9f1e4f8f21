import { expr, symbolsIn } from '../../formula/expr.ts'
import { replaced } from '../../formula/rewrite.ts'
import type { Rule } from '../rule.ts'
import { applyRule, gradientNorm, type StepResult } from '../step.ts'
import { GRADIENT_MISTAKES, LOSS_MISTAKES, NORM_MISTAKES, RATE_MISTAKES } from './gradient-mistakes.ts'
import type { Mistake, MistakeId, StepAsked, Target } from './mistake.ts'
import { ruleMistakes, withNumber } from './patches.ts'

/** A mistake and the number that somebody gets who makes it. */
export interface Mistaken {
  readonly mistake: Mistake
  readonly id: MistakeId
  readonly value: number
}

const ofRules = new WeakMap<Rule, readonly Mistake[]>()

function allMistakes(rule: Rule): readonly Mistake[] {
  const made = ofRules.get(rule) ?? [
    ...GRADIENT_MISTAKES,
    ...NORM_MISTAKES,
    ...RATE_MISTAKES,
    ...LOSS_MISTAKES,
    ...ruleMistakes(rule),
  ]
  ofRules.set(rule, made)
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
/** No mistake at all. */
const NONE: Mistake = { id: 'wrong-sign', at: [] }

/** The right value of a quantity of the step, for one coordinate. */
export const rightValue = (step: StepAsked, target: Target, coordinate: number): number =>
  valueOf(lines(NONE, step), step, NONE, target, coordinate) ?? NaN

const NORM = 'mistaken_norm'
const normed = new WeakMap<Rule, Rule>()

/** The rule with a number of its own in the place of the gradient's length. */
function withNorm(rule: Rule): Rule {
  const known = normed.get(rule)
  if (known) return known
  const read = rule.assignments.map((a) => ({ ...a, value: replaced(a.value, { norm: expr(NORM) }) }))
  const made = { ...withNumber(rule, NORM), assignments: read }
  normed.set(rule, made)
  return made
}

/** What a mistake makes of a whole step: every line of it, as somebody takes it for each coordinate. */
interface Lines {
  readonly gradient: readonly number[]
  readonly alpha: number | undefined
  readonly of: readonly StepResult['values'][]
}

const known = new WeakMap<StepAsked, Map<Mistake, Lines | null>>()

/** All lines of a step with a mistake in it, worked out once; null where the mistake cannot be made. */
function lines(mistake: Mistake, step: StepAsked): Lines | null {
  const ofStep = known.get(step) ?? new Map<Mistake, Lines | null>()
  known.set(step, ofStep)
  const found = ofStep.get(mistake)
  if (found !== undefined) return found
  const made = mistakenLines(mistake, step)
  ofStep.set(mistake, made)
  return made
}

function mistakenLines(mistake: Mistake, step: StepAsked): Lines | null {
  const { input } = step
  if (mistake.gradient && !NEEDS_NO_FUNCTION.includes(mistake.id) && !isOwnGradient(step)) return null
  const gradient = mistake.gradient ? mistake.gradient(step) : input.gradient
  const alpha = mistake.rate ? mistake.rate(step) : input.hyperparameters['alpha']
  if (!gradient || alpha === null) return null
  const given = alpha === undefined ? input.hyperparameters : { ...input.hyperparameters, alpha }
  const rule = mistake.rule ?? (mistake.norm ? withNorm(step.rule) : step.rule)
  const worked = (c: number): StepResult['values'] => {
    const norm = mistake.norm && { [NORM]: mistake.norm(gradient, c) }
    const hyperparameters = { ...given, ...norm, ...mistake.reads?.(step, c) }
    return applyRule(rule, { ...input, gradient, hyperparameters }).values
  }
  if (mistake.norm || mistake.reads) return { gradient, alpha, of: input.theta.map((_, c) => worked(c)) }
  const same = worked(0)
  return { gradient, alpha, of: input.theta.map(() => same) }
}

function valueOf(
  made: Lines | null,
  step: StepAsked,
  mistake: Mistake,
  target: Target,
  c: number,
): number | null {
  if (!made) return null
  const { gradient, alpha, of } = made
  if (target === 'g') return gradient[c] ?? null
  if (target === 'norm') return mistake.norm ? mistake.norm(gradient, c) : gradientNorm(gradient)
  if (target === 'rate') return alpha ?? null
  if (target !== 'loss') return of[c]?.[target]?.[c] ?? NaN
  const after = of.map((values, i) => values['theta']?.[i] ?? NaN)
  return mistake.loss ? mistake.loss(step, after) : step.objective.valueAt(after)
}

/** The number that a mistake gives, or null where it cannot be made or gives no finite one: nobody writes that down. */
export function mistakenValue(
  mistake: Mistake,
  step: StepAsked,
  target: Target,
  coordinate: number,
): number | null {
  const value = valueOf(lines(mistake, step), step, mistake, target, coordinate)
  return value !== null && Number.isFinite(value) ? value : null
}

/**
 * What each mistake gives for one quantity of a step, by running the mistaken rule: mistakes in the line itself and in
 * every line it follows from. One name may stand for several numbers.
 */
export function mistakesAt(step: StepAsked, target: Target, coordinate: number): readonly Mistaken[] {
  const ofStep = lists.get(step) ?? new Map<string, readonly Mistaken[]>()
  lists.set(step, ofStep)
  const key = `${target} ${coordinate}`
  const made = ofStep.get(key) ?? listed(step, target, coordinate)
  ofStep.set(key, made)
  return made
}

const lists = new WeakMap<StepAsked, Map<string, readonly Mistaken[]>>()

function listed(step: StepAsked, target: Target, coordinate: number): readonly Mistaken[] {
  const above = ancestors(step.rule, target)
  return allMistakes(step.rule).flatMap((mistake) => {
    if (!mistake.at.some((line) => above.has(line))) return []
    const value = mistakenValue(mistake, step, target, coordinate)
    return value === null ? [] : [{ mistake, id: mistake.id, value }]
  })
}
