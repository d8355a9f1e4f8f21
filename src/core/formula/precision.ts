import { evaluate } from './evaluate.ts'
import { type Expr, symbolsIn } from './expr.ts'

/** A number as it is shown: as plain text (with the true minus sign), as TeX, and what exactly is shown. */
export interface ShownNumber {
  readonly text: string
  readonly tex: string
  /** The number that the text says, after rounding. */
  readonly value: number
}

/** Numbers of at most this many digits (0.9, 0.999, 1e-8, 2) are always shown as they are. */
const FEW_DIGITS = 4
/** With this many significant digits every float64 is shown exactly. */
export const ALL_DIGITS = 17
const SMALLEST_PLAIN = 1e-4
const SMALLEST_SCIENTIFIC = 1e6
const MINUS = '\u2212'
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Digits before the decimal point, 1 for numbers below 10. */
const integerDigits = (x: number): number => Math.max(1, String(Math.floor(Math.abs(x))).length)
const isPlain = (x: number): boolean =>
  x === 0 || (Math.abs(x) >= SMALLEST_PLAIN && Math.abs(x) < SMALLEST_SCIENTIFIC)

/** The fewest significant digits that say exactly this number. */
export function exactDigits(x: number): number {
  const [mantissa = ''] = Math.abs(x).toExponential().split('e')
  return Number.isFinite(x) ? mantissa.replace('.', '').length : ALL_DIGITS
}

/** How many significant digits are really shown: never so few that digits before the decimal point are lost. */
function shownDigits(x: number, significantDigits: number): number {
  const asked = Math.min(ALL_DIGITS, Math.max(1, Math.round(significantDigits)))
  const exact = exactDigits(x)
  if (exact <= asked) return exact
  return isPlain(x) ? Math.min(ALL_DIGITS, Math.max(asked, integerDigits(x))) : asked
}

function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((d) => SUPERSCRIPTS[Number(d)]!)
  return (exponent < 0 ? '⁻' : '') + digits.join('')
}

/** 1234.5 with 3 digits would be 1.23e+3 in JavaScript: put the digits where a person expects them. */
function decimal(x: number, digits: number): string {
  const exponent = x === 0 ? 0 : Number(x.toExponential(digits - 1).split('e')[1])
  return x.toFixed(Math.max(0, digits - 1 - exponent))
}

/**
 * x rounded to `significantDigits` (1 to 17), as plain decimals when 10⁻⁴ ≤ |x| < 10⁶ and as a × 10ᵇ otherwise.
 * An inexact number keeps its trailing zeros (0.50003 → 0.5000), an exact one has none (0.5 → 0.5, 2 → 2). Digits
 * before the decimal point are never rounded away (12345.6 → 12346). No "−0"; NaN and ±∞ are shown as such.
 */
export function formatNumber(x: number, significantDigits: number): ShownNumber {
  if (Number.isNaN(x)) return { text: 'NaN', tex: '\\text{NaN}', value: x }
  if (!Number.isFinite(x)) {
    const sign = x < 0
    return { text: sign ? `${MINUS}∞` : '∞', tex: sign ? '-\\infty' : '\\infty', value: x }
  }
  const digits = shownDigits(x, significantDigits)
  const rounded = Number(x.toPrecision(digits))
  // The largest float rounds up to a number that is none; it is shown with all its digits.
  if (!Number.isFinite(rounded)) return formatNumber(x, ALL_DIGITS)
  const value = rounded
  const minus = value < 0
  const size = Math.abs(value)
  if (isPlain(value)) {
    const text = decimal(size, digits)
    return { text: (minus ? MINUS : '') + text, tex: (minus ? '-' : '') + text, value }
  }
  const [mantissa, power] = size.toExponential(digits - 1).split('e') as [string, string]
  const exponent = Number(power)
  const text = `${mantissa}×10${superscript(exponent)}`
  const tex = mantissa === '1' ? `10^{${exponent}}` : `${mantissa}\\times 10^{${exponent}}`
  return { text: (minus ? MINUS : '') + text, tex: (minus ? '-' : '') + tex, value }
}

/** The number exactly, in as few digits as say it. */
export const formatExactly = (x: number): ShownNumber => formatNumber(x, ALL_DIGITS)

/** One unit in the last of so many digits of a rounded number; 0 for 0 and for what is not finite. */
export function lastPlace(x: number, significantDigits: number): number {
  if (x === 0 || !Number.isFinite(x)) return 0
  const exponent = Number(x.toExponential().split('e')[1])
  const asked = Math.min(ALL_DIGITS, significantDigits)
  const digits = isPlain(x) ? Math.max(asked, integerDigits(x)) : asked
  return Number(`1e${exponent - digits + 1}`)
}

export interface ShownOperand {
  /** The number as shown, after rounding. */
  readonly value: number
  /** To how many significant digits, for `formatNumber`. */
  readonly digits: number
}

/** The numbers to put into a formula, and its result. */
export interface Substitution {
  readonly shown: Readonly<Record<string, ShownOperand>>
  readonly result: ShownNumber
  /** Operands shown with more digits than the result, because otherwise the shown numbers would not give it. */
  readonly extended: readonly string[]
}

const round = (x: number, digits: number): ShownOperand => ({ value: formatNumber(x, digits).value, digits })

/**
 * Chooses how many digits each operand of e is shown with, so that whoever computes e from the *shown* numbers gets
 * the shown result to one unit in its last digit. All begin with `resultDigits`; while that is not enough, the
 * operand whose rounding moves the result most gets one digit more. With 17 digits nothing is rounded, so this
 * always ends. Where the result is exactly 0, the shown numbers give exactly 0; where it is not finite, nothing is
 * demanded. `exact` is the result where it is known otherwise than by evaluating e, and e agrees with it but for
 * rounding errors.
 * @throws Error when a name of e has no value
 */
export function substitution(
  e: Expr,
  values: Readonly<Record<string, number>>,
  resultDigits: number,
  exact = evaluate(e, values),
): Substitution {
  const names = symbolsIn(e)
  const result = formatNumber(exact, resultDigits)
  const tolerance = lastPlace(result.value, resultDigits) * (1 + 1e-9)
  const shown: Record<string, ShownOperand> = {}
  for (const name of names) {
    const few = exactDigits(values[name]!)
    shown[name] = round(values[name]!, few <= FEW_DIGITS ? few : resultDigits)
  }
  const error = (rounded: readonly string[]): number => {
    const env: Record<string, number> = { ...values }
    for (const name of rounded) env[name] = shown[name]!.value
    const distance = Math.abs(evaluate(e, env) - (rounded === names ? result.value : exact))
    return Number.isNaN(distance) ? Infinity : distance
  }
  const extended = new Set<string>()
  while (Number.isFinite(exact) && error(names) > tolerance) {
    const open = names.filter(
      (name) => shown[name]!.value !== values[name] && shown[name]!.digits < ALL_DIGITS,
    )
    if (open.length === 0) break
    const worst = open.reduce((a, b) => (error([b]) > error([a]) ? b : a))
    shown[worst] = round(values[worst]!, shown[worst]!.digits + 1)
    extended.add(worst)
  }
  return { shown, result, extended: names.filter((name) => extended.has(name)) }
}
