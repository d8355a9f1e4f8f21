import { derivative } from '../../formula/derive.ts'
import { evaluate } from '../../formula/evaluate.ts'
import { add, div, type Expr, sub, symbolsIn } from '../../formula/expr.ts'
import { rewritten } from '../../formula/rewrite.ts'
import type { Objective } from '../../objective/objective.ts'
import { scheduledRate } from '../scheduling.ts'
import { applyRule } from '../step.ts'
import type { Mistake, StepAsked } from './mistake.ts'

const env = (names: readonly string[], point: readonly number[]): Record<string, number> =>
  Object.fromEntries(names.map((name, i) => [name, point[i] ?? NaN]))

/** The function without its division by the number of terms, or undefined where there is none. */
function withoutMean(e: Expr): Expr | undefined {
  const isSum = (part: Expr): boolean => part.kind === 'add' || part.kind === 'subtract'
  if (e.kind === 'divide' && e.right.kind === 'number' && e.right.value > 1 && isSum(e.left)) return e.left
  if (e.kind !== 'multiply' || symbolsIn(e.left).length > 0 || !isSum(e.right)) return undefined
  const factor = evaluate(e.left, {})
  return factor > 0 && factor < 1 ? e.right : undefined
}

/** u^n as u^n/n, whose derivative lacks the n that the power rule brings down; undefined where there is none. */
function withoutExponent(e: Expr): Expr | undefined {
  const without = (whole: Expr): Expr =>
    rewritten(whole, (part) =>
      part.kind === 'power' && part.right.kind === 'number' && part.right.value > 1
        ? div({ ...part, left: without(part.left) }, part.right)
        : undefined,
    )
  const changed = without(e)
  return changed === e ? undefined : changed
}

/** A function with every u^n in it as (name + offset)^n, where offset = u − name: u moves as fast as the name does. */
interface Straightened {
  /** Its derivative, which lacks every u′. */
  readonly slope: Expr
  /** The offsets, by the symbols that stand for them. */
  readonly offsets: Readonly<Record<string, Expr>>
}

function straightened(whole: Expr, name: string): Straightened {
  const offsets: Record<string, Expr> = {}
  const straight = rewritten(whole, (part) => {
    if (part.kind !== 'power' || !symbolsIn(part.left).includes(name)) return undefined
    const slope = derivative(part.left, name)
    if (slope.kind === 'number' && slope.value === 1) return part
    const offset = `offset_${Object.keys(offsets).length}`
    offsets[offset] = sub(part.left, name)
    return { ...part, left: add(name, offset) }
  })
  return { slope: derivative(straight, name), offsets }
}

const straight = new WeakMap<Objective, readonly Straightened[]>()

/** The gradient without every u′; null where each is 1. */
function innerForgotten({ seen, input }: StepAsked): number[] | null {
  const ways = straight.get(seen) ?? seen.names.map((name) => straightened(seen.expr, name))
  straight.set(seen, ways)
  if (ways.every(({ offsets }) => Object.keys(offsets).length === 0)) return null
  const at = env(seen.names, input.theta)
  return ways.map(({ slope, offsets }) => {
    const numbers = Object.entries(offsets).map(([name, e]) => [name, evaluate(e, at)] as const)
    return evaluate(slope, { ...at, ...Object.fromEntries(numbers) })
  })
}

/** What is forgotten in a function as another function, worked out once for each. */
function remembered(change: (e: Expr) => Expr | undefined): (objective: Objective) => Other | null {
  const known = new WeakMap<Objective, Other | null>()
  return (objective) => {
    const made = known.get(objective)
    if (made !== undefined) return made
    const e = change(objective.expr)
    const other = e ? { expr: e, gradient: objective.names.map((name) => derivative(e, name)) } : null
    known.set(objective, other)
    return other
  }
}

interface Other {
  readonly expr: Expr
  readonly gradient: readonly Expr[]
}

const exponentForgotten = remembered(withoutExponent)
const meanForgotten = remembered(withoutMean)
const squareForgotten = remembered((whole) => {
  const changed = rewritten(whole, (e) =>
    e.kind === 'power' && e.right.kind === 'number' && e.right.value === 2 ? e.left : undefined,
  )
  return changed === whole ? undefined : changed
})

