import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { formatNumber } from '../../../../core/formula/precision.ts'
import { tex } from '../../../../core/formula/tex.ts'
import { OBJECTIVE_NOTATIONS, type Objective } from '../../../../core/objective/objective.ts'
import { notationsOf } from '../../../../core/optimizer/rule.ts'
import type { Trajectory } from '../../../../core/optimizer/trajectory.ts'
import { Button } from '../../../../ui/Button.tsx'
import { NumberField } from '../../../../ui/NumberField.tsx'
import { Tex } from '../../../../ui/Tex.tsx'
import type { Language } from '../../../../widget-kit/language.ts'
import { TAKE_AWAY_MESSAGES } from './messages.ts'
import { MOST_ROWS, type SheetTable, worksheet } from './worksheet.ts'

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

const lettersOf = ({ names }: Objective): typeof OBJECTIVE_NOTATIONS =>
  Object.fromEntries(names.map((name) => [name, OBJECTIVE_NOTATIONS[name] ?? { tex: name }]))

/** Everything that is needed to do the steps without a screen, the table to fill in, and its answers. */
function Sheet({ lang, run, digits, optimizer, steps }: Props & { readonly steps: number }) {
  const t = TAKE_AWAY_MESSAGES[lang]
  const { rule, objective, hyperparameters, start } = run.setup
  const notations = notationsOf(rule)
  const letters = lettersOf(objective)
  const letter = (c: number): string => letters[objective.names[c] ?? '']?.tex ?? ''
  const tables = worksheet(run, steps, digits)
  const values = rule.hyperparameters.map(
    (h) => `${h.tex} = ${formatNumber(hyperparameters[h.name] ?? NaN, 12).tex}`,
  )
  const theta = objective.names.length === 1 && objective.names[0] !== 'theta' ? '\\theta_0 = ' : ''
  const starts = start.map((x, c) => `${theta}${letter(c)}_0 = ${formatNumber(x, 12).tex}`)
  return (
    <article className="sheet">
      <h5>{t.sheetTitle(optimizer)}</h5>
      <p>
        {t.sheetTask} {t.sheetDigits(digits)}
      </p>
      <div className="sheet-given">
        <div>
          <p className="sheet-head">{t.sheetRule}</p>
          {rule.assignments.map((a) => (
            <p key={a.target}>
              <Tex tex={`${notations[a.target]?.tex ?? a.target} = ${tex(a.value, { notations })}`} />
            </p>
          ))}
        </div>
        <div>
          <p className="sheet-head">{t.sheetLoss}</p>
          <p>
            <Tex tex={`L = ${tex(objective.expr, { notations: letters })}`} />
          </p>
          {objective.gradient.map((g, c) => (
            <p key={c}>
              <Tex tex={`\\frac{\\partial L}{\\partial ${letter(c)}} = ${tex(g, { notations: letters })}`} />
            </p>
          ))}
          <p className="sheet-head">{t.sheetValues}</p>
          {[...values, ...starts].map((value) => (
            <p key={value}>
              <Tex tex={value} />
            </p>
          ))}
        </div>
      </div>
      {tables.map((table) => (
        <Grid key={table.coordinate} table={table} run={run} lang={lang} blank />
      ))}
      <div className="sheet-answers">
        <h5>{t.answers}</h5>
        {tables.map((table) => (
          <Grid key={table.coordinate} table={table} run={run} lang={lang} blank={false} />
        ))}
      </div>
    </article>
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
    <table className="sheet-table">
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
            {row.cells.map((text, i) => (
              <td key={i} className={text === null ? 'nothing' : undefined}>
                {text !== null && (row.given || !blank) ? text : ''}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
