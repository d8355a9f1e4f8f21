import { Tex } from '../../ui/Tex.tsx'
import { cell, RATE, ROWS, tableSteps } from './lines.ts'
import type { DesignerMessages } from './messages.ts'
import { rateOf, type State } from './model.ts'

interface Props {
  readonly state: State
  readonly t: DesignerMessages
  /** Puts the cursor at k. */
  onGo(k: number): void
}

const COLUMNS = [
  { id: 'k', tex: 'k' },
  { id: 't', tex: 't' },
  { id: 'rate', tex: RATE },
] as const

/** The rate at a few steps: how many updates are made, which update comes next, and the rate that it uses. */
export function RateTable({ state, t, onGo }: Props) {
  const rateAt = rateOf(state)
  const steps = tableSteps(state)
  const rows = Array.from({ length: ROWS }, (_, i) => steps[i] ?? null)
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t.table}>
      <table className="data-table designer-table">
        <caption className="visually-hidden">{t.tableOf}</caption>
        <thead>
          <tr>
            {COLUMNS.map(({ id, tex }) => (
              <th key={id} scope="col">
                <span aria-hidden="true">
                  <Tex tex={tex} />
                </span>
                <span className="visually-hidden">{t.columns[id]}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((k, i) =>
            k === null ? (
              <tr key={i} aria-hidden="true">
                <td colSpan={COLUMNS.length}>{'\u00a0'}</td>
              </tr>
            ) : (
              <tr key={i} className={k === state.step ? 'current' : undefined} data-k={k}>
                <th scope="row">
                  <button type="button" className="row-link" aria-label={t.goTo(k)} onClick={() => onGo(k)}>
                    {k}
                  </button>
                </th>
                <td>{k + 1}</td>
                <td className="q-hyperparameter" title={String(rateAt(k))}>
                  {cell(rateAt(k), state.digits)}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}
