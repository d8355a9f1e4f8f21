import { add, type Expr, expr, mul, neg, sqrt, sub, symbolsIn } from '../../formula/expr.ts'
import { replaced, rewritten } from '../../formula/rewrite.ts'
import type { Assignment, Rule } from '../rule.ts'
import type { MistakeId } from './mistake.ts'

/** What a mistake makes of one line of a rule; the same object where it cannot be made. */
export type LineMistake = (value: Expr, line: Assignment, rule: Rule) => Expr

const ONE = expr(1)
const isSymbol = (e: Expr, name: string): boolean => e.kind === 'symbol' && e.name === name
const isEpsilon = (e: Expr): boolean => isSymbol(e, 'epsilon')
const isRoot = (e: Expr): boolean => e.kind === 'call' && e.fn === 'sqrt'
const isHyperparameter = (rule: Rule, name: string): boolean =>
  rule.hyperparameters.some((h) => h.name === name)

/** The β of 1 − β. */
const complemented = (e: Expr): string | undefined =>
  e.kind === 'subtract' && e.left.kind === 'number' && e.left.value === 1 && e.right.kind === 'symbol'
    ? e.right.name
    : undefined

/** Names of slots that are products of rates, such as NAdam's Π: they begin at 1. */
const products = (rule: Rule): readonly string[] =>
  rule.state.filter((slot) => slot.initial === 1).map((slot) => slot.name)

/** Whether e is what a bias correction takes from 1: β to the power of the step, or a product of rates. */
function isDecayedRate(e: Expr, rule: Rule): boolean {
  if (e.kind === 'power') return e.left.kind === 'symbol' && symbolsIn(e.right).includes('t')
  if (e.kind === 'multiply') return isDecayedRate(e.left, rule)
  return e.kind === 'symbol' && products(rule).includes(e.name)
}

const isCorrection = (e: Expr, rule: Rule): boolean =>
  e.kind === 'subtract' && e.left.kind === 'number' && e.left.value === 1 && isDecayedRate(e.right, rule)

const withoutCorrection: LineMistake = (value, _, rule) =>
  rewritten(value, (e) => (isCorrection(e, rule) ? ONE : undefined))

/** Of a line's several corrections only the nth left out. */
const withoutOneCorrection =
  (n: number): LineMistake =>
  (value, _, rule) => {
    let seen = 0
    const changed = rewritten(value, (e) => (isCorrection(e, rule) && seen++ === n ? ONE : undefined))
    return seen > 1 ? changed : value
  }

/** m for m̂, wherever a line does nothing but correct. */
const withUncorrected: LineMistake = (value, _, rule) => {
  const raw: Record<string, Expr> = {}
  for (const { target, value } of rule.assignments) {
    if (value.kind === 'divide' && value.left.kind === 'symbol' && isCorrection(value.right, rule)) {
      raw[target] = value.left
    }
  }
  return replaced(value, raw)
}

const epsilonInside: LineMistake = (value) =>
  rewritten(value, (e) =>
    e.kind === 'add' && e.left.kind === 'call' && isRoot(e.left) && isEpsilon(e.right)
      ? sqrt(add(e.left.of, e.right))
      : undefined,
  )

const epsilonOutside: LineMistake = (value) =>
  rewritten(value, (e) =>
    e.kind === 'call' && e.fn === 'sqrt' && e.of.kind === 'add' && isEpsilon(e.of.right)
      ? add(sqrt(e.of.left), e.of.right)
      : undefined,
  )

/** The last difference or sum of a line the other way round; an update with the other sign. */
const wrongSign: LineMistake = (value, { quantity, target }) => {
  const moves = quantity === 'update' || quantity === 'first-moment' || quantity === 'parameter'
  if (moves && value.kind === 'subtract') return add(value.left, value.right)
  if (target === 'theta' && value.kind === 'add') return sub(value.left, value.right)
  return quantity === 'update' ? neg(value) : value
}

const notSquared: LineMistake = (value) =>
  rewritten(value, (e) =>
    e.kind === 'power' && e.right.kind === 'number' && e.right.value === 2 ? e.left : undefined,
  )

/** β·x + (1 − β)·y as (1 − β)·x + β·y. */
const swappedComplement: LineMistake = (value, _, rule) => {
  const rates: string[] = []
  rewritten(value, (e) => {
    const name = complemented(e)
    if (name !== undefined && isHyperparameter(rule, name)) rates.push(name)
    return undefined
  })
  return rewritten(value, (e) => {
    const name = complemented(e)
    if (name !== undefined && rates.includes(name)) return expr(name)
    return e.kind === 'symbol' && rates.includes(e.name) ? sub(1, e.name) : undefined
  })
}

