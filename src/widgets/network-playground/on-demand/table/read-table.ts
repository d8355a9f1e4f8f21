import type { Language } from '../../../../widget-kit/language.ts'
import { csvReader, type TakeRow } from './csv.ts'
import { cut, decoded, encodingsOf, MOST_BYTES, refusalOf } from './decode.ts'
import { delimiterOf } from './delimiter.ts'
import { extractor, type Extract } from './extract.ts'
import { inSlices, type Breath } from './slices.ts'
import { surveyor, type Refusal, type Survey, type Use } from './survey.ts'

/** A table that was looked through, ready to be taken. */
export interface Read {
  readonly pieces: readonly string[]
  readonly survey: Survey
  readonly encoding: string
}

export interface Reading {
  readonly breath: Breath
  isGivenUp(): boolean
  /** Told now and then, for what takes long. */
  onRows(rows: number): void
}

export const isRefusal = (x: object): x is Refusal => 'code' in x

/** So much of a text shows how it is written. */
const SAMPLE = 32 * 1024

interface Taker<R> {
  readonly take: TakeRow
  refusal(): Refusal | null
  result(): R | Refusal
}

/** Gives all rows to `taker`, which may have enough before the end. */
async function through<R>(
  pieces: Iterable<string>,
  delimiter: string,
  taker: Taker<R>,
  { breath, isGivenUp, onRows }: Reading,
): Promise<R | Refusal> {
  let last = 0
  const reader = csvReader(delimiter, (cells, row) => {
    last = row
    taker.take(cells, row)
  })
  const work = (piece: string) => {
    reader.push(piece)
    onRows(last)
    return taker.refusal() === null
  }
  await inSlices(pieces, work, breath, isGivenUp)
  const refused = taker.refusal()
  if (refused) return refused
  const row = reader.end()
  return row > 0 ? { code: 'open-quote', row } : taker.result()
}

/** The text as pieces, in the first encoding in which it is one. */
async function textOf(
  sources: readonly { readonly encoding: string; pieces(): Iterable<string> }[],
  { breath, isGivenUp }: Reading,
): Promise<{ readonly pieces: readonly string[]; readonly encoding: string } | null> {
  for (const { encoding, pieces } of sources) {
    const found: string[] = []
    try {
      await inSlices(pieces(), (piece) => found.push(piece) > 0, breath, isGivenUp)
      return { pieces: found, encoding }
    } catch {
      // Not in this encoding: perhaps in the next.
    }
  }
  return null
}

/** Reads a file's bytes, or a text, far enough to say which columns there are. */
export async function readTable(
  from: Uint8Array | string,
  lang: Language,
  reading: Reading,
): Promise<Read | Refusal> {
  if (from.length > MOST_BYTES) return { code: 'too-big' }
  if (typeof from !== 'string') {
    const refused = refusalOf(from)
    if (refused) return refused
  }
  const sources =
    typeof from === 'string'
      ? [{ encoding: 'utf-8', pieces: () => cut(from) }]
      : encodingsOf(from, lang).map((encoding) => ({ encoding, pieces: () => decoded(from, encoding) }))
  const text = await textOf(sources, reading)
  if (!text) return { code: 'not-text' }
  const { pieces, encoding } = text
  const sample = pieces.slice(0, 1).join('').slice(0, SAMPLE)
  if (sample.trim() === '') return { code: 'empty' }
  const delimiter = delimiterOf(sample)
  if (!delimiter) return { code: 'one-column' }
  const survey = await through(pieces, delimiter, surveyor(delimiter), reading)
  return isRefusal(survey) ? survey : { pieces, survey, encoding }
}

/** Takes the columns that are to be used. */
export const takeTable = ({ pieces, survey }: Read, use: Use, reading: Reading): Promise<Extract | Refusal> =>
  through(pieces, survey.delimiter, extractor(survey, use), reading)
