import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  begin,
  fromFile,
  fromStored,
  LARGEST,
  merge,
  NOTHING,
  reachEnd,
  setFinished,
  settle,
  standing,
  toFile,
  toStored,
  type Progress,
} from './progress.ts'

const COURSE = new Map([
  ['adam', ['q-one', 'q-two']],
  ['momentum', ['q-one']],
])
const slugs = [...COURSE.keys()]

/** What a reader may do, in any order. */
const deed = fc.oneof(
  fc.constantFrom(...slugs).map((slug) => (p: Progress) => begin(p, slug)),
  fc.constantFrom(...slugs).map((slug) => (p: Progress) => reachEnd(p, slug)),
  fc
    .tuple(
      fc.constantFrom(...slugs),
      fc.constantFrom('q-one', 'q-two'),
      fc.constantFrom('right' as const, 'read' as const),
    )
    .map(
      ([slug, q, how]) =>
        (p: Progress) =>
          settle(p, slug, COURSE.get(slug)?.includes(q) ? q : 'q-one', how),
    ),
  fc.tuple(fc.constantFrom(...slugs), fc.boolean(), fc.nat(1e6)).map(
    ([slug, finished, now]) =>
      (p: Progress) =>
        setFinished(p, slug, finished, now),
  ),
)
const record = fc.array(deed, { maxLength: 12 }).map((deeds) => deeds.reduce((p, f) => f(p), NOTHING))
const plain = (p: Progress) => Object.fromEntries(p)

describe('where a reader stands', () => {
  const of = (p: Progress) => standing(p.get('adam'), COURSE.get('adam') ?? [])

  test('begun by reading, counted by questions, finished by both questions and end', () => {
    expect(of(NOTHING)).toEqual({ state: 'new', done: 0, of: 2 })
    let p = begin(NOTHING, 'adam')
    expect(of(p)).toEqual({ state: 'begun', done: 0, of: 2 })
    p = settle(p, 'adam', 'q-one', 'right')
    p = settle(p, 'adam', 'q-two', 'read')
    expect(of(p)).toEqual({ state: 'begun', done: 2, of: 2 })
    p = reachEnd(p, 'adam')
    expect(of(p).state).toBe('finished')
    expect(of(reachEnd(settle(NOTHING, 'adam', 'q-one', 'right'), 'adam')).state).toBe('begun')
  })

  test('a mark by hand overrules, and the last one counts even where the clock went back', () => {
    let p = setFinished(NOTHING, 'adam', true, 500)
    expect(of(p)).toEqual({ state: 'finished', done: 0, of: 2 })
    p = setFinished(p, 'adam', false, 400)
    expect(of(p).state).toBe('new')
    p = reachEnd(settle(settle(p, 'adam', 'q-one', 'right'), 'adam', 'q-two', 'right'), 'adam')
    expect(of(p).state).toBe('begun')
  })

  test('questions that the lesson no longer has do not count', () => {
    expect(of(settle(NOTHING, 'adam', 'q-old', 'right'))).toEqual({ state: 'begun', done: 0, of: 2 })
  })

  test('a right answer is not lost by reading the solution', () => {
    const p = settle(settle(NOTHING, 'adam', 'q-one', 'right'), 'adam', 'q-one', 'read')
    expect(p.get('adam')?.questions).toEqual({ 'q-one': 'right' })
  })

  test('what changes nothing gives the same object back', () => {
    const p = begin(NOTHING, 'adam')
    expect(begin(p, 'adam')).toBe(p)
  })
})

test('merging takes what is further along, in either order and however often', () => {
  fc.assert(
    fc.property(record, record, (a, b) => {
      const both = merge(a, b)
      expect(plain(merge(both, b))).toEqual(plain(both))
      expect(plain(merge(both, a))).toEqual(plain(both))
      for (const [slug, lesson] of a) {
        const merged = both.get(slug)
        expect(merged?.ended || !lesson.ended).toBe(true)
        expect(Object.keys(merged?.questions ?? {})).toEqual(
          expect.arrayContaining(Object.keys(lesson.questions)),
        )
        expect(merged?.mark?.at ?? -1).toBeGreaterThanOrEqual(lesson.mark?.at ?? -1)
      }
    }),
  )
})

test('what is stored, and what is saved, comes back as it was', () => {
  fc.assert(
    fc.property(record, (p) => {
      expect(plain(fromStored(toStored(p)).progress)).toEqual(plain(p))
      const read = fromFile(toFile(p), COURSE)
      expect(read).toMatchObject({ ok: true, leftOut: 0 })
      if (read.ok) expect(plain(read.progress)).toEqual(plain(p))
    }),
  )
})

describe('what comes from outside', () => {
  test('damaged storage: the good lessons are kept, and the damage is told', () => {
    for (const text of ['', '{', '[]', '7', 'null', '{"version":2,"lessons":{}}'])
      expect(fromStored(text)).toEqual({ progress: NOTHING, damaged: true })
    const good = JSON.parse(toStored(begin(NOTHING, 'adam'))) as { lessons: Record<string, unknown> }
    good.lessons['momentum'] = { begun: 'yes' }
    const { progress, damaged } = fromStored(JSON.stringify(good))
    expect(damaged).toBe(true)
    expect([...progress.keys()]).toEqual(['adam'])
    expect(fromStored(null)).toEqual({ progress: NOTHING, damaged: false })
  })

  test('a hostile file is refused whole', () => {
    const lesson = { begun: true, ended: true, questions: { 'q-one': 'right' }, mark: null }
    const file = (lessons: unknown, more = {}) =>
      JSON.stringify({ format: 'gradstep-progress', version: 1, lessons, ...more })
    const noise = Array.from({ length: 65536 }, (_, i) => String.fromCharCode((i * 7919) % 65536)).join('')
    for (const text of [
      noise,
      '',
      '[]',
      JSON.stringify({ version: 1, lessons: { adam: lesson } }),
      file({ adam: lesson }, { version: 2 }),
      file([lesson]),
      file({ adam: 'finished' }),
      file({ adam: { ...lesson, begun: 1 } }),
      file({ adam: { ...lesson, questions: { 'q-one': 'wrong' } } }),
      file({ adam: { ...lesson, questions: { '<b>': 'right' } } }),
      file({ adam: { ...lesson, mark: { finished: true, at: 1e300 } } }),
      file({ adam: { ...lesson, mark: { finished: true, at: -1 } } }),
      file({ 'Not a slug': lesson }),
    ])
      expect(fromFile(text, COURSE)).toEqual({ ok: false, why: 'no-progress' })
    expect(fromFile(' '.repeat(LARGEST + 1), COURSE)).toEqual({ ok: false, why: 'too-large' })
  })

  test('lessons and questions that the course does not have are left out and counted', () => {
    const text =
      '{"format":"gradstep-progress","version":1,"lessons":{' +
      '"__proto__":{"begun":true,"ended":true,"questions":{},"mark":null},' +
      '"constructor":{"begun":true,"ended":true,"questions":{},"mark":null},' +
      '"no-such-lesson":{"begun":true,"ended":true,"questions":{},"mark":null},' +
      '"adam":{"begun":true,"ended":false,"questions":{"q-one":"right","q-nine":"right","__proto__":"right"},"mark":null}}}'
    const read = fromFile(text, COURSE)
    expect(read).toMatchObject({ ok: true, leftOut: 2 })
    if (read.ok) {
      expect([...read.progress.keys()]).toEqual(['adam'])
      expect(Object.keys(read.progress.get('adam')?.questions ?? {})).toEqual(['q-one'])
    }
    expect(({} as { begun?: unknown }).begun).toBeUndefined()
  })
})
