import { derivative } from '../../core/formula/derive.ts'
import { add, call, div, type Expr, expr, mul, neg, sub } from '../../core/formula/expr.ts'
import type { Notations } from '../../core/formula/quantity.ts'
import { CLASS_PART_FROM_LOGIT } from '../../core/loss/categorical-cross-entropy-from-logits.ts'
import { CLASS_PART } from '../../core/loss/categorical-cross-entropy.ts'
import { type LossPiece, pieceFor, sampleValues } from '../../core/loss/pointwise.ts'
import type { Reduction } from '../../core/loss/reduction.ts'
import { logSumExp } from '../../core/loss/softmax.ts'
import type { Row } from './bench.ts'
import { isCategorical, pointwiseOf } from './losses.ts'
import type { State } from './model.ts'

export type Values = Readonly<Record<string, number>>

/** A formula with what its names stand for. */
export interface Formula {
  readonly e: Expr
  readonly values: Values
  readonly notations: Notations
}

/** Classes are called A, B, C … so that no index is taken for a sample's. */
export const className = (k: number): string => String.fromCharCode(65 + k)
const classTex = (k: number): string => `\\mathrm{${className(k)}}`

/** Logits beyond this are shown with the largest taken off, as they are computed; e to the power 710 is too large. */
const SHIFTED_BEYOND = 30

/** Puts other names in the place of the core's: q becomes q0, p becomes p0. */
function renamed(e: Expr, names: Readonly<Record<string, string>>): Expr {
  switch (e.kind) {
    case 'number':
      return e
    case 'symbol':
      return expr(names[e.name] ?? e.name)
    case 'negate':
    case 'call':
      return { ...e, of: renamed(e.of, names) }
    default:
      return { ...e, left: renamed(e.left, names), right: renamed(e.right, names) }
  }
}

const ofClass = (e: Expr, k: number): Expr => renamed(e, { q: `q${k}`, p: `p${k}`, z: `z${k}`, L: 's' })

/** a + b, where a b that is negative is taken off. */
const plus = (a: Expr, b: Expr): Expr => (b.kind === 'negate' ? sub(a, b.of) : add(a, b))
export const sumOf = (parts: readonly Expr[]): Expr => parts.reduce(plus)

const overN = (slope: Expr, reduction: Reduction): Expr => {
  if (reduction === 'sum') return slope
  // A fraction over n would stand on top of another.
  const hasFraction =
    slope.kind === 'subtract' && (slope.left.kind === 'divide' || slope.right.kind === 'divide')
  return hasFraction ? mul(div(1, 'n'), slope) : div(slope, 'n')
}

/* ---- One prediction a sample ---- */

const pointwiseNotations = (sample: number): Notations => ({
  y: { tex: `y_{${sample + 1}}` },
  p: { tex: `\\hat y_{${sample + 1}}`, quantity: 'parameter' },
  z: { tex: `z_{${sample + 1}}`, quantity: 'parameter' },
  delta: { tex: '\\delta', quantity: 'hyperparameter' },
  n: { tex: 'n' },
})

export interface Pointwise {
  readonly term: Formula
  readonly gradient: Formula
  /** Which piece counts, where there are several: left ≤ or > right. */
  readonly condition: { readonly left: Formula; readonly right: Formula; readonly holds: boolean } | null
  /** The formula reads 0·ln 0, which counts as its limit 0. */
  readonly atLimit: boolean
}

const isZero = (e: Expr): boolean => e.kind === 'number' && e.value === 0
const lastOf = (pieces: readonly LossPiece[]): LossPiece => pieces[pieces.length - 1]!

/** The formulas of sample i of a loss with one prediction a sample. */
export function pointwiseFormulas(s: State, row: Row, sample: number): Pointwise {
  const loss = pointwiseOf(s.loss)!
  const parameters: Values = s.loss === 'huber' ? { delta: s.delta } : {}
  const env = sampleValues(loss, row.predictions[0]!, row.target, parameters)
  const piece = pieceFor(loss, env)
  const notations = pointwiseNotations(sample)
  const values = { ...env, n: s.targets.length }
  const of = (e: Expr): Formula => ({ e, values, notations })
  const atLimit = isZero(piece.term)
  const { where } = loss.pieces[0]!
  return {
    term: of(atLimit ? lastOf(loss.pieces).term : piece.term),
    gradient: of(overN(piece.slope, s.reduction)),
    condition:
      where && s.loss === 'huber'
        ? { left: of(where.left), right: of(where.atMost), holds: piece === loss.pieces[0] }
        : null,
    atLimit,
  }
}

/* ---- One prediction a class ---- */