const gradientAt =
  (other: (objective: Objective) => Other | null) =>
  ({ seen, input }: StepAsked): number[] | null =>
    other(seen)?.gradient.map((e) => evaluate(e, env(seen.names, input.theta))) ?? null

const lossAt =
  (other: (objective: Objective) => Other | null) =>
  ({ objective }: StepAsked, after: readonly number[]): number | null => {
    const e = other(objective)?.expr
    return e ? evaluate(e, env(objective.names, after)) : null
  }

/** Where momentum alone would lead: the point at which Nesterov takes the gradient. */
function lookAhead({ rule, input }: StepAsked): readonly number[] | null {
  const velocity = rule.assignments.find((a) => a.target === 'u')
  const { alpha, beta } = input.hyperparameters
  const u = input.state['u']
  if (!velocity || !u || alpha === undefined || beta === undefined) return null
  const length = symbolsIn(velocity.value).includes('alpha') ? beta : -alpha * beta
  return input.theta.map((x, c) => x + length * (u[c] ?? NaN))
}

/** Every mistake one can make in the gradient. */
export const GRADIENT_MISTAKES: readonly Mistake[] = [
  { id: 'wrong-sign', at: ['g'], gradient: ({ input }) => input.gradient.map((g) => -g) },
  {
    id: 'other-coordinate',
    at: ['g'],
    gradient: ({ input }) => (input.gradient.length === 2 ? [...input.gradient].reverse() : null),
  },
  {
    id: 'gradient-at-new-point',
    at: ['g'],
    gradient: ({ rule, seen, input }) => seen.gradientAt(applyRule(rule, input).theta),
  },
  {
    id: 'gradient-look-ahead',
    at: ['g'],
    gradient(step) {
      const point = lookAhead(step)
      return point && step.seen.gradientAt(point)
    },
  },
  { id: 'exponent-forgotten', at: ['g'], gradient: gradientAt(exponentForgotten) },
  { id: 'inner-derivative', at: ['g'], gradient: innerForgotten },
  { id: 'no-mean', at: ['g'], gradient: gradientAt(meanForgotten) },
  {
    id: 'all-samples',
    at: ['g'],
    gradient: ({ objective, seen, input }) => (seen === objective ? null : objective.gradientAt(input.theta)),
  },
]

/** Every mistake one can make in the length of the gradient, which clipping reads. */
export const NORM_MISTAKES: readonly Mistake[] = [
  { id: 'norm-squared', at: ['norm'], norm: (gradient) => gradient.reduce((sum, g) => sum + g * g, 0) },
  { id: 'norm-summed', at: ['norm'], norm: (gradient) => gradient.reduce((sum, g) => sum + Math.abs(g), 0) },
  { id: 'norm-of-one', at: ['norm'], norm: (gradient, coordinate) => Math.abs(gradient[coordinate] ?? NaN) },
]

/** Every mistake one can make in a scheduled rate: step t reads the schedule at k = t − 1. */
export const RATE_MISTAKES: readonly Mistake[] = [
  {
    id: 't-for-k',
    at: ['rate'],
    rate: ({ scheduled, input }) =>
      scheduled ? scheduledRate(scheduled.by, input.t, scheduled.alpha).rate : null,
  },
  { id: 'no-schedule', at: ['rate'], rate: ({ scheduled }) => scheduled?.alpha ?? null },
]

/** Every mistake one can make when the loss is put in. */
export const LOSS_MISTAKES: readonly Mistake[] = [
  { id: 'old-value', at: ['loss'], loss: ({ objective, input }) => objective.valueAt(input.theta) },
  { id: 'no-mean', at: ['loss'], loss: lossAt(meanForgotten) },
  // … and all through the step.
  { id: 'no-mean', at: ['loss'], gradient: gradientAt(meanForgotten), loss: lossAt(meanForgotten) },
  { id: 'not-squared', at: ['loss'], loss: lossAt(squareForgotten) },
]
