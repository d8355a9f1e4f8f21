import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvReader } from './csv.ts'

/** All rows of a text given in pieces, with their numbers, and where a quotation mark is left open. */
function rowsOf(pieces: readonly string[], delimiter = ','): { rows: [number, ...string[]][]; open: number } {
  const rows: [number, ...string[]][] = []
  const reader = csvReader(delimiter, (cells, row) => rows.push([row, ...cells]))
  for (const piece of pieces) reader.push(piece)
  return { rows, open: reader.end() }
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
/** As RFC 4180 has it: what holds a sign stands in quotation marks, and here so does what is empty or begins with a blank. */
const written = (cell: string, delimiter: string): string =>
  cell === '' || cell.startsWith(' ') || /["\r\n]/.test(cell) || cell.includes(delimiter)
    ? quoted(cell)
    : cell

const cell = fc.string({
  unit: fc.constantFrom('a', '1', ' ', '"', ',', ';', '\n', '\r', '\t', 'é', '一', '😀'),
  maxLength: 6,
})
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 })

test('what was written is read, whatever ends the lines, whatever separates, and wherever the pieces are cut', () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.boolean(),
      fc.array(fc.nat(200)),
      (rows, delimiter, end, isLastEnded, cuts) => {
        const lines = rows.map((cells) => cells.map((c) => written(c, delimiter)).join(delimiter))
        const text = lines.join(end) + (isLastEnded && rows.length > 0 ? end : '')
        const places = [0, ...cuts.map((c) => Math.min(c, text.length)).sort((a, b) => a - b), text.length]
        const pieces = places.slice(1).map((to, i) => text.slice(places[i], to))
        expect(pieces.join('')).toBe(text)
        const found = rowsOf(pieces, delimiter)
        expect(found.open).toBe(0)
        expect(found.rows.map(([, ...cells]) => cells)).toEqual(rows)
        expect(found.rows.map(([row]) => row)).toEqual(rows.map((_, i) => i + 1))
      },
    ),
    { numRuns: 500 },
  )
})

describe('by hand', () => {
  test('the examples of RFC 4180, section 2', () => {
    expect(rowsOf(['aaa,bbb,ccc\r\nzzz,yyy,xxx']).rows).toEqual([
      [1, 'aaa', 'bbb', 'ccc'],
      [2, 'zzz', 'yyy', 'xxx'],
    ])
    expect(rowsOf(['"aaa","b\r\nbb","ccc"\r\nzzz,yyy,xxx\r\n']).rows).toEqual([
      [1, 'aaa', 'b\r\nbb', 'ccc'],
      [2, 'zzz', 'yyy', 'xxx'],
    ])
    expect(rowsOf(['"aaa","b""bb","ccc"']).rows).toEqual([[1, 'aaa', 'b"bb', 'ccc']])
  })

  test('empty lines are counted and left out, empty cells are kept', () => {
    expect(rowsOf(['a,b\n\n,\n\r\nc,d']).rows).toEqual([
      [1, 'a', 'b'],
      [3, '', ''],
      [5, 'c', 'd'],
    ])
  })

  test('blanks before a quotation mark are forgiven, a quotation mark inside a cell is a letter', () => {
    expect(rowsOf(['1, "a, b" ,5" pipe']).rows).toEqual([[1, '1', 'a, b ', '5" pipe']])
  })

  test('a quotation mark that nothing closes is named by its row', () => {
    expect(rowsOf(['a,b\n1,"2\n3,4\n'])).toEqual({
      rows: [
        [1, 'a', 'b'],
        [2, '1', '2\n3,4\n'],
      ],
      open: 2,
    })
    expect(rowsOf(['"'])).toEqual({ rows: [], open: 1 })
    expect(rowsOf([''])).toEqual({ rows: [], open: 0 })
  })
})
