import { evaluate } from '../../core/formula/evaluate.ts'
import { filled } from '../../core/formula/filled.ts'
import { formatExactly, formatNumber } from '../../core/formula/precision.ts'
import { tex } from '../../core/formula/tex.ts'
import {
  notationsOf,
  piecesOf,
  pieceValues,
  type SchedulePiece,
  settingsOf,
} from '../../core/schedule/schedule.ts'
import { designOf, horizonOf, type State, warmUpOf } from './model.ts'

const HYPER = (inside: string): string => `\\htmlClass{q q-hyperparameter}{${inside}}`
/** The rate after k updates. */
export const RATE = HYPER('\\alpha_k')

/** One row of the schedule in symbols: the formula, and for which k it holds. */
export interface PieceRow {
  readonly from: number
  readonly formula: string
  readonly range: string
  readonly isCurrent: boolean
}

const sameFormula = (a: SchedulePiece, b: SchedulePiece): boolean =>
  JSON.stringify(a.value) === JSON.stringify(b.value) && a.definitions.length === b.definitions.length

const rangeTex = (from: number, to: number, horizon: number): string => {
  if (from === 0 && to >= horizon) return ''
  if (to >= horizon) return `k \\ge ${from}`
  return from === 0 ? `k < ${to}` : `${from} \\le k < ${to}`
}

/** Pieces whose formula is the same, with other numbers in it (drops, cycles), are one row. */
export function pieceRows(s: State): PieceRow[] {
  const { schedule, settings } = designOf(s)
  const horizon = horizonOf(s)
  const groups: { first: SchedulePiece; to: number }[] = []
  for (const piece of piecesOf(schedule, horizon, settings)) {
    const last = groups.at(-1)
    if (last && sameFormula(last.first, piece)) last.to = piece.to
    else groups.push({ first: piece, to: piece.to })
  }
  return groups.map(({ first, to }) => ({
    from: first.from,
    formula: `${RATE} = ${tex(first.value, { notations: notationsOf(schedule, first) })}`,
    range: rangeTex(first.from, to, horizon),
    isCurrent: first.from <= s.step && s.step < to,
  }))
}

/** The number of drops is counted, not computed by a tree: its formula is written here. */
const countedDrops = (s: State): string => {
  const since = warmUpOf(s) > 0 ? 'k - W' : 'k'
  return `\\left\\lfloor \\frac{${since}}{${HYPER('N')}} \\right\\rfloor`
}

/** The rate at the cursor: what the formula's names stand for, the formula with the numbers in, and its result. */
export interface RateLines {
  readonly tex: string
  readonly value: number
  readonly text: string
}

export function rateLines(s: State): RateLines {
  const { schedule, settings: given } = designOf(s)
  const settings = settingsOf(schedule, given)
  const piece = schedule.pieceAt(s.step, settings)
  const notations = notationsOf(schedule, piece)
  const values = pieceValues(piece, s.step, settings)
  const lines: string[] = []
  for (const { name, tex: written, value } of piece.definitions) {
    if (value.kind === 'number') {
      const how = name === 'n' ? `${countedDrops(s)} = ` : ''
      lines.push(`${written} &= ${how}${formatExactly(value.value).tex}`)
      continue
    }
    const f = filled(value, values, notations, s.digits)
    lines.push(`${written} &= ${tex(value, { notations })} = ${f.numbers} = ${f.result}`)
  }
  const f = filled(piece.value, values, notations, s.digits)
  const isPlain = f.numbers.replace(/\\htmlClass\{[^}]*\}|[{}]/g, '') === f.result
  lines.push(`${RATE.replace('_k', `_{${s.step}}`)} &= ${tex(piece.value, { notations })}`)
  if (!isPlain) lines.push(`&= ${f.numbers}`)
  lines.push(`&= \\htmlClass{result}{${f.result}}`)
  return {
    tex: `\\begin{aligned}${lines.join('\\\\[3pt]')}\\end{aligned}`,
    value: evaluate(piece.value, values),
    text: f.text,
  }
}

/** A number as table and sentences show it. */
export const cell = (x: number, digits: number): string => formatNumber(x, digits).text

/** Rows of the table. */
export const ROWS = 8

/** Steps worth a row: the ends, the end of the warm-up, the middle, and those around the cursor. */
export function tableSteps(s: State): number[] {
  const last = horizonOf(s) - 1
  const inside = (k: number) => k >= 0 && k <= last
  const chosen = new Set([s.step, s.step + 1, s.step - 1].filter(inside))
  for (const k of [
    0,
    1,
    warmUpOf(s),
    last,
    Math.round(last / 2),
    Math.round(last / 4),
    Math.round((3 * last) / 4),
  ])
    if (chosen.size < ROWS && inside(k)) chosen.add(k)
  return [...chosen].sort((a, b) => a - b)
}
