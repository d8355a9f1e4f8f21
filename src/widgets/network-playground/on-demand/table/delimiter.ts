import { csvReader } from './csv.ts'
import { readNumber } from './numbers.ts'

/** What may stand between the columns, the most usual first. */
export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** Where columns are separated by commas, no comma can be in a number. */
export const hasDecimalCommas = (delimiter: Delimiter): boolean => delimiter !== ','

/** So many rows show how a table is written. */
const ROWS = 50

/** How many numbers the first rows hold if that separates their columns, −1 where there is one column only. */
function numbersWith(delimiter: Delimiter, sample: string): number {
  const rows: (readonly string[])[] = []
  const reader = csvReader(delimiter, (cells) => {
    if (rows.length < ROWS) rows.push(cells)
  })
  reader.push(sample)
  reader.end()
  // The last row of a sample may be cut off.
  if (rows.length > 1) rows.pop()
  if (!rows.some((cells) => cells.length > 1)) return -1
  const isNumber = (cell: string) => Number.isFinite(readNumber(cell, hasDecimalCommas(delimiter)))
  return rows.reduce((sum, cells) => sum + cells.filter(isNumber).length, 0)
}

/** What separates the columns of a table: that which makes the most numbers. null where nothing separates any. */
export function delimiterOf(sample: string): Delimiter | null {
  let best: Delimiter | null = null
  let most = -1
  for (const delimiter of DELIMITERS) {
    const numbers = numbersWith(delimiter, sample)
    if (numbers > most) [best, most] = [delimiter, numbers]
  }
  return best
}
