import { useId, useMemo } from 'react'
import { MoreDigits } from '../../ui/MoreDigits.tsx'
import { Tex } from '../../ui/Tex.tsx'
import { pieceRows, rateLines } from './lines.ts'
import type { DesignerMessages } from './messages.ts'
import type { State } from './model.ts'

interface Props {
  readonly state: State
  readonly t: DesignerMessages
  /** Puts the cursor at k. */
  onGo(k: number): void
}

/** The schedule in symbols, a row for each of its pieces; below it the piece at the cursor with the numbers in. */
export function FormulaPanel({ state, t, onGo }: Props) {
  const rows = pieceRows(state)
  const lines = useMemo(() => rateLines(state), [state])
  const note = useId()
  return (
    <>
      <p className="designer-head">{t.formula}</p>
      <ol className="designer-pieces">
        {rows.map((row, i) => (
          <li key={i}>
            <button
              type="button"
              className="designer-piece"
              aria-current={row.isCurrent ? 'step' : undefined}
              aria-label={t.pieceFrom(row.from)}
              title={t.pieceFrom(row.from)}
              onClick={() => onGo(row.from)}
            >
              <Tex tex={row.formula} />
              <Tex tex={row.range || '\\;'} />
            </button>
          </li>
        ))}
      </ol>
      <p className="designer-head">{t.numbersAt(state.step)}</p>
      <div
        className="designer-lines"
        data-schedule={state.schedule}
        data-step={state.step}
        data-value={lines.value}
        tabIndex={0}
        role="group"
        aria-label={t.rateAt(state.step, lines.text)}
        aria-describedby={note}
      >
        <Tex tex={lines.tex} block />
      </div>
      <MoreDigits id={note} tex={lines.tex} text={t.moreDigits} />
    </>
  )
}
