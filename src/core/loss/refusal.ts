/** Why a loss was not computed. */
export const LOSS_ERROR_CODES = [
  'empty',
  'different-lengths',
  'not-a-number',
  'not-a-probability',
  'not-a-distribution',
  'no-such-class',
  'parameter-out-of-range',
] as const
export type LossErrorCode = (typeof LOSS_ERROR_CODES)[number]

/** A loss refuses its input: a code for whoever translates, a sentence, and the sample (from 0) if one is to blame. */
export class LossError extends Error {
  readonly code: LossErrorCode
  readonly sample: number | undefined
  constructor(code: LossErrorCode, sentence: string, sample?: number) {
    super(sentence)
    this.name = 'LossError'
    this.code = code
    this.sample = sample
  }
}

/** People count samples from 1. */
const place = (what: string, sample: number): string => `${what} of sample ${sample + 1}`

/**
 * As many targets as predictions, and at least one.
 * @throws LossError `empty`, `different-lengths`
 */
export function checkLengths(predictions: ArrayLike<unknown>, targets: ArrayLike<unknown>): void {
  const [n, m] = [predictions.length, targets.length]
  if (n !== m) {
    throw new LossError(
      'different-lengths',
      `There are ${n} predictions but ${m} targets; give one target for each prediction.`,
    )
  }
  if (n === 0) throw new LossError('empty', 'There are no samples; a loss needs at least one.')
}

/** @throws LossError `not-a-number` unless x is finite */
export function checkFinite(x: number, what: string, sample: number): void {
  if (Number.isFinite(x)) return
  throw new LossError('not-a-number', `${place(what, sample)} is ${x}; it must be a finite number.`, sample)
}

/** @throws LossError `not-a-probability` unless 0 ≤ x ≤ 1 */
export function checkProbability(x: number, what: string, sample: number): void {
  if (x >= 0 && x <= 1) return
  throw new LossError(
    'not-a-probability',
    `${place(what, sample)} is ${x}; a probability lies between 0 and 1.`,
    sample,
  )
}

/** @throws LossError `parameter-out-of-range` unless min ≤ x ≤ max */
export function checkParameter(x: number | undefined, name: string, min: number, max: number): number {
  if (x !== undefined && x >= min && x <= max) return x
  throw new LossError('parameter-out-of-range', `${name} is ${x}; it must lie between ${min} and ${max}.`)
}
