import { BY_HAND, type Column, type RunTable, SAMPLES } from './table.ts'

/** The number in as few digits as say exactly it; an empty field for none. */
const numeral = (x: number | null): string => (x === null ? '' : Object.is(x, -0) ? '-0' : String(x))

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/**
 * The table as CSV after RFC 4180: a header and a record per step, lines that end with CR LF, fields quoted where they
 * must be. The numbers are exact: read as float64, they are those of the run. In the last fields, where the run has
 * them, samples by number and the titles of the columns whose numbers were put in by hand, with spaces between.
 */
export function csv({ columns, rows, samples, byHand }: RunTable, title: (column: Column) => string): string {
  const heads = [...columns, ...(samples ? [SAMPLES] : []), ...(byHand ? [BY_HAND] : [])]
  const records = [
    heads.map(title),
    ...rows.map((row, i) => [
      ...row.map(numeral),
      ...(samples ? [(samples[i] ?? []).join(' ')] : []),
      ...(byHand ? [(byHand[i] ?? []).map(title).join(' ')] : []),
    ]),
  ]
  return records.map((record) => `${record.map(field).join(',')}\r\n`).join('')
}
