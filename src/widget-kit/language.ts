/** The languages of the course: the part of the address, and the tag that HTML and Intl understand. */
export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

export const LOCALE = { en: 'en', zh: 'zh-Hans' } as const satisfies Record<Language, string>

/** One text in every language. */
export type Localized = Readonly<Record<Language, string>>

export const isLanguage = (x: unknown): x is Language => x === 'en' || x === 'zh'
export const otherLanguage = (lang: Language): Language => (lang === 'en' ? 'zh' : 'en')
export const languageOf = (tag: string): Language => (tag.startsWith('zh') ? 'zh' : 'en')

/** Sentences one after the other; Chinese ones have their gap inside the full stop. */
export const sentences = (lang: Language, parts: readonly string[]): string =>
  parts.filter(Boolean).join(lang === 'zh' ? '' : ' ')
/** Parts of a sentence one after the other. */
export const listed = (lang: Language, parts: readonly string[]): string =>
  parts.join(lang === 'zh' ? '，' : ', ')
/** A text with what it is about before it. */
export const headed = (lang: Language, head: string, text: string): string =>
  lang === 'zh' ? `${head}：${text}` : `${head}: ${text}`
