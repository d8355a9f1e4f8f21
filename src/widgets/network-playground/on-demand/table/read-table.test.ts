import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { delimiterOf } from './delimiter.ts'
import type { Extract } from './extract.ts'
import { readNumber } from './numbers.ts'
import { isRefusal, readTable, takeTable, type Read, type Reading } from './read-table.ts'
import { letterOf, proposedUse, type Refusal, type Use } from './survey.ts'

/** Time that passes a millisecond whenever one looks. */
function atOnce(): Reading {
  let time = 0
  return {
    breath: { now: () => time++, rest: () => Promise.resolve() },
    isGivenUp: () => false,
    onRows: () => {},
  }
}
const read = (from: string | Uint8Array, lang: 'en' | 'zh' = 'en') => readTable(from, lang, atOnce())
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const found = async (from: string | Uint8Array, lang: 'en' | 'zh' = 'en'): Promise<Read> => {
  const result = await read(from, lang)
  if (isRefusal(result)) throw new Error(`refused: ${result.code}`)
  return result
}
const refusedAs = async (from: string | Uint8Array): Promise<string> => {
  const result = await read(from)
  return isRefusal(result) ? result.code : 'taken'
}
const taken = async (from: string | Uint8Array, use?: Partial<Use>): Promise<Extract | Refusal> => {
  const table = await found(from)
  return takeTable(table, { ...proposedUse(table.survey), ...use }, atOnce())
}

const LINES = ['x,y,kind', '1,2,b', '3,4.5,a', '-5,6e1,b']
const PLAIN = LINES.join('\n')

