import { COLUMNS } from '../../../../core/dataset/index.ts'
import { MOST_LETTERS, shelve, type OwnTable } from '../../own-table.ts'

/** FNV-1a over the halves of all numbers, from a start of its own. */
function hash(table: Float64Array, start: number): string {
  const halves = new Uint32Array(table.buffer, table.byteOffset, 2 * table.length)
  let h = start
  for (let i = 0; i < halves.length; i++) h = Math.imul(h ^ (halves[i] ?? 0), 0x01000193)
  return (h >>> 0).toString(16).padStart(8, '0')
}

/** A table that was read, put where runs find it. */
export function tableOf(
  table: Float64Array,
  names: OwnTable['names'],
  classes: OwnTable['classes'],
): OwnTable {
  const mark = hash(table, 0x811c9dc5) + hash(table, 0x1234567)
  const own = { mark, rows: table.length / COLUMNS, names, classes }
  const isSmall = table.length * 2 < MOST_LETTERS && JSON.stringify([...table]).length <= MOST_LETTERS
  if (isSmall) return { ...own, values: [...table] }
  shelve(own, table)
  return own
}
