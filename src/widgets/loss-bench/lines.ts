import { evaluate } from '../../core/formula/evaluate.ts'
import type { Expr } from '../../core/formula/expr.ts'
import {
  formatNumber,
  type ShownNumber,
  type ShownOperand,
  substitution,
} from '../../core/formula/precision.ts'
import { tex, texWithNumbers } from '../../core/formula/tex.ts'
import type { Bench } from './bench.ts'
import {
  type Categorical,
  categoricalFormulas,
  type Formula,
  type Pointwise,
  pointwiseFormulas,
  predictionTex,
  sumOf,
  totalFormula,
} from './formulas.ts'
import { isCategorical } from './losses.ts'
import type { State } from './model.ts'

/** A formula worked out: in symbols, in numbers, and its result, with the digits that make the three agree. */
export interface Worked {
  readonly e: Expr
  readonly shown: Readonly<Record<string, ShownOperand>>
  /** Operands with more digits than the result, because a difference needs them. */
  readonly extended: readonly string[]
  readonly result: ShownNumber
}

/** Aligned lines of TeX, and what was worked out in them. */
export interface Block {
  readonly tex: string
  readonly worked: readonly Worked[]
}

/** So many samples stand in one line of a sum; more are shared out over two. */
const IN_A_LINE = 5
/** And so many classes. */
const CLASSES_IN_A_LINE = 2
const UNKNOWN = '\\mathord{?}'

/** (0.7 − 1)² is 0.09000000000000002 in float64, and 0.09 to a person. */
const clean = (x: number): number => Number(x.toPrecision(14))

/** The digits of the operands; where the formula reads 0·ln 0 or overflows, the result is the exact one. */
function work({ e, values }: Formula, digits: number, exact: number): Worked {
  const known = clean(exact)
  const isPlain = Number.isFinite(known) && Number.isFinite(evaluate(e, values))
  const { shown, extended } = substitution(e, values, digits, isPlain ? known : undefined)
  return { e, shown, extended, result: formatNumber(known, digits) }
}

const symbols = (f: Formula): string => tex(f.e, { notations: f.notations })

/** The formula with numbers; names that were not worked out have as many digits as were asked for. */
function numbers(
  f: Formula,
  { shown, extended }: Pick<Worked, 'shown' | 'extended'>,
  digits: number,
): string {
  const own = Object.keys(f.values).map((name) => [name, shown[name]?.digits ?? digits])
  return texWithNumbers(f.e, {
    notations: f.notations,
    values: f.values,
    digits: Object.fromEntries(own) as Record<string, number>,
    extended,
  })
}

const resultTex = (text: string, quantity: 'loss' | 'gradient'): string =>
  `\\htmlClass{result q-${quantity}}{${text}}`
/** Fractions need more air between the lines. */
const aligned = (rows: readonly string[]): string => {
  const gap = rows.some((row) => row.includes('\\frac')) ? '8pt' : '3pt'
  return `\\begin{aligned}${rows.join(`\\\\[${gap}]`)}\\end{aligned}`
}
const lossName = (name: string): string => `\\htmlClass{q q-loss}{${name}}`

const inLines = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))

/** A long sum, broken before its plus and minus signs. */
function broken(parts: readonly Formula[], size: number, write: (f: Formula) => string): readonly string[] {
  return inLines(parts, size).map((line, i) => {
    const text = write({ ...line[0]!, e: sumOf(line.map((f) => f.e)) })
    return i === 0 || text.startsWith('-') ? text : `{}+${text}`
  })
}

function conditionRow(condition: NonNullable<Pointwise['condition']>, digits: number): string {
  const { left, right, holds } = condition
  const sign = holds ? '\\le' : '>'
  const side = (f: Formula): string => {
    return `${symbols(f)} = ${numbers(f, substitution(f.e, f.values, digits), digits)}`
  }
  return `${side(left)} ${sign} ${side(right)}`
}

function pointwiseTerm(s: State, bench: Bench): Block {
  const { focus, digits, turn } = s
  const row = bench.rows[focus]!
  const { term, condition } = pointwiseFormulas(s, row, focus)
  const worked = work(term, digits, row.term)
  const rows = [
    `${lossName(`\\ell_{${focus + 1}}`)} &= ${symbols(term)}`,
    `&= ${numbers(term, worked, digits)}`,
    `&= ${resultTex(turn === 'on' ? UNKNOWN : worked.result.tex, 'loss')}`,
  ]
  if (condition) rows.push(`&\\phantom{{}={}}${conditionRow(condition, digits)}`)
  return { tex: aligned(rows), worked: [worked] }
}

