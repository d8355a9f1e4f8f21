import type { Localized } from '../../widget-kit/language.ts'

/** A term of the course: one word a language, the same everywhere. */
export interface Term {
  /** kebab-case; its address in the glossary, public for ever. */
  readonly id: string
  /** As it stands inside a sentence. */
  readonly name: Localized
  /** How the Chinese name is read, with tones left out; it sorts and is searched. Latin names as they are. */
  readonly pinyin: string
  /** A sentence or two in each language, each a text of its own. No mark-up. */
  readonly means: Localized
  /** The lesson that introduces it. It may still be on its way. */
  readonly lesson: string
  /** Other names in use, which a search finds. */
  readonly also?: readonly string[]
  /** Words for it that the course does not use, as regular expressions: a test finds them in the text. */
  readonly not?: Partial<Record<'en' | 'zh', readonly string[]>>
}
