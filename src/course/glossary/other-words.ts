import type { Language } from '../../widget-kit/language.ts'
import { TERMS } from './terms.ts'

const patterns = Object.fromEntries(
  (['en', 'zh'] as const).map((lang) => [
    lang,
    TERMS.flatMap((term) =>
      (term.not?.[lang] ?? []).map((word) => ({
        pattern: new RegExp(lang === 'en' ? `(?<![\\w-])(?:${word})(?![\\w-])` : word, 'giu'),
        instead: term.name[lang],
      })),
    ),
  ]),
) as unknown as Record<Language, { pattern: RegExp; instead: string }[]>

/** The words in a text for which the course has another: “学习速率 (学习率)”. */
export const otherWords = (text: string, lang: Language): string[] =>
  patterns[lang].flatMap(({ pattern, instead }) =>
    [...text.matchAll(pattern)].map(([word]) => `${word} (${instead})`),
  )
