/** The number formats that networks are computed in here. */
export const PRECISIONS = ['float64', 'float32'] as const
export type Precision = (typeof PRECISIONS)[number]

/** What the result of one operation becomes when it is stored: rounded to the nearest number of the format. */
export const ROUND: Readonly<Record<Precision, (x: number) => number>> = {
  float64: (x) => x,
  float32: Math.fround,
}

export interface FloatLimits {
  /** The largest finite number. */
  readonly largest: number
  /** The same as it is written, to four digits: rounded up it is no number of the format any more. */
  readonly largestText: string
  /** e^x is ∞ above this x: ln of the largest number. */
  readonly expOverflowsAbove: number
  /** e^x is 0 below this x: ln of half the smallest positive number. */
  readonly expVanishesBelow: number
}

/** Source: IEEE 754-2019, binary64 and binary32. */
export const FLOAT_LIMITS: Readonly<Record<Precision, FloatLimits>> = {
  float64: {
    largest: Number.MAX_VALUE,
    largestText: '1.798×10³⁰⁸',
    expOverflowsAbove: Math.log(Number.MAX_VALUE),
    expVanishesBelow: -1075 * Math.LN2,
  },
  float32: {
    largest: (2 - 2 ** -23) * 2 ** 127,
    largestText: '3.403×10³⁸',
    expOverflowsAbove: Math.log((2 - 2 ** -23) * 2 ** 127),
    expVanishesBelow: -150 * Math.LN2,
  },
}