const categoricalNotations = (classes: number): Notations =>
  Object.fromEntries([
    ['n', { tex: 'n' }],
    ['s', { tex: 's' }],
    ['m', { tex: 'm' }],
    ...Array.from({ length: classes }, (_, k) => [
      [`q${k}`, { tex: `q_{${classTex(k)}}` }],
      [`p${k}`, { tex: `p_{${classTex(k)}}`, quantity: 'parameter' as const }],
      [`z${k}`, { tex: `z_{${classTex(k)}}`, quantity: 'parameter' as const }],
    ]).flat(),
  ])

export interface Categorical {
  /** What each class adds, the classes with q = 0 too. */
  readonly parts: readonly Formula[]
  /** Those that add anything; their sum is the term. */
  readonly counting: Formula
  /** s = ln Σ eᶻ, for logits. */
  readonly logSumExp: {
    readonly formula: Formula
    readonly value: number
    readonly shift: number | null
  } | null
  readonly gradient: readonly Formula[]
  readonly atLimit: boolean
}

const SLOPE_FROM_PROBABILITY = derivative(CLASS_PART, 'p')
const SLOPE_FROM_LOGIT = sub('p', 'q')

function valuesOf(s: State, row: Row): Values {
  const entries = row.q.flatMap((q, k) => [
    [`q${k}`, q],
    [`p${k}`, row.probabilities[k]!],
    [`z${k}`, row.predictions[k]!],
  ])
  const known = { ...Object.fromEntries(entries), n: s.targets.length }
  return s.loss === 'cce'
    ? known
    : { ...known, s: logSumExp(row.predictions), m: Math.max(...row.predictions) }
}

function logSumExpFormula(row: Row, of: (e: Expr) => Formula): Categorical['logSumExp'] {
  const shifted = row.predictions.some((z) => Math.abs(z) > SHIFTED_BEYOND)
  const powers = row.predictions.map((_, k) => call('exp', shifted ? sub(`z${k}`, 'm') : `z${k}`))
  const log = call('ln', sumOf(powers))
  return {
    formula: of(shifted ? add('m', log) : log),
    value: logSumExp(row.predictions),
    shift: shifted ? Math.max(...row.predictions) : null,
  }
}

/** The formulas of one sample of a categorical loss. */
export function categoricalFormulas(s: State, row: Row): Categorical {
  const fromLogits = s.loss === 'cce-logits'
  const notations = categoricalNotations(row.q.length)
  const values = valuesOf(s, row)
  const of = (e: Expr): Formula => ({ e, values, notations })
  const parts = row.q.map((_, k) => ofClass(fromLogits ? CLASS_PART_FROM_LOGIT : CLASS_PART, k))
  const slope = (k: number): Expr => {
    if (fromLogits) return overN(ofClass(SLOPE_FROM_LOGIT, k), s.reduction)
    const e = ofClass(SLOPE_FROM_PROBABILITY, k)
    // −q/p over n is −q/(p·n), one fraction.
    return s.reduction === 'mean' && e.kind === 'negate' && e.of.kind === 'divide'
      ? neg(div(e.of.left, mul(e.of.right, 'n')))
      : overN(e, s.reduction)
  }
  return {
    parts: parts.map(of),
    counting: of(sumOf(parts.filter((_, k) => row.q[k] !== 0))),
    logSumExp: fromLogits ? logSumExpFormula(row, of) : null,
    gradient: row.q.map((_, k) => of(slope(k))),
    atLimit: !fromLogits && row.q.some((q, k) => q === 0 && row.probabilities[k] === 0),
  }
}

/* ---- All samples together ---- */

/** The terms ℓ₁ … ℓₙ by name, and what they come to: added, and divided by n where the mean is asked for. */
export function totalFormula(s: State, terms: readonly number[]): Formula {
  const sum = sumOf(terms.map((_, i) => expr(`l${i}`)))
  return {
    e: s.reduction === 'sum' ? sum : div(sum, 'n'),
    values: { ...Object.fromEntries(terms.map((x, i) => [`l${i}`, x])), n: terms.length },
    notations: {
      n: { tex: 'n' },
      ...Object.fromEntries(
        terms.map((_, i) => [`l${i}`, { tex: `\\ell_{${i + 1}}`, quantity: 'loss' as const }]),
      ),
    },
  }
}

/** What the gradient is taken with respect to, as TeX: ŷ₂, z₂, p_A. */
export function predictionTex(s: State, sample: number, k: number): string {
  if (isCategorical(s.loss)) return `${s.loss === 'cce' ? 'p' : 'z'}_{${classTex(k)}}`
  return `${pointwiseOf(s.loss)!.prediction === 'z' ? 'z' : '\\hat y'}_{${sample + 1}}`
}
