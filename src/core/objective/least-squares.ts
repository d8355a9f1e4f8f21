import { compile } from '../formula/evaluate.ts'
import { add, div, type Expr, expr, mul, neg, pow, sub } from '../formula/expr.ts'
import { print } from '../formula/print.ts'
import { hessianEigenvalues, type Objective, objectiveOf, type Range } from './objective.ts'
import type { Samples, SampleTerm } from './sampling.ts'

/** A sample: where it lies, and what the line should give there. */
export type Point = readonly [x: number, y: number]

/** The mean of the squared residuals (w·x + b − y)² over some points, in the parameters w and b of a line. */
export interface LeastSquares extends Objective {
  readonly points: readonly Point[]
  /** (w·x + b − y)² of one point, and its gradient. */
  readonly term: SampleTerm
  /** The same mean over some of the points. */
  over(samples: Samples): Objective
}

/** A part of the points is made into an objective once; more parts than this are not remembered at a time. */
const REMEMBERED = 1024

/** The line of least squares through points, as an objective: (1/n)·Σ (w·xᵢ + b − yᵢ)², n ≥ 1. */
export function leastSquares(points: readonly Point[]): LeastSquares {
  const best = bestLine(points)
  const start = [-0.5, 3]
  const facts = {
    id: 'least-squares',
    window: [0, 1].map((c) => around(best?.[c] ?? 0, start[c]!)),
    start,
    // Half of where the steepest single sample would still be stable: 2/λ with λ = 2(x² + 1).
    learningRate: Number((0.5 / Math.max(...points.map(([x]) => x * x + 1))).toPrecision(1)),
    minima: best ? [best] : [],
  }
  const parts = new Map<string, Objective>()
  const over = (samples: Samples): Objective => {
    const key = samples.join()
    const known = parts.get(key)
    if (known) return known
    const made = meanOver(
      samples.map((i) => points[i]!),
      facts,
    )
    parts.set(key, made)
    for (const old of parts.keys()) if (parts.size > REMEMBERED) parts.delete(old)
    return made
  }
  return { ...meanOver(points, facts), points, term: { ...TERM, samples: points }, over }
}

/** The mean over the points as an objective whose gradient is written as its reader computes it: term by term. */
function meanOver(points: readonly Point[], facts: Parameters<typeof objectiveOf>[0]): Objective {
  const loss = mean(
    points.map((point) => pow(residual(point), 2)),
    points.length,
  )
  const byIntercept = points.map((point) => mul(2, residual(point)))
  const bySlope = points
    .filter(([x]) => x !== 0)
    .map((point) => mul(point[0] === 1 ? 2 : mul(2, point[0]), residual(point)))
  const gradient = [mean(bySlope, points.length), mean(byIntercept, points.length)]
  const compiled = gradient.map((g) => compile(g, NAMES))
  const objective: Objective = {
    ...objectiveOf(facts, print(loss), loss, NAMES),
    gradient,
    gradientAt: (point) => compiled.map((g) => g(point)),
  }
  return { ...objective, lambdaMax: Math.max(...hessianEigenvalues(objective, [0, 0])) }
}

const NAMES = ['w', 'b'] as const

const RESIDUAL = sub(add(mul('w', 'x'), 'b'), 'y')
const TERM: Omit<SampleTerm, 'samples'> = {
  names: ['x', 'y'],
  loss: pow(RESIDUAL, 2),
  gradient: [mul(mul(2, 'x'), RESIDUAL), mul(2, RESIDUAL)],
}

/** The sum of the terms, divided by n. */
function mean(terms: readonly Expr[], n: number): Expr {
  const [first, ...rest] = terms
  if (!first) return expr(0)
  const total = rest.reduce<Expr>((sum, term) => add(sum, term), first)
  return n === 1 ? total : mul(div(1, n), total)
}

/** w·x + b − y, written with as few signs as its numbers allow. */
function residual([x, y]: Point): Expr {
  const slope = x === 1 ? expr('w') : x === -1 ? neg('w') : mul(x, 'w')
  const line = x === 0 ? expr('b') : add(slope, 'b')
  return y === 0 ? line : y < 0 ? add(line, -y) : sub(line, y)
}

/** w = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)², b = ȳ − w·x̄; null where all x are the same and many lines are equally good. */
function bestLine(points: readonly Point[]): readonly [number, number] | null {
  const average = (of: (p: Point) => number): number =>
    points.reduce((sum, p) => sum + of(p), 0) / points.length
  const [mx, my] = [average(([x]) => x), average(([, y]) => y)]
  const spread = average(([x]) => (x - mx) ** 2)
  if (!(spread > 0)) return null
  const w = average(([x, y]) => (x - mx) * (y - my)) / spread
  return [w, my - w * mx]
}

/** A range with room around the minimum and the start. */
function around(minimum: number, start: number): Range {
  const reach = Math.max(1.5, 1.25 * Math.abs(start - minimum))
  const round = (x: number): number => Number(x.toPrecision(2))
  return [round(minimum - reach), round(minimum + reach)]
}
