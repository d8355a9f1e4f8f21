import { COLUMNS, DATA_LIMITS } from '../../../../core/dataset/index.ts'
import { MOST_OUTPUTS } from '../../../../core/network/spec.ts'
import type { TakeRow } from './csv.ts'
import { hasDecimalCommas } from './delimiter.ts'
import { readNumber } from './numbers.ts'
import { shortened, type Refusal, type Survey, type Use } from './survey.ts'

/** Why a row is left out: a cell of it is no number, is too large, or is empty. */
export interface Fault {
  readonly code: 'number' | 'large' | 'missing'
  readonly row: number
  /** The name of the column. */
  readonly column: string
  readonly text: string
}

/** So many faults are named; the others are counted. */
const MOST_NAMED = 5
const LONGEST_TEXT = 24

export interface Extract {
  /** x₁, x₂ and the class or number of one row after another. */
  readonly table: Float64Array
  /** What the classes are called, in the order of their numbers; null where a number is predicted. */
  readonly classes: readonly string[] | null
  /** How many rows each class has. */
  readonly sizes: readonly number[]
  readonly rows: number
  readonly leftOut: number
  /** The first of them. */
  readonly faults: readonly Fault[]
}

export interface Extractor {
  readonly take: TakeRow
  refusal(): Refusal | null
  result(): Extract | Refusal
}

/** Takes three columns out of a table; rows that cannot be used are left out, and it is kept why. */
export function extractor(survey: Survey, { x1, x2, y, kind }: Use): Extractor {
  const comma = hasDecimalCommas(survey.delimiter)
  const values: number[] = []
  const labels = new Map<string, number>()
  const faults: Fault[] = []
  let leftOut = 0
  let isFirst = survey.hasNames
  const nameOf = (column: number) => survey.columns[column]?.name ?? ''

  const faultOf = (cells: readonly string[], row: number, column: number, isClass: boolean): Fault | null => {
    const cell = (cells[column] ?? '').trim()
    const at = { row, column: nameOf(column), text: shortened(cell, LONGEST_TEXT) }
    if (cell === '') return { code: 'missing', ...at }
    if (isClass) return null
    const value = readNumber(cell, comma)
    return Number.isFinite(value) ? null : { code: Number.isNaN(value) ? 'number' : 'large', ...at }
  }
  const labelOf = (cell: string): number => {
    const known = labels.get(cell)
    if (known !== undefined) return known
    labels.set(cell, labels.size)
    return labels.size - 1
  }
  const take: TakeRow = (cells, row) => {
    if (isFirst) {
      isFirst = false
      return
    }
    const fault =
      faultOf(cells, row, x1, false) ??
      faultOf(cells, row, x2, false) ??
      faultOf(cells, row, y, kind === 'classes')
    if (fault) {
      leftOut++
      if (faults.length < MOST_NAMED) faults.push(fault)
      return
    }
    const at = (column: number) => readNumber(cells[column] ?? '', comma)
    values.push(at(x1), at(x2), kind === 'classes' ? labelOf((cells[y] ?? '').trim()) : at(y))
  }
  const refusal = (): Refusal | null => {
    if (x1 === x2 || x1 === y || x2 === y) return { code: 'same-column' }
    return kind === 'classes' && labels.size > MOST_OUTPUTS ? { code: 'many-classes', name: nameOf(y) } : null
  }
  const result = (): Extract | Refusal => {
    const refused = refusal()
    if (refused) return refused
    const rows = values.length / COLUMNS
    if (rows < DATA_LIMITS.rows.min) return { code: 'few-rows', n: rows }
    const found = { rows, leftOut, faults }
    if (kind === 'value') return { ...found, table: Float64Array.from(values), classes: null, sizes: [] }
    const names = [...labels.keys()].sort(byNumberOrText)
    const [only] = names
    if (names.length < 2) return { code: 'one-class', name: shortened(only ?? '', LONGEST_TEXT) }
    const places = names.map((name) => labels.get(name) ?? 0)
    const numbers = names.map((_, k) => places.indexOf(k))
    const table = Float64Array.from(values)
    for (let i = COLUMNS - 1; i < table.length; i += COLUMNS) table[i] = numbers[table[i] ?? 0] ?? 0
    const sizes = sizesOf(table, names.length)
    return { ...found, table, classes: names.map((name) => shortened(name, LONGEST_TEXT)), sizes }
  }
  return { take, refusal, result }
}

/** How many rows each class has. */
export function sizesOf(table: Float64Array, classes: number): readonly number[] {
  const sizes = Array.from({ length: classes }, () => 0)
  for (let i = COLUMNS - 1; i < table.length; i += COLUMNS) {
    const label = table[i] ?? 0
    sizes[label] = (sizes[label] ?? 0) + 1
  }
  return sizes
}

/** Numbers by their size, before words, and words by their letters: whatever the order of the rows. */
function byNumberOrText(a: string, b: string): number {
  const [p, q] = [readNumber(a, false), readNumber(b, false)]
  if (Number.isNaN(p) !== Number.isNaN(q)) return Number.isNaN(p) ? 1 : -1
  return Number.isNaN(p) ? (a < b ? -1 : 1) : p - q
}
