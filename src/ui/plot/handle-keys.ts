/** What a handle can be: its value, how far it may go, and how far a key takes it. */
export interface HandleRange {
  readonly value: number
  readonly min: number
  readonly max: number
  /** What one press of an arrow key adds or takes. */
  readonly step: number
  /** The same with Shift held; ten steps unless said otherwise. */
  readonly coarse?: number | undefined
}

export interface KeyPress {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

const SIGN: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }
/** 0.1 + 0.2 is 0.3 to a person. */
const DIGITS = 12

/** The nearest value that a handle may have. */
export const within = (value: number, { min, max }: Pick<HandleRange, 'min' | 'max'>): number =>
  Math.min(Math.max(value, min), max)

/**
 * The value after a press of a key, or null when the key is none of a handle's: arrows move, with Shift coarsely,
 * Home and End go to the ends. PageUp, PageDown and Escape stay the page's, and so does any chord.
 */
export function keyed(range: HandleRange, press: KeyPress): number | null {
  if (press.ctrlKey || press.altKey || press.metaKey) return null
  if (press.key === 'Home') return range.min
  if (press.key === 'End') return range.max
  const sign = Object.hasOwn(SIGN, press.key) ? SIGN[press.key] : undefined
  if (sign === undefined) return null
  const by = press.shiftKey ? (range.coarse ?? 10 * range.step) : range.step
  const next = Number((range.value + sign * by).toPrecision(DIGITS))
  // 0.7 − 10 · 0.07 has digits, and all of them are wrong.
  return within(Math.abs(next) < by * 1e-9 ? 0 : next, range)
}
