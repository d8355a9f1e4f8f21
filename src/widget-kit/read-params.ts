import * as v from 'valibot'
import type { AnyParam, Params, Values } from './param.ts'

/** Something that was asked for and could not be had: named, so that the reader can mend it. */
export interface Note {
  readonly code: 'bad-parameter' | 'unknown-parameter' | 'bad-state' | 'too-long'
  readonly name: string
  /** What was given, as text, shortened. */
  readonly given: string
}

export interface Read<P extends Params> {
  readonly values: Values<P>
  readonly notes: readonly Note[]
}

/** Names that the kit reads itself, on every page; no widget may use them. */
export const RESERVED = [
  'theme',
  'controls',
  'lock',
  'autoplay',
  'run',
  'motion',
  'unseen',
  'poster',
  'deck',
  'origin',
  'v',
  'at',
] as const

/** Names that mean the same in every widget that declares them, and nothing in the others. */
const COMMON = ['seed', 'backend'] as const

const shown = (given: unknown): string => {
  const text = typeof given === 'string' ? given : (JSON.stringify(given) ?? String(given))
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

const entriesOf = (params: Params) => Object.entries(params) as [string, AnyParam][]

/** Reads what a lesson says (real values) or what an address says (texts, with `keys: 'address'`). */
function read<P extends Params>(
  params: P,
  given: ReadonlyMap<string, unknown>,
  fromAddress: boolean,
): Read<P> {
  const values: Record<string, unknown> = {}
  const notes: Note[] = []
  const known = new Set<string>(fromAddress ? [...RESERVED, ...COMMON] : [])
  for (const [name, param] of entriesOf(params)) {
    const key = fromAddress ? (param.key ?? name) : name
    known.add(key)
    values[name] = param.default
    if (!given.has(key)) continue
    const raw = given.get(key)
    const result = v.safeParse(param.schema, fromAddress ? param.fromText(raw as string) : raw)
    if (result.success) values[name] = result.output
    else notes.push({ code: 'bad-parameter', name: key, given: shown(raw) })
  }
  for (const [key, raw] of given) {
    if (!known.has(key)) notes.push({ code: 'unknown-parameter', name: shown(key), given: shown(raw) })
  }
  return { values: values as Values<P>, notes: notes.slice(0, MAX_NOTES) }
}

/** More notes than this say nothing that the first ones do not. */
const MAX_NOTES = 8

/** Reads the properties that a lesson gives to `<Widget>`. */
export const readProps = <P extends Params>(params: P, props: Readonly<Record<string, unknown>>): Read<P> =>
  read(params, new Map(Object.entries(props)), false)

/** Reads the query of an address over the values a page already has. */
export function readAddress<P extends Params>(params: P, query: URLSearchParams, base: Values<P>): Read<P> {
  const given = new Map<string, string>()
  for (const [k, value] of query) if (!given.has(k)) given.set(k, value)
  const { values, notes } = read(params, given, true)
  const merged: Record<string, unknown> = { ...base }
  for (const [name, param] of entriesOf(params)) {
    const refused = notes.some((n) => n.name === (param.key ?? name))
    if (given.has(param.key ?? name) && !refused) merged[name] = values[name as keyof P]
  }
  return { values: merged as Values<P>, notes }
}

/** Writes the parameters that differ from `base` as a query; the same values always give the same text. */
export function writeAddress<P extends Params>(
  params: P,
  values: Partial<Values<P>>,
  base: Values<P>,
): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, param] of entriesOf(params)) {
    const value = (values as Record<string, unknown>)[name]
    if (value === undefined) continue
    const text = param.toText(value)
    if (text !== param.toText(base[name as keyof P])) query.set(param.key ?? name, text)
  }
  return query
}
