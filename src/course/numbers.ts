import { formatNumber } from '../core/formula/precision.ts'

/** A number as prose shows it: at most `digits` significant digits, a true minus sign, no needless zeros. */
export const n = (x: number, digits = 4): string => {
  const { text } = formatNumber(x, digits)
  return text.includes('.') && !text.includes('×') ? text.replace(/\.?0+$/, '') : text
}

/** A share as a percentage without decimals. */
export const percent = (share: number): string => `${Math.round(share * 100)}%`
