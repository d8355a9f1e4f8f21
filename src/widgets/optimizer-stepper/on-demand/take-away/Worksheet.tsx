import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Trajectory } from '../../../../core/optimizer/trajectory.ts'
import { Button } from '../../../../ui/Button.tsx'
import { NumberField } from '../../../../ui/NumberField.tsx'
import { Tex } from '../../../../ui/Tex.tsx'
import type { Language } from '../../../../widget-kit/language.ts'
import { TAKE_AWAY_MESSAGES } from './messages.ts'
import { type GivenTable, MOST_ROWS, type SheetTable, worksheet } from './worksheet.ts'

interface Props {
  readonly lang: Language
  readonly run: Trajectory
  readonly digits: number
  readonly optimizer: string
}

/** While this is set on the page's root, paper gets the worksheet and nothing else. */
const PRINTING = 'printing'

/** A worksheet to look at and to print, with its answers on a page of their own. */
export function Worksheet({ lang, run, digits, optimizer }: Props) {
  const t = TAKE_AWAY_MESSAGES[lang]
  const [steps, setSteps] = useState(3)
  const [made, setMade] = useState(false)
  useEffect(() => {
    const over = () => delete document.documentElement.dataset[PRINTING]
    window.addEventListener('afterprint', over)
    return () => {
      window.removeEventListener('afterprint', over)
      over()
    }
  }, [])
  const print = () => {
    document.documentElement.dataset[PRINTING] = 'worksheet'
    window.print()
  }
  const sheet = <Sheet lang={lang} run={run} digits={digits} optimizer={optimizer} steps={steps} />
  return (
    <section>
      <h4>{t.sheetHead}</h4>
      <p>{t.sheet}</p>
      <div className="take-buttons">
        <NumberField
          label={t.sheetSteps}
          value={steps}
          min={1}
          max={MOST_ROWS}
          complaint={t.complaint}
          onChange={(value) => setSteps(Math.floor(value))}
        />
        <Button label={t.showSheet} pressed={made} onPress={() => setMade(!made)} />
        {made && <Button label={t.print} onPress={print} />}
      </div>
      {made && <div className="sheet-preview">{sheet}</div>}
      {made && createPortal(<div className="sheet-paper">{sheet}</div>, document.body)}
    </section>
  )
}

/** Everything that is needed to do the steps without a screen, the tables to fill in, and their answers. */
function Sheet({ lang, run, digits, optimizer, steps }: Props & { readonly steps: number }) {
  const t = TAKE_AWAY_MESSAGES[lang]
  const sheet = worksheet(run, steps, digits)
  const isEdited = sheet.tables.some(({ rows }) =>
    rows.some((row) => row.cells.some((c) => c.byHand !== null)),
  )
  const tables = (blank: boolean) =>
    sheet.tables.map((table) => (
      <Grid key={table.coordinate} table={table} run={run} lang={lang} blank={blank} />
    ))
  return (
    <article className="sheet">
      <h5>{t.sheetTitle(optimizer)}</h5>
      <p>
        {t.sheetTask([
          sheet.steps && t.sheetUses,
          run.setup.sampling && t.sheetSamples,
          isEdited && t.sheetEdited,
          t.sheetDigits(digits),
        ])}
      </p>
      <div className="sheet-given">
        <Formulas head={t.sheetRule} formulas={sheet.rule} />
        <div>
          <Formulas head={t.sheetLoss} formulas={sheet.loss} />
          <Formulas head={t.sheetValues} formulas={sheet.values} />
        </div>
        {sheet.samples && <Given head={t.sheetPoints} table={sheet.samples} byHand={t.sheetMark} />}
        {sheet.steps && <Given head={t.sheetEach} table={sheet.steps} byHand={t.sheetMark} />}
      </div>
      {tables(true)}
      <div className="sheet-answers">
        <h5>{t.answers}</h5>
        {tables(false)}
      </div>
    </article>
  )
}

function Formulas({ head, formulas }: { readonly head: string; readonly formulas: readonly string[] }) {
  return (
    <div>
      <p className="sheet-head">{head}</p>
      {formulas.map((formula) => (
        <p key={formula}>
          <Tex tex={formula} />
        </p>
      ))}
    </div>
  )
}

function Given({
  head,
  table,
  byHand,
}: {
  readonly head: string
  readonly table: GivenTable
  readonly byHand: string
}) {
  return (
    <table className="sheet-table sheet-numbers">
      <caption className="sheet-head">{head}</caption>
      <thead>
        <tr>
          {table.heads.map((tex) => (
            <th key={tex} scope="col">
              <Tex tex={tex} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(({ n, cells }) => (
          <tr key={n}>
            <th scope="row">{n}</th>
            {cells.map((cell, i) => (
              <td key={i}>
                {cell.text}
                {cell.byHand && <ByHand label={byHand} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The mark of what was put in by hand, with its arrow where it takes the place of what is computed. */
function ByHand({ value, label }: { readonly value?: string; readonly label: string }) {
  return (
    <span className="sheet-by-hand">
      {value !== undefined && (
        <>
          <span>{`→\u00a0${value}`}</span>{' '}
        </>
      )}
      <span>{label}</span>
    </span>
  )
}

interface GridProps {
  readonly table: SheetTable
  readonly run: Trajectory
  readonly lang: Language
  readonly blank: boolean
}

function Grid({ table, run, lang, blank }: GridProps) {
  const t = TAKE_AWAY_MESSAGES[lang]
  const { names } = run.setup.objective
  const several = names.length > 1
  return (
    <table className={blank ? 'sheet-table sheet-blank' : 'sheet-table'}>
      {several && <caption>{t.sheetOf(names[table.coordinate] ?? '')}</caption>}
      <thead>
        <tr>
          <th scope="col">
            <Tex tex="t" />
          </th>
          {table.columns.map((column) => (
            <th key={column.name} scope="col">
              <Tex tex={column.tex} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row.t}>
            <th scope="row">{row.t}</th>
            {row.cells.map(({ text, byHand }, i) => (
              <td key={i} className={text === null ? 'nothing' : undefined}>
                {text !== null && (row.given || !blank) ? text : ''}
                {byHand !== null && <ByHand value={byHand} label={t.sheetMark} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
