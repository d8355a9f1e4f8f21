import type { Bench, Row } from './bench.ts'
import { isCategorical, type LossId } from './losses.ts'
import type { State } from './model.ts'

/** What is often done instead of the right term. */
export const RULE_MISTAKES = [
  'not-squared',
  'absolute',
  'halved',
  'signed',
  'squared',
  'not-halved',
  'squared-everywhere',
  'no-offset',
  'first-term-only',
  'no-sigmoid',
  'no-log-sum-exp',
  'every-class',
  'wrong-sign',
  'log10',
  'log2',
] as const
export type RuleMistake = (typeof RULE_MISTAKES)[number]
/** What is often done instead of the right reduction. */
export const REDUCTION_MISTAKES = ['not-divided', 'divided', 'divided-by-classes', 'root'] as const
export type ReductionMistake = (typeof REDUCTION_MISTAKES)[number]
export type MistakeId = RuleMistake | ReductionMistake

/** One mistake, or a wrong term reduced wrongly as well, and what comes of it with these samples. */
export interface Mistake {
  readonly ids: readonly MistakeId[]
  readonly value: number
}

type TermOf = (row: Row, s: State) => number

const residual = (row: Row): number => row.predictions[0]! - row.target
const size = (row: Row): number => Math.abs(residual(row))

/** −y·ln ŷ − (1 − y)·ln(1 − ŷ) for any ŷ; a class that is not there adds nothing. */
const crossEntropy = (y: number, p: number): number =>
  (y === 0 ? 0 : -y * Math.log(p)) + (y === 1 ? 0 : -(1 - y) * Math.log(1 - p))

const LOGARITHMIC: Readonly<Partial<Record<RuleMistake, TermOf>>> = {
  'wrong-sign': (row) => -row.term,
  log10: (row) => row.term / Math.LN10,
  log2: (row) => row.term / Math.LN2,
}

/** The second term, (1 − y)·ln(1 − ŷ), is the only one that a class 0 has. */
const firstTermOnly: TermOf = (row) => (row.target === 0 ? 0 : -row.target * Math.log(row.probabilities[0]!))

const RULES: Readonly<Record<LossId, Readonly<Partial<Record<RuleMistake, TermOf>>>>> = {
  mse: { 'not-squared': residual, absolute: size, halved: (row) => row.term / 2 },
  mae: { signed: residual, squared: (row) => residual(row) ** 2 },
  huber: {
    'squared-everywhere': (row) => residual(row) ** 2 / 2,
    'not-halved': (row, s) => (size(row) <= s.delta ? residual(row) ** 2 : row.term),
    'no-offset': (row, s) => (size(row) <= s.delta ? row.term : s.delta * size(row)),
  },
  bce: { 'first-term-only': firstTermOnly, ...LOGARITHMIC },
  'bce-logits': {
    'first-term-only': firstTermOnly,
    'no-sigmoid': (row) => crossEntropy(row.target, row.predictions[0]!),
    ...LOGARITHMIC,
  },
  cce: {
    'every-class': (row) => row.probabilities.reduce((sum, p) => sum - Math.log(p), 0),
    ...LOGARITHMIC,
  },
  'cce-logits': {
    'no-log-sum-exp': (row) => row.predictions.reduce((sum, z, k) => sum - row.q[k]! * z, 0),
    'every-class': (row) => row.probabilities.reduce((sum, p) => sum - Math.log(p), 0),
    ...LOGARITHMIC,
  },
}

/** The wrong reductions of a sum of terms, by name. */
function reductions(sum: number, s: State): readonly Mistake[] {
  const n = s.targets.length
  const all: Mistake[] =
    s.reduction === 'sum' ? [{ ids: ['divided'], value: sum / n }] : [{ ids: ['not-divided'], value: sum }]
  if (s.reduction === 'mean' && isCategorical(s.loss))
    all.push({ ids: ['divided-by-classes'], value: sum / (n * s.classes) })
  if (s.loss === 'mse') all.push({ ids: ['root'], value: Math.sqrt(s.reduction === 'sum' ? sum : sum / n) })
  return all
}

/** Every single mistake for this loss, each computed by making it; what it cannot give a number for is left out. */
export function singleMistakes(s: State, bench: Bench): readonly Mistake[] {
  const n = s.targets.length
  const rules = Object.entries(RULES[s.loss]) as [RuleMistake, TermOf][]
  const wrongTerms = rules.map(([id, termOf]): Mistake => {
    const sum = bench.rows.reduce((total, row) => total + termOf(row, s), 0)
    return { ids: [id], value: s.reduction === 'sum' ? sum : sum / n }
  })
  return [...reductions(bench.sum, s), ...wrongTerms].filter((m) => Number.isFinite(m.value))
}

/** A wrong term and a wrong reduction together, as in a sum that was left undivided. */
export function doubleMistakes(s: State, bench: Bench): readonly Mistake[] {
  const rules = Object.entries(RULES[s.loss]) as [RuleMistake, TermOf][]
  return rules
    .flatMap(([id, termOf]) => {
      const sum = bench.rows.reduce((total, row) => total + termOf(row, s), 0)
      return reductions(sum, s).map(({ ids, value }): Mistake => ({ ids: [id, ...ids], value }))
    })
    .filter((m) => Number.isFinite(m.value) && !m.ids.includes('root'))
}

export interface Judgement {
  readonly kind: 'right' | 'undecided' | 'mistake' | 'wrong'
  /** The mistakes that give this answer; where it is right, those that give it too. */
  readonly mistakes: readonly Mistake[]
}

/** Two or three digits are enough to show that one can do it. */
export const toleranceOf = (value: number): number => (value === 0 ? 0.0005 : 0.005 * Math.abs(value))
const near = (given: number, value: number): boolean => Math.abs(given - value) <= toleranceOf(value) + 1e-12

/**
 * Judges an answer for the sum or mean. Right wins; but where a single mistake has the same result with these samples,
 * they cannot tell the two apart.
 */
export function judge(s: State, bench: Bench, given: number): Judgement {
  const singles = singleMistakes(s, bench)
  if (near(given, bench.value)) {
    const same = singles.filter((m) => near(m.value, bench.value))
    return { kind: same.length > 0 ? 'undecided' : 'right', mistakes: same }
  }
  const found = singles.filter((m) => near(given, m.value))
  const named = found.length > 0 ? found : doubleMistakes(s, bench).filter((m) => near(given, m.value))
  return { kind: named.length > 0 ? 'mistake' : 'wrong', mistakes: named }
}