const noComplement: LineMistake = (value) =>
  rewritten(value, (e) => (e.kind === 'multiply' && complemented(e.left) !== undefined ? e.right : undefined))

/** β·u + g as β·u + (1 − β)·g. */
const averaged: LineMistake = (value) => {
  if (value.kind !== 'add' && value.kind !== 'subtract') return value
  const { left, right } = value
  const rate = left.kind === 'multiply' && left.left.kind === 'symbol' ? left.left.name : undefined
  const remembers = left.kind === 'multiply' && symbolsIn(left.right).some((name) => name.endsWith('_prev'))
  const isAverage = right.kind === 'multiply' && complemented(right.left) === rate
  if (rate === undefined || !remembers || isAverage) return value
  return { ...value, right: mul(sub(1, rate), right) }
}

const noRoot: LineMistake = (value) =>
  rewritten(value, (e) => (e.kind === 'call' && e.fn === 'sqrt' ? e.of : undefined))

/** α·x as x; the α of a decay has a mistake of its own. */
const noRate: LineMistake = (value) => {
  const isRate = (e: Expr): boolean => isSymbol(e, 'alpha') || isSymbol(e, 'alpha_t')
  return rewritten(value, (e) =>
    e.kind === 'multiply' && isRate(e.left) && !isSymbol(e.right, 'lambda') ? e.right : undefined,
  )
}

const noMaximum: LineMistake = (value) =>
  rewritten(value, (e) => (e.kind === 'maximum' && e.left.kind === 'symbol' ? e.right : undefined))

/** g / max(1, ‖g‖/C) as g. */
const noClipping: LineMistake = (value) =>
  rewritten(value, (e) => (e.kind === 'divide' && e.right.kind === 'maximum' ? e.left : undefined))

/** … and as g / (‖g‖/C), which lengthens a short gradient. */
const alwaysClipped: LineMistake = (value) =>
  rewritten(value, (e) => (e.kind === 'maximum' && e.left.kind === 'number' ? e.right : undefined))

/** The number itself for its sign. The sign of t − 1, which is a switch, is left alone. */
const noSign: LineMistake = (value) =>
  rewritten(value, (e) =>
    e.kind === 'call' && e.fn === 'sign' && !symbolsIn(e).includes('t') ? e.of : undefined,
  )

const noDecay: LineMistake = (value) => replaced(value, { lambda: expr(0), l2: expr(0) })

/** αλθ as λθ. */
const decayWithoutRate: LineMistake = (value) =>
  rewritten(value, (e) =>
    e.kind === 'multiply' && isSymbol(e.left, 'alpha') && isSymbol(e.right, 'lambda') ? e.right : undefined,
  )

/** λθ as αλθ, where α is not in it. */
const decayWithRate: LineMistake = (value, { target }) =>
  target === 'decay' && !symbolsIn(value).includes('alpha') ? mul('alpha', value) : value

const renaming =
  (by: Readonly<Record<string, Expr>>): LineMistake =>
  (value) =>
    replaced(value, by)

const swappedBetas: LineMistake = (value, _, rule) =>
  isHyperparameter(rule, 'beta1') && isHyperparameter(rule, 'beta2')
    ? replaced(value, { beta1: expr('beta2'), beta2: expr('beta1') })
    : value

/** The mistakes of single lines; one id may have several forms. */
export const LINE_MISTAKES: readonly (readonly [MistakeId, LineMistake])[] = [
  ['no-bias-correction', withoutCorrection],
  ['no-bias-correction', withoutOneCorrection(0)],
  ['no-bias-correction', withoutOneCorrection(1)],
  ['no-bias-correction', withUncorrected],
  ['t-minus-one', renaming({ t: sub('t', 1) })],
  ['t-plus-one', renaming({ t: add('t', 1) })],
  ['epsilon-inside', epsilonInside],
  ['epsilon-outside', epsilonOutside],
  ['no-epsilon', renaming({ epsilon: expr(0) })],
  ['wrong-sign', wrongSign],
  ['not-squared', notSquared],
  ['swapped-betas', swappedBetas],
  ['swapped-complement', swappedComplement],
  ['no-complement', noComplement],
  ['averaged', averaged],
  ['no-root', noRoot],
  ['no-rate', noRate],
  ['no-maximum', noMaximum],
  ['no-clipping', noClipping],
  ['always-clipped', alwaysClipped],
  ['no-sign', noSign],
  ['no-decay', noDecay],
  ['decay-without-rate', decayWithoutRate],
  ['decay-with-rate', decayWithRate],
]
