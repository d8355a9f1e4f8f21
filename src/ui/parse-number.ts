/**
 * Reads a number as people type it: "0.1", "1e-8", "−1.2" with a real minus, "１．５" from a Chinese keyboard.
 * Returns null for anything else; there is no guess about commas.
 */
export function parseNumber(typed: string): number | null {
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(/[−–—]/g, '-')
    .replace(/。/g, '.')
    .replace(/\s*(?:×|x|\*)\s*10\s*\^?\s*(?=[+-]?\d)/i, 'e')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text)) return null
  const value = Number(text)
  return Number.isFinite(value) ? value + 0 : null
}

/** A number as an input shows it: exact, shortest, with the usual "e" for very small and very large. */
export const numberText = (value: number): string => {
  if (value === 0) return '0'
  const size = Math.abs(value)
  return size >= 1e-4 && size < 1e9 ? String(value) : value.toExponential()
}
