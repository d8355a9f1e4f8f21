import { Button } from '../../../../ui/Button.tsx'
import { Choice } from '../../../../ui/Choice.tsx'
import type { Formats } from '../../format.ts'
import type { TableMessages } from './messages.ts'
import type { Read } from './read-table.ts'
import { hasClasses, isNumeric, type Column, type Use } from './survey.ts'

interface Props {
  readonly read: Read
  readonly use: Use
  readonly disabled: boolean
  readonly t: TableMessages
  readonly formats: Formats
  choose(use: Use): void
  take(): void
}

/** What was found in a table, and which of its columns are to be used. */
export function ColumnChoice({ read, use, disabled, t, formats, choose, take }: Props) {
  const { survey, encoding } = read
  const { columns, rows, hasNames, delimiter } = survey
  const fit = (isFit: (column: Column) => boolean) =>
    columns.flatMap((column, k) => (isFit(column) ? [{ value: String(k), label: column.name }] : []))
  const learnt = columns[use.y]
  const kinds = (['classes', 'value'] as const).filter((kind) =>
    learnt === undefined ? false : kind === 'classes' ? hasClasses(learnt) : isNumeric(learnt),
  )
  const pick = (name: 'x1' | 'x2', label: string) => (
    <Choice
      label={label}
      value={String(use[name])}
      options={fit(isNumeric)}
      disabled={disabled}
      onChange={(k) => choose({ ...use, [name]: Number(k) })}
    />
  )
  return (
    <>
      <p>
        {t.found(formats.whole(rows), formats.whole(columns.length), hasNames)} {t.between(delimiter)}{' '}
        {encoding !== 'utf-8' && t.encoding(encoding)}
      </p>
      <div className="pg-table-columns">
        {pick('x1', t.x1)}
        {pick('x2', t.x2)}
        <Choice
          label={t.y}
          value={String(use.y)}
          options={fit((column) => isNumeric(column) || hasClasses(column))}
          disabled={disabled}
          onChange={(k) => {
            const column = columns[Number(k)]
            const kind = column && hasClasses(column) ? 'classes' : 'value'
            choose({ ...use, y: Number(k), kind })
          }}
        />
        <Choice
          label={t.as}
          value={use.kind}
          options={kinds.map((kind) => ({ value: kind, label: t.kinds[kind] }))}
          disabled={disabled}
          onChange={(kind) => choose({ ...use, kind })}
        />
      </div>
      <div>
        <Button label={t.use} disabled={disabled} onPress={take} />
      </div>
    </>
  )
}
