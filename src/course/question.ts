import * as v from 'valibot'

/** A number, right within the tolerance; some wrong ones have a name. */
const NumberAnswer = v.object({
  kind: v.literal('number'),
  answer: v.pipe(v.number(), v.finite()),
  tolerance: v.pipe(v.number(), v.minValue(0)),
  mistakes: v.array(v.object({ value: v.pipe(v.number(), v.finite()), why: v.string() })),
})

/** One of a few sentences. */
const ChoiceAnswer = v.object({
  kind: v.literal('choice'),
  options: v.array(v.object({ text: v.string(), right: v.boolean(), why: v.string() })),
})

/** What a question knows of its answers; it travels in the page as data. */
export const AnswerKey = v.variant('kind', [NumberAnswer, ChoiceAnswer])
export type AnswerKey = v.InferOutput<typeof AnswerKey>

export type Verdict =
  | { readonly kind: 'right'; readonly why: string }
  | { readonly kind: 'mistake'; readonly why: string }
  | { readonly kind: 'wrong' }

const near = (a: number, b: number, tolerance: number): boolean => Math.abs(a - b) <= tolerance + 1e-12

/** Judges a number. Where a named mistake is as near as the right answer, the right answer wins. */
export function judgeNumber(key: Extract<AnswerKey, { kind: 'number' }>, given: number): Verdict {
  if (near(given, key.answer, key.tolerance)) return { kind: 'right', why: '' }
  const whys = key.mistakes.filter((m) => near(given, m.value, key.tolerance)).map((m) => m.why)
  return whys.length > 0 ? { kind: 'mistake', why: whys.join(' ') } : { kind: 'wrong' }
}

/** Judges a choice by its place. */
export function judgeChoice(key: Extract<AnswerKey, { kind: 'choice' }>, place: number): Verdict {
  const option = key.options[place]
  if (!option) return { kind: 'wrong' }
  return { kind: option.right ? 'right' : 'mistake', why: option.why }
}
