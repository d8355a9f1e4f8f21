/** The languages of the course: the part of the address, and the tag that HTML and Intl understand. */
export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

export const LOCALE = { en: 'en', zh: 'zh-Hans' } as const satisfies Record<Language, string>

/** One text in every language. */
export type Localized = Readonly<Record<Language, string>>

export const isLanguage = (x: unknown): x is Language => x === 'en' || x === 'zh'
export const otherLanguage = (lang: Language): Language => (lang === 'en' ? 'zh' : 'en')
export const languageOf = (tag: string): Language => (tag.startsWith('zh') ? 'zh' : 'en')