function logSumExpRows({ formula, value, shift }: NonNullable<Categorical['logSumExp']>, digits: number) {
  const worked = work(formula, digits, value)
  const rows = [`s &= ${symbols(formula)}`]
  if (shift !== null) rows.push(`m &= \\max(z) = ${formatNumber(shift, digits).tex}`)
  const name = shift === null ? '' : 's '
  rows.push(`${name}&= ${numbers(formula, worked, digits)}`, `&= ${worked.result.tex}`)
  return { rows, worked }
}

function categoricalTerm(s: State, bench: Bench): Block {
  const { focus, digits, turn } = s
  const row = bench.rows[focus]!
  const { parts, counting, logSumExp } = categoricalFormulas(s, row)
  const head = logSumExp && logSumExpRows(logSumExp, digits)
  const worked = work(counting, digits, row.term)
  const name = lossName(`\\ell_{${focus + 1}}`)
  const lines = (write: (f: Formula) => string, first: string): string[] =>
    broken(parts, CLASSES_IN_A_LINE, write).map((text, i) =>
      i === 0 ? `${first}&= ${text}` : `&\\quad ${text}`,
    )
  const rows = [
    ...(head?.rows ?? []),
    ...lines(symbols, name),
    ...lines((f) => numbers(f, worked, digits), ''),
    `&= ${resultTex(turn === 'on' ? UNKNOWN : worked.result.tex, 'loss')}`,
  ]
  return { tex: aligned(rows), worked: head ? [head.worked, worked] : [worked] }
}

/** The term of the sample in focus. */
export const termBlock = (s: State, bench: Bench): Block =>
  isCategorical(s.loss) ? categoricalTerm(s, bench) : pointwiseTerm(s, bench)

/** The gradient at the predictions of the sample in focus. */
export function gradientBlock(s: State, bench: Bench): Block {
  const { focus, digits } = s
  const row = bench.rows[focus]!
  const many = isCategorical(s.loss)
  const formulas = many ? categoricalFormulas(s, row).gradient : [pointwiseFormulas(s, row, focus).gradient]
  const worked = formulas.map((f, k) => work(f, digits, row.gradient[k]!))
  const rows = formulas.flatMap((f, k) => {
    const prediction = `\\htmlClass{q q-parameter}{${predictionTex(s, focus, k)}}`
    const name = `\\htmlClass{q q-gradient}{\\frac{\\partial L}{\\partial ${prediction}}}`
    const filled = numbers(f, worked[k]!, digits)
    const result = resultTex(worked[k]!.result.tex, 'gradient')
    if (many) return [`${name} &= ${symbols(f)} = ${filled} = ${result}`]
    return [`${name} &= ${symbols(f)}`, `&= ${filled}`, `&= ${result}`]
  })
  return { tex: aligned(rows), worked }
}

/** All terms together: the sum, or the mean as the sum over n. */
export function totalBlock(s: State, bench: Bench): Block {
  const { digits, turn } = s
  const terms = bench.rows.map((row) => clean(row.term))
  const total = totalFormula(s, terms)
  const worked = work(total, digits, bench.value)
  const parts = terms.map((_, i): Formula => ({ ...total, e: { kind: 'symbol', name: `l${i}` } }))
  const hidden = turn === 'on'
  const written = (write: (f: Formula) => string, count: string): string => {
    const lines = broken(parts, parts.length > IN_A_LINE ? Math.ceil(parts.length / 2) : IN_A_LINE, write)
    if (s.reduction === 'sum') return lines.join('\\\\&\\quad ')
    const top = lines.length === 1 ? lines[0]! : `\\begin{gathered}${lines.join('\\\\')}\\end{gathered}`
    return `\\frac{${top}}{${count}}`
  }
  const fill = (f: Formula): string =>
    hidden
      ? symbols({ ...f, notations: Object.fromEntries(terms.map((_, i) => [`l${i}`, { tex: UNKNOWN }])) })
      : numbers(f, worked, digits)
  const rows = [
    `${lossName('L')} &= ${written(symbols, 'n')}`,
    `&= ${written(fill, String(terms.length))}`,
    `&= ${resultTex(hidden ? UNKNOWN : worked.result.tex, 'loss')}`,
  ]
  return { tex: aligned(rows), worked: [worked] }
}

/** A number as the table shows it. */
export const cell = (x: number, digits: number): string => formatNumber(clean(x), digits).text
