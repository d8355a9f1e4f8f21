import { lastPlace } from '../../formula/precision.ts'
import type { MistakeId, StepAsked, Target } from './mistake.ts'
import { type Mistaken, mistakesAt, rightValue } from './mistakes.ts'

export type StepVerdict =
  | { readonly kind: 'right' }
  /** Right, but at this step these mistakes give the same number. */
  | { readonly kind: 'undecided'; readonly same: readonly Mistaken[] }
  /** Every mistake that gives the answer. */
  | { readonly kind: 'mistake'; readonly ids: readonly MistakeId[] }
  /** The right number, but with fewer digits than it is shown with. */
  | { readonly kind: 'rounded' }
  | { readonly kind: 'wrong' }

/**
 * How far an answer may be from the right value: two units of the last digit shown, for the shown numbers give the shown
 * result to one unit and are rounded themselves. Where the right value is 0, as much for a number around 1.
 */
export const answerTolerance = (right: number, digits: number): number =>
  2 * (right === 0 ? 10 ** -digits : lastPlace(right, digits))

const isRounded = (answer: number, right: number, digits: number): boolean =>
  Array.from({ length: Math.max(0, digits - 2) }, (_, i) => Number(right.toPrecision(i + 2))).includes(answer)

/** What there is to say about an answer for one quantity of a step, shown to so many digits. */
export function judge(
  step: StepAsked,
  target: Target,
  coordinate: number,
  answer: number,
  digits: number,
): StepVerdict {
  const right = rightValue(step, target, coordinate)
  const tolerance = answerTolerance(right, digits)
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= tolerance
  const list = mistakesAt(step, target, coordinate)
  if (near(answer, right)) {
    const same = list.filter(({ value }) => near(value, right))
    return same.length > 0 ? { kind: 'undecided', same } : { kind: 'right' }
  }
  const ids = new Set(list.filter(({ value }) => near(value, answer)).map(({ id }) => id))
  if (ids.size > 0) return { kind: 'mistake', ids: [...ids] }
  return isRounded(answer, right, digits) ? { kind: 'rounded' } : { kind: 'wrong' }
}
