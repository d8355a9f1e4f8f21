import type { Formats } from '../../format.ts'
import { numbersIn, type OwnTable } from '../../own-table.ts'
import { sizesOf, type Extract } from './extract.ts'
import type { TableMessages } from './messages.ts'

/** How the classes are spread, and what the commonest is worth: as sentences. Empty where numbers are predicted. */
export function balanceOf(own: OwnTable, t: TableMessages, formats: Formats): readonly string[] {
  const numbers = numbersIn(own)
  const { classes, rows } = own
  if (!classes || !numbers) return []
  const sizes = sizesOf(numbers, classes.length)
  const most = sizes.indexOf(Math.max(...sizes))
  const share = (k: number) => formats.percent((sizes[k] ?? 0) / rows)
  const all = classes.map((name, k) => ({ name, rows: formats.whole(sizes[k] ?? 0), share: share(k) }))
  return [t.balance(all), t.baseline(classes[most] ?? '', share(most))]
}

/** What was left out of a table, and why, as sentences. */
export const faultsOf = (
  { leftOut, faults }: Pick<Extract, 'leftOut' | 'faults'>,
  t: TableMessages,
  formats: Formats,
): readonly string[] =>
  leftOut === 0
    ? []
    : [
        t.leftOut(formats.whole(leftOut)),
        ...faults.map((fault) => t.sentence(t.fault(fault, formats.whole(fault.row)))),
      ]

/** What is said of a table aloud when it is loaded. */
export const summaryOf = (own: OwnTable, t: TableMessages, formats: Formats): readonly string[] => [
  t.names(...own.names),
  ...balanceOf(own, t, formats),
  t.standardised,
]
