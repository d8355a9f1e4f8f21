import { derivative } from '../formula/derive.ts'
import { compile } from '../formula/evaluate.ts'
import { type Expr, symbolsIn } from '../formula/expr.ts'
import { parse, type ParseError } from '../formula/parse.ts'
import type { Notations } from '../formula/quantity.ts'
import type { SampleTerm } from './sampling.ts'

/** What a parameter may be called in a formula that is typed. */
export const PARAMETER_NAMES = ['theta', 'x', 'y'] as const
/** And in any objective: w and b are slope and intercept of a line. */
export type ParameterName = (typeof PARAMETER_NAMES)[number] | 'w' | 'b'

/** How the parameters of an objective are written. */
export const OBJECTIVE_NOTATIONS: Notations = {
  theta: { tex: '\\theta', quantity: 'parameter' },
  x: { tex: 'x', quantity: 'parameter' },
  y: { tex: 'y', quantity: 'parameter' },
  w: { tex: 'w', quantity: 'parameter' },
  b: { tex: 'b', quantity: 'parameter' },
}

export type Range = readonly [from: number, to: number]

/** A function of one or two parameters that is to be made small, with everything needed to draw it and to begin. */
export interface Objective {
  readonly id: string
  /** As a person would type it; `expr` is this text, parsed. */
  readonly text: string
  readonly expr: Expr
  /** The parameters in the order in which points give them: one, or x and y. */
  readonly names: readonly ParameterName[]
  /** ∂/∂name for each name, exact. */
  readonly gradient: readonly Expr[]
  /** ∂²/∂nameᵢ∂nameⱼ, exact. */
  readonly hessian: readonly (readonly Expr[])[]
  /** The part worth drawing, one range per parameter. */
  readonly window: readonly Range[]
  readonly start: readonly number[]
  /** A learning rate with which gradient descent makes progress from `start`. */
  readonly learningRate: number
  /** What it is the mean of, where it is a mean over samples. */
  readonly term?: SampleTerm
  /** Every local minimum, where they are known. */
  readonly minima: readonly (readonly number[])[]
  /** The largest curvature, when it is the same everywhere (a quadratic); null otherwise. */
  readonly lambdaMax: number | null
  /** The loss at a point, in float64. */
  valueAt(point: ArrayLike<number>): number
  gradientAt(point: ArrayLike<number>): number[]
  hessianAt(point: ArrayLike<number>): number[][]
}

/** What is said about an objective besides its formula. */
export type ObjectiveFacts = Pick<Objective, 'id' | 'window' | 'start' | 'learningRate' | 'minima'>

export type ObjectiveError =
  | ParseError
  /** `constant`: no parameter occurs. `mixed-names`: θ occurs together with x or y. */
  | { readonly code: 'constant' | 'mixed-names'; readonly at: 0; readonly length: number }
export type ObjectiveResult =
  | { readonly ok: true; readonly objective: Objective }
  | { readonly ok: false; readonly error: ObjectiveError }

/**
 * The objective a reader types. Of one parameter if only x (or only θ, also written theta) occurs, otherwise of x
 * and y. It begins at the first of a few points where loss and gradient are finite.
 */
export function objectiveFrom(text: string): ObjectiveResult {
  const parsed = parse(text, PARAMETER_NAMES)
  if (!parsed.ok) return parsed
  const used = symbolsIn(parsed.expr)
  const refused = (code: 'constant' | 'mixed-names'): ObjectiveResult => ({
    ok: false,
    error: { code, at: 0, length: text.length },
  })
  if (used.length === 0) return refused('constant')
  if (used.includes('theta') && used.length > 1) return refused('mixed-names')
  const names: readonly ParameterName[] = used.includes('y')
    ? ['x', 'y']
    : used.includes('x')
      ? ['x']
      : ['theta']
  const facts: ObjectiveFacts = {
    id: 'typed',
    window: names.map(() => [-5, 5] as const),
    start: [],
    learningRate: 0.1,
    minima: [],
  }
  const objective = objectiveOf(facts, text, parsed.expr, names)
  return { ok: true, objective: { ...objective, start: firstUsable(objective) } }
}

const STARTS: readonly (readonly [number, number])[] = [
  [-1.5, 1],
  [1.5, 1],
  [3, 2],
  [0.5, 0.5],
  [-0.5, -0.5],
  [-3, -2],
]

function firstUsable(objective: Objective): readonly number[] {
  const points = STARTS.map((point) => point.slice(0, objective.names.length))
  const usable = (point: readonly number[]): boolean =>
    [objective.valueAt(point), ...objective.gradientAt(point)].every(Number.isFinite)
  return points.find(usable) ?? points[0]!
}

/** Differentiates a parsed formula and compiles it. */
export function objectiveOf(
  facts: ObjectiveFacts,
  text: string,
  expr: Expr,
  names: readonly ParameterName[],
): Objective {
  const gradient = names.map((name) => derivative(expr, name))
  const hessian = gradient.map((g) => names.map((name) => derivative(g, name)))
  const gradients = gradient.map((g) => compile(g, names))
  const seconds = hessian.map((row) => row.map((h) => compile(h, names)))
  const hessianAt = (point: ArrayLike<number>): number[][] => seconds.map((row) => row.map((h) => h(point)))
  const isConstant = hessian.flat().every((h) => h.kind === 'number')
  const origin = names.map(() => 0)
  return {
    ...facts,
    text,
    expr,
    names,
    gradient,
    hessian,
    lambdaMax: isConstant ? Math.max(...symmetricEigenvalues(hessianAt(origin))) : null,
    valueAt: compile(expr, names),
    gradientAt: (point) => gradients.map((g) => g(point)),
    hessianAt,
  }
}

/** The curvatures at a point, smallest first: the eigenvalues of the matrix of second derivatives. */
export const hessianEigenvalues = (objective: Objective, point: readonly number[]): number[] =>
  symmetricEigenvalues(objective.hessianAt(point))

/** Eigenvalues of a symmetric 1×1 or 2×2 matrix: mean ± √(((a−d)/2)² + b²). */
function symmetricEigenvalues(matrix: readonly (readonly number[])[]): number[] {
  const [[a = NaN, b = 0] = [], [, d] = []] = matrix
  if (d === undefined) return [a]
  const mean = (a + d) / 2
  const half = Math.hypot((a - d) / 2, b)
  return [mean - half, mean + half]
}
