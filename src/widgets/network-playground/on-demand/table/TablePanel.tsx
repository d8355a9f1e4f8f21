import { useId, useRef, useState } from 'react'
import type { Dataset } from '../../../../core/dataset/index.ts'
import { Button } from '../../../../ui/Button.tsx'
import type { Language } from '../../../../widget-kit/language.ts'
import { formatsIn } from '../../format.ts'
import type { OwnTable } from '../../own-table.ts'
import { ColumnChoice } from './ColumnChoice.tsx'
import { messages } from './messages.ts'
import './style.css'
import { faultsOf, summaryOf } from './sentences.ts'
import { TableSummary } from './TableSummary.tsx'
import { useReading, type Taken } from './use-reading.ts'
import type { Refusal } from './survey.ts'

/** More than this is read without being shown first: a field that holds it all would be slow. */
const MOST_SHOWN = 20_000

export interface TablePanelProps {
  readonly table: OwnTable | null
  /** The points as they are trained on. */
  readonly data: Dataset
  readonly locked: boolean
  readonly lang: Language
  /** Makes the points of a table that will be loaded, so that loading it is quick. */
  prepare(table: OwnTable): void
  load(table: OwnTable): void
  say(text: string): void
}

/** The reader's own table: a file or pasted rows, which columns are used, and what became of them. */
export default function TablePanel({ table, data, locked, lang, prepare, load, say }: TablePanelProps) {
  const t = messages[lang]
  const formats = formatsIn(lang)
  const id = useId()
  const file = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const onTaken = (taken: Taken) => {
    load(taken.own)
    setTyped('')
    const sentences = [...faultsOf(taken, t, formats), ...summaryOf(taken.own, t, formats)]
    say([t.taken(formats.whole(taken.rows)), ...sentences].join(' '))
  }
  const onRefused = (refusal: Refusal) => say(t.refusal(refusal))
  const reading = useReading(lang, prepare, onTaken, onRefused)
  const { rows, read, use, refusal, taken } = reading.state
  const isReading = rows !== null
  return (
    <div className="pg-own pg-table controls">
      {!table && <p>{t.hint}</p>}
      <div>
        <Button label={t.choose} disabled={locked || isReading} onPress={() => file.current?.click()} />
        <input
          ref={file}
          type="file"
          hidden
          autoComplete="off"
          aria-label={t.choose}
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={(e) => {
            const [chosen] = e.currentTarget.files ?? []
            if (chosen) void reading.read(chosen)
            // The same file may be chosen again after it was changed.
            e.currentTarget.value = ''
          }}
        />
      </div>
      <div>
        <label htmlFor={id}>{t.paste}</label>
        <textarea
          id={id}
          rows={3}
          value={typed}
          disabled={locked || isReading}
          spellCheck={false}
          autoComplete="off"
          translate="no"
          onChange={(e) => setTyped(e.target.value)}
          onPaste={(e) => {
            const text = e.clipboardData.getData('text')
            if (text.length <= MOST_SHOWN) return
            e.preventDefault()
            void reading.read(text)
          }}
        />
        <Button
          label={isReading ? t.stop : t.read}
          disabled={locked || (!isReading && typed.trim() === '')}
          onPress={() => {
            if (!isReading) return void reading.read(typed)
            reading.stop()
            say(t.stopped)
          }}
        />
      </div>
      {isReading && <p>{t.reading(formats.whole(rows))}</p>}
      {refusal && <p className="complaint">{t.refusal(refusal)}</p>}
      {read && use && (
        <ColumnChoice
          read={read}
          use={use}
          disabled={locked || isReading}
          t={t}
          formats={formats}
          choose={reading.choose}
          take={() => void reading.take()}
        />
      )}
      {taken && taken.leftOut > 0 && taken.own.mark === table?.mark && (
        <div>
          <p>{t.leftOut(formats.whole(taken.leftOut))}</p>
          <ul>
            {taken.faults.map((fault, i) => (
              <li key={i}>{t.fault(fault, formats.whole(fault.row))}</li>
            ))}
          </ul>
        </div>
      )}
      {table && <TableSummary table={table} data={data} t={t} formats={formats} />}
    </div>
  )
}