describe('a table', () => {
  test('is surveyed: names, numbers, classes, and what is most likely meant', async () => {
    const { survey, encoding } = await found(PLAIN)
    expect(survey).toEqual({
      delimiter: ',',
      rows: 3,
      hasNames: true,
      columns: [
        { name: 'x', filled: 3, numbers: 3, labels: ['1', '3', '-5'] },
        { name: 'y', filled: 3, numbers: 3, labels: ['2', '4.5', '6e1'] },
        { name: 'kind', filled: 3, numbers: 0, labels: ['b', 'a'] },
      ],
    })
    expect(encoding).toBe('utf-8')
    expect(proposedUse(survey)).toEqual({ x1: 0, x2: 1, y: 2, kind: 'classes' })
  })

  test('is taken: classes are numbered in the order of their names', async () => {
    expect(await taken(PLAIN)).toEqual({
      table: Float64Array.of(1, 2, 1, 3, 4.5, 0, -5, 60, 1),
      classes: ['a', 'b'],
      sizes: [1, 2],
      rows: 3,
      leftOut: 0,
      faults: [],
    })
    const numbered = await taken('1,2,10\n3,4,9\n5,6,10\n', { kind: 'classes' })
    expect(numbered).toMatchObject({ classes: ['9', '10'], sizes: [1, 2] })
    expect(await taken('1,2,10\n3,4,9\n5,6,10\n', { kind: 'value' })).toMatchObject({
      table: Float64Array.of(1, 2, 10, 3, 4, 9, 5, 6, 10),
      classes: null,
    })
  })

  test('without names has letters', async () => {
    const { survey } = await found('1;2;3\n4;5;6')
    expect(survey).toMatchObject({ rows: 2, hasNames: false })
    expect(survey.columns.map((c) => c.name)).toEqual(['A', 'B', 'C'])
    expect([0, 25, 26, 27, 51, 52, 99].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AB', 'AZ', 'BA', 'CV'])
  })

  test('is the same with any line end, with a byte order mark, in any encoding that is told apart', async () => {
    const same = await taken(PLAIN)
    const utf16 = (text: string, little: boolean) =>
      Uint8Array.from(
        [0xfeff, ...[...text].map((c) => c.charCodeAt(0))].flatMap((c) =>
          little ? [c & 255, c >> 8] : [c >> 8, c & 255],
        ),
      )
    const ways = [
      LINES.join('\r\n'),
      LINES.join('\r'),
      `\uFEFF${PLAIN}`,
      bytes(PLAIN),
      bytes(`\uFEFF${PLAIN}\n`),
      utf16(PLAIN, true),
      utf16(PLAIN, false),
      LINES.map((line) => line.replaceAll(',', '\t')).join('\n'),
      LINES.map((line) => line.replaceAll(',', ';').replaceAll('.', ',')).join('\n'),
      LINES.map((line) => line.replace(/[^,]+/g, '"$&"')).join('\n'),
    ]
    for (const way of ways) expect(await taken(way)).toEqual(same)
  })

  test('that a spreadsheet wrote in its own country is read, and it is said as what', async () => {
    // 类别 in GB 18030, é in Windows-1252.
    const chinese = Uint8Array.from([...bytes('x,y,'), 0xc0, 0xe0, 0xb1, 0xf0, ...bytes('\n1,2,a\n3,4,b')])
    const read = await found(chinese, 'zh')
    expect([read.encoding, read.survey.columns[2]?.name]).toEqual(['gb18030', '类别'])
    const french = Uint8Array.from([...bytes('x,y,'), 0xe9, ...bytes('\n1,2,a\n3,4,b')])
    expect([(await found(french)).encoding, (await found(french)).survey.columns[2]?.name]).toEqual([
      'windows-1252',
      'é',
    ])
  })
})

describe('rows that cannot be used are left out, and it is said why', () => {
  test('by row, column and text', async () => {
    const rows = [
      'x,y,kind',
      '1,2,a',
      'NaN,2,a',
      '1,inf,b',
      '1,1e999,b',
      '3,4,b',
      '5,,a',
      '5,6',
      '5,6,',
      '1,2abc,a',
    ]
    expect(await taken(rows.join('\n'))).toMatchObject({
      rows: 2,
      leftOut: 7,
      table: Float64Array.of(1, 2, 0, 3, 4, 1),
      faults: [
        { code: 'number', row: 3, column: 'x', text: 'NaN' },
        { code: 'number', row: 4, column: 'y', text: 'inf' },
        { code: 'large', row: 5, column: 'y', text: '1e999' },
        { code: 'missing', row: 7, column: 'y', text: '' },
        { code: 'missing', row: 8, column: 'kind', text: '' },
      ],
    })
  })

  test('a long text is cut where it is shown', async () => {
    const result = await taken(`x,y,k\n1,2,a\n3,4,b\n${'9'.repeat(500)}x,1,a`)
    expect(result).toMatchObject({ faults: [{ text: `${'9'.repeat(23)}…` }] })
  })
})

describe('what cannot be used is refused, with one code', () => {
  test.each([
    ['empty', ''],
    ['empty', '\n\n \n'],
    ['one-column', '1\n2\n3'],
    ['few-numbers', 'a,b,c\nd,e,f'],
    ['few-numbers', '1,a\n2,b'],
    ['open-quote', 'x,y,k\n1,"2,a\n3,4,b'],
    ['too-many-columns', `${'1,'.repeat(150)}1\n`.repeat(3)],
    ['long-cell', `1,2,${'x'.repeat(20_000)}\n3,4,a`],
    ['too-many-rows', '1,2,a\n'.repeat(100_001)],
    ['not-text', '1,2,\0\n3,4,a'],
  ])('%s', async (code, text) => {
    expect(await refusedAs(text)).toBe(code)
    if (text !== '') expect(await refusedAs(bytes(text))).toBe(code)
  })

  test('a million rows, a spreadsheet, a huge file', async () => {
    expect(await refusedAs('1,2,a\n'.repeat(1_000_000))).toBe('too-many-rows')
    expect(await refusedAs(Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0))).toBe('spreadsheet')
    expect(await refusedAs(new Uint8Array(33 * 1024 * 1024))).toBe('too-big')
  })

  test('a hundred thousand rows are taken', async () => {
    const table = await found(`x,y,k\n${'1,2,a\n3,4,b\n'.repeat(50_000)}`)
    expect(table.survey.rows).toBe(100_000)
    expect(await takeTable(table, proposedUse(table.survey), atOnce())).toMatchObject({
      rows: 100_000,
      sizes: [50_000, 50_000],
    })
  })

  test('columns that do not do: one class, six classes, one column twice, one row', async () => {
    expect(await taken('1,2,a\n3,4,a\n5,6,a', { y: 2, kind: 'classes' })).toEqual({
      code: 'one-class',
      name: 'a',
    })
    const six = [0, 1, 2, 3, 4, 5].map((k) => `${k},${-k},k${k}`).join('\n')
    expect(await taken(six, { y: 2, kind: 'classes' })).toEqual({ code: 'many-classes', name: 'C' })
    expect(await taken(PLAIN, { x2: 0 })).toEqual({ code: 'same-column' })
    expect(await taken('x,y,k\n1,2,a\n3,zzz,b\n5,6', { y: 2, kind: 'classes' })).toEqual({
      code: 'few-rows',
      n: 1,
    })
  })

  test('64 kB of noise, bytes or letters, is refused or read, and never thrown at anybody', async () => {
    const noise = (alphabet: number) =>
      fc.tuple(fc.integer(), fc.nat()).map(([seed]) => {
        let s = (seed >>> 0) | 1
        return Uint8Array.from({ length: 65_536 }, () => {
          s ^= s << 13
          s ^= s >>> 17
          s ^= s << 5
          return (s >>> 0) % alphabet
        })
      })
    const signs = '0123456789.,;-e"\n\r\t |aé一'
    await fc.assert(
      fc.asyncProperty(noise(256), fc.constantFrom('en', 'zh'), async (data, lang) => {
        const result = await read(data, lang)
        expect(isRefusal(result) && result.code).toBe('not-text')
      }),
      { numRuns: 20 },
    )
    await fc.assert(
      fc.asyncProperty(noise(signs.length), async (data) => {
        const result = await read(Array.from(data, (k) => signs.charAt(k)).join(''))
        if (isRefusal(result)) return
        const end = await takeTable(result, proposedUse(result.survey), atOnce())
        if (!isRefusal(end)) expect(end.table.every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 20 },
    )
  })
})

test('reading is done a slice at a time, and given up when nobody wants it any more', async () => {
  let rests = 0
  let time = 0
  const told: number[] = []
  const breath = {
    now: () => (time += 4),
    rest: () => {
      rests++
      return Promise.resolve()
    },
  }
  const text = '1,2,a\n3,4,b\n'.repeat(50_000)
  await readTable(text, 'en', { breath, isGivenUp: () => false, onRows: (n) => told.push(n) })
  expect(rests).toBeGreaterThan(4)
  expect(told).toEqual([...told].sort((a, b) => a - b))
  expect(told.at(-1)).toBe(100_000)
  rests = 0
  await readTable(text, 'en', { breath, isGivenUp: () => rests > 0, onRows: () => {} })
  expect(rests).toBeLessThan(4)
})

test('numbers as people and programs write them', () => {
  const cases: [string, boolean, number][] = [
    [' 1.5 ', false, 1.5],
    ['1,5', true, 1.5],
    ['1,5', false, NaN],
    ['1.234,5', true, NaN],
    ['1,234,567', true, NaN],
    ['−2', false, -2],
    ['２．５', false, 2.5],
    ['1e400', false, Infinity],
    ['-1e101', false, -Infinity],
    ['', false, NaN],
    ['nan', false, NaN],
    ['0x10', false, NaN],
    ['Infinity', false, NaN],
    ['+.5e-3', false, 0.0005],
    ['-0', false, 0],
  ]
  for (const [text, comma, value] of cases) expect(readNumber(text, comma), text).toBe(value)
})

test('what separates columns is found, decimal commas or not', () => {
  expect(delimiterOf('1,5;2,5;a\n3,5;4,5;b\n1;2;a')).toBe(';')
  expect(delimiterOf('x\ty\n1\t2\n3\t4')).toBe('\t')
  expect(delimiterOf('a|b\n1|2\n')).toBe('|')
  expect(delimiterOf('"a;b",1,2\n"c;d",3,4\n')).toBe(',')
  expect(delimiterOf('just words\nand more')).toBeNull()
})
