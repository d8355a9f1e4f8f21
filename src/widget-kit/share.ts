import * as v from 'valibot'
import type { AnyWidget } from './define-widget.ts'
import { readAddress, writeAddress, type Note } from './read-params.ts'
import type { Params, Values } from './param.ts'

/** A state longer than this is not put into a link. */
export const LINK_LIMIT = 8192
const PREFIX = 'state=v1.'

const toBase64Url = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

const fromBase64Url = (text: string): string => {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)))
}

/** Both are plain data that the same code wrote, so their texts are equal exactly when they are. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** What stands in an address for a state, and whether it had to do without a part of it. */
export interface Link {
  readonly query: URLSearchParams
  readonly hash: string
  readonly lost: boolean
}

/** The query and hash that say this state, or as much of it as fits; null when nothing does. */
export function linkTo(widget: AnyWidget, state: unknown, base: Values<Params>): Link | null {
  const values = widget.valuesOf(state)
  const query = writeAddress(widget.params, values, base)
  let said: { readonly state: unknown; readonly lost: boolean } | null = { state, lost: false }
  while (said) {
    const { lost } = said
    if (same(widget.init(values), said.state)) return { query, hash: '', lost }
    const text = JSON.stringify(said.state)
    const hash = text.length > LINK_LIMIT ? '' : `#${PREFIX}${toBase64Url(text)}`
    if (hash !== '' && hash.length <= LINK_LIMIT) return { query, hash, lost }
    said = widget.lighter?.(said.state) ?? null
  }
  return null
}

/** The state an address says; what is wrong in it is left out and named. */
export function stateFrom(
  widget: AnyWidget,
  query: URLSearchParams,
  hash: string,
  base: Values<Params>,
): { state: unknown; notes: readonly Note[] } {
  const { values, notes } = readAddress(widget.params, query, base)
  const fallback = widget.init(values)
  const text = hash.replace(/^#/, '')
  if (!text.startsWith('state=')) return { state: fallback, notes }
  const refused = (code: Note['code']) => ({
    state: fallback,
    notes: [...notes, { code, name: 'state', given: text.slice(0, 40) }],
  })
  if (text.length > LINK_LIMIT) return refused('too-long')
  if (!text.startsWith(PREFIX)) return refused('bad-state')
  try {
    const result = v.safeParse(widget.state, JSON.parse(fromBase64Url(text.slice(PREFIX.length))))
    return result.success ? { state: result.output, notes } : refused('bad-state')
  } catch {
    return refused('bad-state')
  }
}
