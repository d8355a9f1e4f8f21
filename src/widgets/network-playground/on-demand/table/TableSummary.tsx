import { useMemo } from 'react'
import { MOST_JUDGED, type Dataset } from '../../../../core/dataset/index.ts'
import { MOST_DRAWN } from '../../../../widget-kit/plane/Points.tsx'
import type { Formats } from '../../format.ts'
import { numbersIn, type OwnTable } from '../../own-table.ts'
import type { TableMessages } from './messages.ts'
import { balanceOf } from './sentences.ts'

interface Props {
  readonly table: OwnTable
  readonly data: Dataset
  readonly t: TableMessages
  readonly formats: Formats
}

/** What is known of the table in use: its columns, its classes, how it was scaled and shared out. */
export function TableSummary({ table, data, t, formats }: Props) {
  const balance = useMemo(() => balanceOf(table, t, formats), [table, t, formats])
  const { names, rows, classes, values } = table
  if (!data.scalings || numbersIn(table) === null) return <p>{t.gone(formats.whole(rows), ...names)}</p>
  const scaled = data.scalings
    .slice(0, classes ? 2 : 3)
    .map((scaling, k) => ({ ...scaling, name: names[k] ?? '' }))
  const { train, validation } = data
  return (
    <>
      <p>
        {t.names(...names)} {t.sides(formats.whole(train.n), formats.whole(validation.n))}
      </p>
      {balance.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <div>
        <p>{t.scaled}</p>
        <ul>
          {scaled.map(({ name, mean, deviation }, k) => (
            <li key={k}>{t.scaling(name, formats.tick(mean), formats.tick(deviation))}</li>
          ))}
        </ul>
        {!classes && <p>{t.scaledAlso}</p>}
      </div>
      {(train.n > MOST_DRAWN || validation.n > MOST_DRAWN) && (
        <p>{t.thinned(formats.whole(MOST_DRAWN), formats.whole(MOST_JUDGED))}</p>
      )}
      {!values && <p>{t.large}</p>}
    </>
  )
}
