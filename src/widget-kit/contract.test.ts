import fc from 'fast-check'
import * as v from 'valibot'
import { beforeAll, describe, expect, test } from 'vitest'
import { loaders } from 'virtual:widgets'
import type { AnyWidget } from './define-widget.ts'
import { LANGUAGES } from './language.ts'
import type { AnyParam } from './param.ts'
import { readAddress, readProps, writeAddress } from './read-params.ts'
import { loadWidget, renderWidget } from './render.tsx'
import { linkTo, stateFrom } from './share.ts'

/** What every widget must keep, whoever wrote it. */
describe.each(Object.keys(loaders))('%s', (id) => {
  let widget: AnyWidget
  let params: [string, AnyParam][]
  beforeAll(async () => {
    widget = await loadWidget(id)
    params = Object.entries(widget.params) as [string, AnyParam][]
  })
  const defaults = () => readProps(widget.params, {}).values

  test('defaults pass their own schema; keys are unique', () => {
    for (const [name, p] of params) expect(v.is(p.schema, p.default), name).toBe(true)
    const keys = params.map(([name, p]) => p.key ?? name)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('a bad value falls back to the default, with a note that names it', () => {
    for (const [name, p] of params) {
      for (const bad of p.fuzz.bad) {
        const { values, notes } = readProps(widget.params, { [name]: bad })
        expect(
          notes.map((n) => [n.code, n.name]),
          `${name}=${String(bad)}`,
        ).toEqual([['bad-parameter', name]])
        expect(values).toEqual(defaults())
        widget.init(values)
      }
    }
  })

  test('values at the edge are taken, and make a state that passes the state schema', () => {
    for (const [name, p] of params) {
      for (const edge of p.fuzz.edge) {
        const { values, notes } = readProps(widget.params, { [name]: edge })
        expect(notes, `${name}=${String(edge)}`).toEqual([])
        const state = widget.init(values)
        expect(v.safeParse(widget.state, JSON.parse(JSON.stringify(state))).output).toEqual(state)
      }
    }
  })

  test('any address gives a state, hostile ones with notes', () => {
    const keys = params.map(([name, p]) => p.key ?? name)
    const hostile = fc.constantFrom(
      '',
      '1e9',
      'NaN',
      '-0',
      '1e400',
      '\u0000',
      '__proto__',
      '<img src=x>',
      'javascript:0',
      '\u202e',
      'x'.repeat(70_000),
    )
    const query = fc.array(
      fc.tuple(
        fc.oneof(fc.constantFrom(...keys), fc.string(), hostile),
        fc.oneof(fc.string(), hostile, fc.double().map(String)),
      ),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(
        query,
        fc.oneof(
          fc.constant(''),
          fc.string(),
          fc.string().map((s) => `#state=v1.${s}`),
        ),
        (pairs, hash) => {
          const { state, notes } = stateFrom(widget, new URLSearchParams(pairs), hash, defaults())
          expect(v.is(widget.state, state)).toBe(true)
          for (const note of notes) expect(note.given.length).toBeLessThanOrEqual(41)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('what an address says is what it was made from', () => {
    for (const [name, p] of params) {
      for (const edge of p.fuzz.edge) {
        const values = { ...defaults(), [name]: edge }
        const query = writeAddress(widget.params, values, defaults())
        expect(readAddress(widget.params, query, defaults())).toEqual({ values, notes: [] })
      }
    }
  })

  test('a link to a state leads back to it', () => {
    for (const [name, p] of params) {
      for (const edge of p.fuzz.edge) {
        const state = widget.init({ ...defaults(), [name]: edge } as never)
        const link = linkTo(widget, state, defaults())
        expect(link).not.toBeNull()
        const back = stateFrom(widget, link!.query, link!.hash, defaults())
        expect(back, name).toEqual({ state, notes: [] })
      }
    }
  })

  test.each(LANGUAGES)('the first frame is rendered without script (%s)', async (lang) => {
    const html = await renderWidget(id, {}, lang, 1)
    const { title, hint } = widget.messages[lang]
    expect(html).toContain(title)
    expect(html).toContain(hint.replaceAll("'", '&#x27;'))
    expect(html).not.toMatch(/NaN|undefined|\[object/)
  })

  test('no control is filled in by the browser on a reload', async () => {
    const html = await renderWidget(id, {}, 'en', 1)
    for (const [tag] of html.matchAll(/<(?:input|select)\b[^>]*>/g))
      expect(tag).toContain('autoComplete="off"')
  })

  test('both languages say everything', () => {
    const shape = (x: unknown): unknown =>
      typeof x === 'object' && x !== null
        ? Object.fromEntries(Object.entries(x).map(([k, value]) => [k, shape(value)]))
        : typeof x
    expect(shape(widget.messages.zh)).toEqual(shape(widget.messages.en))
    for (const [name, p] of params) {
      for (const lang of LANGUAGES) expect(p.label[lang] && p.help[lang], name).toBeTruthy()
    }
  })
})

test('a widget that is not there is named, with those that are', async () => {
  await expect(loadWidget('toString')).rejects.toThrow(/no widget called “toString”.*optimizer-stepper/)
})
