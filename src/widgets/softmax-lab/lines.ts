import { evaluate } from '../../core/formula/evaluate.ts'
import type { Expr } from '../../core/formula/expr.ts'
import { formatNumber, lastPlace, type ShownNumber, substitution } from '../../core/formula/precision.ts'
import type { Notations, Quantity } from '../../core/formula/quantity.ts'
import { tex, texWithNumbers } from '../../core/formula/tex.ts'
import type { Precision } from '../../core/loss/float-format.ts'
import {
  classOf,
  exponentialName,
  softmaxFormula,
  type SoftmaxStage,
  STAGE_RESULT,
  stageResult,
  stageValues,
} from '../../core/loss/softmax-formulas.ts'
import type { SoftmaxStages } from '../../core/loss/softmax-stages.ts'
import { CLASSES } from './params.ts'

/** Half a unit of float32 moves the seventh digit. */
const MOST_SINGLE_DIGITS = 6
const FEWEST_DIGITS = 2

export const digitsIn = (precision: Precision, asked: number): number =>
  precision === 'float32' ? Math.min(asked, MOST_SINGLE_DIGITS) : asked

/** The shortest decimal that says this float32: 0.1, not 0.10000000149. */
export function shortest(x: number): number {
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(x.toPrecision(digits))
    if (Math.fround(short) === x) return short
  }
  return x
}

const readable = (x: number, precision: Precision): number => (precision === 'float32' ? shortest(x) : x)

/** A number as tables and bars show it. */
export const cell = (x: number, precision: Precision, digits: number): string =>
  formatNumber(readable(x, precision), digitsIn(precision, digits)).text

/** Whether a number with so many digits says more than with the usual ones. */
const isLonger = (x: number, digits: number, usual: number): boolean =>
  formatNumber(x, digits).text.length > formatNumber(x, usual).text.length

/** Whether the number of a stage is shown with more digits than were asked for, so that a difference keeps some. */
export const hasMoreDigits = (
  stage: SoftmaxStage | 'logit',
  x: number,
  precision: Precision,
  digits: number,
) =>
  isLonger(
    readable(x, precision),
    digitsIn(precision, digitsFor(stage, x, digits)),
    digitsIn(precision, digits),
  )

const integerDigits = (x: number): number =>
  Number.isFinite(x) ? Math.max(1, String(Math.floor(Math.abs(x))).length) : 1

/** Digits that leave a large scaled logit or log-sum-exp as many decimals as a small one has: it is the rest that counts. */
export const digitsFor = (stage: SoftmaxStage | 'logit', x: number, digits: number): number =>
  stage === 'scaled' || stage === 'log-sum-exp' || stage === 'logit' ? digits + integerDigits(x) - 1 : digits

const letter = (k: number): string => `\\mathrm{${CLASSES[k] ?? '?'}}`

/** How the names are written when they are about class k. */
export function notationsFor(k: number): Notations {
  const own = (name: string, quantity?: Quantity) => ({
    tex: `${name}_{${letter(k)}}`,
    ...(quantity ? { quantity } : {}),
  })
  return {
    z: own('z', 'parameter'),
    T: { tex: 'T', quantity: 'hyperparameter' },
    s: own('s'),
    m: { tex: 'm' },
    d: own('d'),
    E: own('E'),
    S: { tex: 'S' },
    p: own('p'),
    L: { tex: '\\operatorname{lse}' },
    y: own('y'),
    g: own('g', 'gradient'),
    loss: { tex: '\\ell', quantity: 'loss' },
    ...Object.fromEntries(CLASSES.map((_, j) => [exponentialName(j), { tex: `E_{${letter(j)}}` }])),
  }
}

interface Filled {
  readonly numbers: string
  /** The operands as they are written. */
  readonly shown: Readonly<Record<string, number>>
  /** To how many digits the result is. */
  readonly digits: number
  readonly result: ShownNumber
  readonly agrees: boolean
}

/**
 * The formula with numbers in and the number that the machine holds, such that the one gives the other to a unit of
 * its last digit. In float32 the operands may need their exact values, or the result fewer digits: what
 * the format has rounded away cannot be shown. Where nothing is left, near 0, the two are only about the same. Operands
 * with more digits than `usual` are marked.
 */
