import { DATA_LIMITS } from '../../../../core/dataset/index.ts'
import { MOST_OUTPUTS } from '../../../../core/network/spec.ts'
import type { TakeRow } from './csv.ts'
import { hasDecimalCommas, type Delimiter } from './delimiter.ts'
import { readNumber } from './numbers.ts'

export const MOST_COLUMNS = 100
/** A longer cell is no number and no name. */
const LONGEST_CELL = 10_000
const LONGEST_NAME = 40

/** Why a table cannot be used. */
export type Refusal =
  | {
      readonly code:
        'too-big' | 'not-text' | 'spreadsheet' | 'empty' | 'one-column' | 'few-numbers' | 'same-column'
    }
  | { readonly code: 'too-many-rows' | 'too-many-columns' }
  | { readonly code: 'open-quote' | 'long-cell'; readonly row: number }
  | { readonly code: 'few-rows'; readonly n: number }
  | { readonly code: 'one-class'; readonly name: string }
  | { readonly code: 'many-classes'; readonly name: string }

/** What one column holds, the row of names left out. */
export interface Column {
  readonly name: string
  /** Cells that are not empty, and those of them that are numbers. */
  readonly filled: number
  readonly numbers: number
  /** The different texts, as far as they are few enough to be classes; else null. */
  readonly labels: readonly string[] | null
}

export interface Survey {
  readonly delimiter: Delimiter
  readonly columns: readonly Column[]
  /** Rows without that of the names. */
  readonly rows: number
  readonly hasNames: boolean
}

/** A, B, …, Z, AA, … as in a spreadsheet. */
export function letterOf(column: number): string {
  const rest = Math.floor(column / 26)
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (column % 26))
}

interface Count {
  filled: number
  numbers: number
  labels: Set<string>
}

/** At most so many letters, so that a name fits where it is shown. */
export const shortened = (text: string, most: number): string => {
  const all = [...text.trim()]
  return all.length > most ? `${all.slice(0, most - 1).join('')}…` : all.join('')
}

function count(counts: Count[], cells: readonly string[], comma: boolean): void {
  cells.forEach((cell, k) => {
    const text = cell.trim()
    const own = (counts[k] ??= { filled: 0, numbers: 0, labels: new Set() })
    if (text === '') return
    own.filled++
    if (Number.isFinite(readNumber(text, comma))) own.numbers++
    if (own.labels.size <= MOST_OUTPUTS) own.labels.add(text)
  })
}

export interface Surveyor {
  readonly take: TakeRow
  /** Why it need not be read on; null as long as all is well. */
  refusal(): Refusal | null
  result(): Survey | Refusal
}

/** Looks through a table once: which columns there are, and what they hold. */
export function surveyor(delimiter: Delimiter): Surveyor {
  const comma = hasDecimalCommas(delimiter)
  const counts: Count[] = []
  let first: readonly string[] | null = null
  let rows = 0
  let refusal: Refusal | null = null
  const take: TakeRow = (cells, row) => {
    if (refusal) return
    if (cells.length > MOST_COLUMNS) refusal = { code: 'too-many-columns' }
    else if (cells.some((cell) => cell.length > LONGEST_CELL)) refusal = { code: 'long-cell', row }
    else if (rows > DATA_LIMITS.rows.max) refusal = { code: 'too-many-rows' }
    else if (!first) first = cells
    else {
      rows++
      count(counts, cells, comma)
    }
  }
  const result = (): Survey | Refusal => {
    if (refusal) return refusal
    if (!first) return { code: 'empty' }
    const head = first
    const isName = (cell: string) => cell.trim() !== '' && Number.isNaN(readNumber(cell, comma))
    const hasNames = head.some((cell, k) => {
      const { filled, numbers } = counts[k] ?? { filled: 0, numbers: 0 }
      return isName(cell) && numbers > 0 && 2 * numbers >= filled
    })
    if (!hasNames) {
      rows++
      count(counts, head, comma)
    }
    if (rows > DATA_LIMITS.rows.max) return { code: 'too-many-rows' }
    const columns = counts.map(({ filled, numbers, labels }, k): Column => {
      const name = hasNames ? shortened(head[k] ?? '', LONGEST_NAME) : ''
      return {
        name: name === '' ? letterOf(k) : name,
        filled,
        numbers,
        labels: labels.size <= MOST_OUTPUTS ? [...labels] : null,
      }
    })
    if (columns.length < 2) return { code: 'one-column' }
    if (columns.filter(isNumeric).length < 2) return { code: 'few-numbers' }
    return { delimiter, columns, rows, hasNames }
  }
  return { take, refusal: () => refusal, result }
}

/** Whether it can be an input, or a number to predict. */
export const isNumeric = ({ filled, numbers }: Column): boolean => numbers > 0 && 2 * numbers >= filled

/** Whether it can be a class. */
export const hasClasses = ({ labels }: Column): boolean => labels !== null && labels.length > 1

/** Which columns are to be used, and as what the third. */
export interface Use {
  readonly x1: number
  readonly x2: number
  readonly y: number
  readonly kind: 'classes' | 'value'
}

/** What is most likely meant: classes in the last column that has some, else the last numbers; the first two others. */
export function proposedUse({ columns }: Survey): Use {
  const all = columns.map((column, k) => ({ column, k }))
  const classes = all.filter(({ column }) => hasClasses(column))
  const numeric = all.filter(({ column }) => isNumeric(column))
  const words = classes.filter(({ column }) => !isNumeric(column))
  const y = (words.at(-1) ?? classes.at(-1) ?? numeric.at(-1))?.k ?? 0
  const inputs = numeric.filter(({ k }) => k !== y)
  const [x1 = numeric[0], x2 = numeric[1]] = inputs
  return {
    x1: x1?.k ?? 0,
    x2: x2?.k ?? x1?.k ?? 0,
    y,
    kind: classes.some(({ k }) => k === y) ? 'classes' : 'value',
  }
}
