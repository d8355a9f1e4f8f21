import * as v from 'valibot'
import { COLUMNS, DATA_LIMITS, type OwnData } from '../../core/dataset/index.ts'
import { MOST_OUTPUTS } from '../../core/network/spec.ts'

/**
 * A table of the reader's own, as the state knows it. A small one is in it with all its numbers, and so in links; of a
 * large one there is the mark by which this page finds it on its shelf.
 */
export interface OwnTable {
  /** Says which numbers it has: the same for the same. */
  readonly mark: string
  readonly rows: number
  /** What x₁, x₂ and the third column are called. */
  readonly names: readonly [string, string, string]
  /** What the classes are called; null where a number is predicted. */
  readonly classes: readonly string[] | null
  readonly values?: readonly number[]
}

/** Texts of so many letters leave room for the rest of a state in a link. */
export const MOST_LETTERS = 4000
/** The tables last read; older ones must be read again. */
const SHELF = 4

const shelf = new Map<string, Float64Array>()
const numbersOf = new WeakMap<readonly number[], Float64Array>()

/** A place on the shelf. What a link says of a table may be untrue: only what fits is found. */
const placeOf = ({ mark, rows, classes }: OwnTable): string => `${mark}-${rows}-${classes?.length ?? 0}`

/** The numbers of a table; null when this page does not have them. */
export function numbersIn(own: OwnTable): Float64Array | null {
  const { values } = own
  if (!values) return shelf.get(placeOf(own)) ?? null
  const known = numbersOf.get(values) ?? Float64Array.from(values)
  numbersOf.set(values, known)
  return known
}

/** Puts a table's numbers where runs find them. */
export function shelve(own: OwnTable, table: Float64Array): void {
  shelf.delete(placeOf(own))
  shelf.set(placeOf(own), table)
  const [oldest] = shelf.keys()
  if (shelf.size > SHELF && oldest !== undefined) shelf.delete(oldest)
}

/** The table without its numbers, as a link has it that is too short for them. */
export const markOf = ({ mark, rows, names, classes }: OwnTable): OwnTable => ({ mark, rows, names, classes })

const name = v.pipe(v.string(), v.maxLength(80))

/** A table from outside. */
export const tableSchema = v.nullable(
  v.pipe(
    v.object({
      mark: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
      rows: v.pipe(
        v.number(),
        v.integer(),
        v.minValue(DATA_LIMITS.rows.min),
        v.maxValue(DATA_LIMITS.rows.max),
      ),
      names: v.tuple([name, name, name]),
      classes: v.nullable(v.pipe(v.array(name), v.minLength(2), v.maxLength(MOST_OUTPUTS))),
      values: v.exactOptional(v.pipe(v.array(v.pipe(v.number(), v.finite())), v.maxLength(MOST_LETTERS))),
    }),
    v.check(
      ({ rows, classes, values }) =>
        !values ||
        (values.length === COLUMNS * rows &&
          values.every(
            (y, i) => i % COLUMNS !== 2 || !classes || (Number.isInteger(y) && y >= 0 && y < classes.length),
          )),
      'The table’s numbers do not fit its rows and classes.',
    ),
  ),
) as v.GenericSchema<unknown, OwnTable | null>

/** Stands in for the rows of a table that this page does not have. */
const NO_ROWS = Float64Array.of(0, 0, 0, 0, 0, 0)

/** The table as data of a run. */
export function tableData(own: OwnTable | null, seed: number, trainShare: number): OwnData {
  const classes = own === null ? 2 : (own.classes?.length ?? null)
  return {
    kind: 'own',
    origin: 'table',
    task: classes === null ? { kind: 'value' } : { kind: 'classes', classes },
    table: (own && numbersIn(own)) ?? NO_ROWS,
    seed,
    trainShare,
  }
}