export function filled(
  e: Expr,
  values: Readonly<Record<string, number>>,
  held: number,
  notations: Notations,
  precision: Precision,
  asked: number,
  usual = asked,
): Filled {
  const base = digitsIn(precision, usual)
  const written = (digits: number, exact: boolean): Filled => {
    const given = exact
      ? values
      : Object.fromEntries(Object.entries(values).map(([name, x]) => [name, readable(x, precision)]))
    const { shown } = substitution(e, given, digits)
    const env = Object.fromEntries(Object.entries(shown).map(([name, s]) => [name, s.value]))
    const result = formatNumber(readable(held, precision), digits)
    const places = Object.fromEntries(Object.entries(shown).map(([name, s]) => [name, s.digits]))
    const read = Object.fromEntries(Object.keys(shown).map((name) => [name, given[name]!]))
    const distance = Math.abs(evaluate(e, { ...values, ...env }) - result.value)
    return {
      numbers: texWithNumbers(e, {
        notations,
        values: read,
        digits: places,
        extended: Object.keys(read).filter((name) => isLonger(read[name]!, places[name]!, base)),
      }),
      shown: env,
      digits,
      result,
      agrees: !Number.isFinite(held) || distance <= lastPlace(result.value, digits) * (1 + 1e-9),
    }
  }
  for (let digits = digitsIn(precision, asked); digits >= FEWEST_DIGITS; digits--) {
    for (const exact of precision === 'float32' ? [false, true] : [true]) {
      const attempt = written(digits, exact)
      if (attempt.agrees) return attempt
    }
  }
  return written(FEWEST_DIGITS, true)
}

/** The symbols of a stage on one line, its own name first. A sum over the classes is written as one. */
export function headOf(stage: SoftmaxStage, stages: SoftmaxStages, k: number): string {
  const notations = notationsFor(classOf(stage, stages, k))
  const name = tex({ kind: 'symbol', name: STAGE_RESULT[stage] }, { notations })
  if (stage === 'sum') return `${name} = \\sum_j E_j`
  return `${name} = ${tex(softmaxFormula(stage, stages.stable, stages.logits.length), { notations })}`
}

export interface StageLines {
  readonly tex: string
  /** The result as it is said. */
  readonly text: string
  readonly value: number
}

export interface LineOptions {
  readonly precision: Precision
  readonly digits: number
  /** Leaves out the result, and the numbers too where they alone would tell it. */
  readonly hidden: 'nothing' | 'result' | 'all'
}

/** Symbols, numbers and result of a stage, aligned at the equals signs. */
export function linesOf(
  stage: SoftmaxStage,
  stages: SoftmaxStages,
  k: number,
  { precision, digits, hidden }: LineOptions,
): StageLines {
  const formula = softmaxFormula(stage, stages.stable, stages.logits.length)
  const notations = notationsFor(classOf(stage, stages, k))
  const value = stageResult(stage, stages, k)
  const asked = digitsFor(stage, value, digits)
  const f = filled(formula, stageValues(stage, stages, k), value, notations, precision, asked, digits)
  const [name = '', ...rest] = headOf(stage, stages, k).split(' = ')
  const unknown = '\\htmlClass{result}{?}'
  const more = f.result.text.length > cell(value, precision, digits).length ? ' more-digits' : ''
  const lines = [
    `${name} &= ${rest.join(' = ')}${stage === 'shifted' ? ',\\quad m = \\textstyle\\max_j s_j' : ''}`,
    ...(stage === 'sum' ? [`&= ${tex(formula, { notations })}`] : []),
    hidden === 'all' ? '' : `&= ${f.numbers}`,
    `${f.agrees ? '&=' : '&\\approx'} ${hidden === 'nothing' ? `\\htmlClass{result${more}}{${f.result.tex}}` : unknown}`,
  ].filter(Boolean)
  return {
    tex: `\\begin{aligned}${lines.join('\\\\[2pt]')}\\end{aligned}`,
    text: hidden === 'nothing' ? f.result.text : '?',
    value,
  }
}
