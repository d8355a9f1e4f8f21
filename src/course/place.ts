import type { Place } from '../widget-kit/handover.ts'

/** Both languages have the same of these in the same order, so the number of one is a place in both. */
const ANCHORS = 'h1, h2, h3, gradstep-island, .katex-display, .question'
/** A reader's eye rests a little below the top of the window. */
const EYE = 80

const tops = (): number[] =>
  [...document.querySelectorAll(`main :is(${ANCHORS})`)].map((e) => e.getBoundingClientRect().top + scrollY)

/**
 * Where the reader is: the last anchor above the eye, and how far towards the next one. Null on a page that is sorted
 * by its language.
 */
export function placeNow(): Place | null {
  if (document.querySelector('main.glossary')) return null
  const all = tops()
  const eye = scrollY + EYE
  const anchor = all.filter((top) => top <= eye).length - 1
  const from = all[anchor] ?? 0
  const to = all[anchor + 1] ?? document.documentElement.scrollHeight
  return { anchor, offset: to > from ? (eye - from) / (to - from) : 0 }
}

/** Goes to the same place on this page. */
export function goTo({ anchor, offset }: Place): void {
  const all = tops()
  const from = all[anchor] ?? 0
  const to = all[anchor + 1] ?? document.documentElement.scrollHeight
  scrollTo({ top: from + Math.min(Math.max(offset, 0), 1) * (to - from) - EYE, behavior: 'instant' })
}
