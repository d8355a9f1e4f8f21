import { parseNumber } from '../../../../ui/parse-number.ts'

/** Larger numbers leave no room for computing. */
export const LARGEST = 1e100

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const WITH_COMMA = /^[^.,]*,[^.,]*$/

/** A cell as a number: NaN where it is none, ±∞ where it is too large. With `comma`, 1,5 is one and a half. */
export function readNumber(cell: string, comma: boolean): number {
  const text = cell.trim()
  if (text === '') return NaN
  const dotted = comma && WITH_COMMA.test(text) ? text.replace(',', '.') : text
  const value = PLAIN.test(dotted) ? Number(dotted) : (parseNumber(dotted) ?? NaN)
  return Math.abs(value) > LARGEST ? Math.sign(value) * Infinity : value + 0
}
