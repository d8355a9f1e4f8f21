import type { Column, RunTable } from './table.ts'

/** The number in as few digits as say exactly it; an empty field for none. */
const numeral = (x: number | null): string => (x === null ? '' : Object.is(x, -0) ? '-0' : String(x))

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/**
 * The table as CSV after RFC 4180: a header and a record per step, lines that end with CR LF, fields quoted where they
 * must be. The numbers are exact: read as float64, they are those of the run.
 */
export function csv({ columns, rows }: RunTable, title: (column: Column) => string): string {
  const records = [columns.map((column) => field(title(column))), ...rows.map((row) => row.map(numeral))]
  return records.map((record) => `${record.join(',')}\r\n`).join('')
}
