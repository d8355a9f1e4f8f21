import type { Language } from '../../widget-kit/language.ts'
import { plainly } from './plainly.ts'
import type { Term } from './term.ts'
import { ADAPTIVE } from './terms/adaptive.ts'
import { CHAIN } from './terms/chain.ts'
import { DESCENT } from './terms/descent.ts'
import { LOSSES } from './terms/losses.ts'
import { NETWORKS } from './terms/networks.ts'
import { OPTIMIZERS } from './terms/optimizers.ts'
import { REGULARIZATION } from './terms/regularization.ts'

/** Every term of the course. The glossary, the text and the tests read them from here. */
export const TERMS: readonly Term[] = [
  ...DESCENT,
  ...NETWORKS,
  ...LOSSES,
  ...OPTIMIZERS,
  ...ADAPTIVE,
  ...CHAIN,
  ...REGULARIZATION,
]

const byId: ReadonlyMap<string, Term> = new Map(TERMS.map((term) => [term.id, term]))

/** The term of that id. @throws Error when the glossary has none. */
export function termOf(id: string): Term {
  const term = byId.get(id)
  if (!term) throw new Error(`<Term id="${id}">: the glossary has no such term (src/course/glossary/terms).`)
  return term
}

const keyOf = (term: Term, lang: Language): string => plainly(lang === 'en' ? term.name.en : term.pinyin)

export interface Letter {
  /** "A" … "Z"; what begins with a digit or a symbol stands under "#". */
  readonly letter: string
  readonly terms: readonly Term[]
}

/** The terms by the alphabet, or by pinyin, under their letters. */
export function byLetter(lang: Language): readonly Letter[] {
  const sorted = [...TERMS].sort((a, b) => (keyOf(a, lang) < keyOf(b, lang) ? -1 : 1))
  const letters = new Map<string, Term[]>()
  for (const term of sorted) {
    const first = keyOf(term, lang).charAt(0).toUpperCase()
    const letter = /[A-Z]/.test(first) ? first : '#'
    letters.set(letter, [...(letters.get(letter) ?? []), term])
  }
  return [...letters].map(([letter, terms]) => ({ letter, terms }))
}

/** All that a search looks through, plain; ü is found as u and as v. */
export function searchText(term: Term): string {
  const { name, pinyin, also = [] } = term
  const typed = pinyin.replaceAll('ü', 'v')
  return [...new Set([name.en, name.zh, pinyin, typed, ...also].map(plainly))].join(' ')
}
