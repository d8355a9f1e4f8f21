import type { Language } from '../../../../widget-kit/language.ts'
import type { Refusal } from './survey.ts'

/** A larger file is refused before it is read. */
export const MOST_BYTES = 32 * 1024 * 1024
const PIECE = 64 * 1024

/** Control characters that no table has. */
const ALIEN = /[^\P{Cc}\t\n\f\r]/u

const begins = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte)

/** What a file is not, by its first bytes: a zip, as xlsx and ods are, or an xls. */
export function refusalOf(bytes: Uint8Array): Refusal | null {
  if (bytes.length === 0) return { code: 'empty' }
  const isBook = begins(bytes, 0x50, 0x4b, 0x03, 0x04) || begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)
  return isBook ? { code: 'spreadsheet' } : null
}

/**
 * What a file may be written in: UTF-16 says so itself; else UTF-8, which other text hardly ever happens to be; else
 * what spreadsheets write in the country of the language.
 */
export function encodingsOf(bytes: Uint8Array, lang: Language): readonly string[] {
  if (begins(bytes, 0xff, 0xfe)) return ['utf-16le']
  if (begins(bytes, 0xfe, 0xff)) return ['utf-16be']
  return ['utf-8', lang === 'zh' ? 'gb18030' : 'windows-1252']
}

/** The text of a file piece by piece; throws where it is none in that encoding. */
export function* decoded(bytes: Uint8Array, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  for (let from = 0; from < bytes.length; from += PIECE) {
    const piece = decoder.decode(bytes.subarray(from, from + PIECE), { stream: true })
    if (ALIEN.test(piece)) throw new RangeError('no text')
    yield piece
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

/** The same for what was pasted. */
export function* cut(text: string): Generator<string> {
  const start = text.startsWith('\uFEFF') ? 1 : 0
  for (let from = start; from < text.length; from += PIECE) {
    const piece = text.slice(from, from + PIECE)
    if (ALIEN.test(piece)) throw new RangeError('no text')
    yield piece
  }
}
