import type { Objective } from '../../core/objective/objective.ts'
import { notationsOf, type Rule } from '../../core/optimizer/rule.ts'
import type { Frame, Trajectory } from '../../core/optimizer/trajectory.ts'
import { Tex } from '../../ui/Tex.tsx'
import { cell } from './lines.ts'
import type { StepperMessages } from './messages.ts'
import type { PanelProps } from './panel.ts'

/** Rows shown at a time; the table never changes its height. */
const ROWS = 8

interface Column {
  readonly id: string
  readonly tex: string
  /** For those who listen. */
  readonly name: string
  readonly quantity: string
  readonly of: (frame: Frame) => number
}

function columnsOf(rule: Rule, objective: Objective, t: StepperMessages): Column[] {
  const notations = notationsOf(rule)
  const several = objective.names.length > 1
  const names = objective.names
  const indexed = (tex: string, c: number) =>
    several ? tex.replace('_t', `_{${names[c]}}`) : tex.replace('_t', '')
  const perCoordinate = (id: string, tex: string, quantity: string, of: (f: Frame, c: number) => number) =>
    names.map((name, c) => ({
      id: `${id} ${c}`,
      tex: indexed(tex, c),
      name: several ? t.along(t.names[id] ?? id, name) : (t.names[id] ?? id),
      quantity,
      of: (f: Frame) => of(f, c),
    }))
  return [
    ...names.map((name, c) => ({
      id: name,
      tex: name === 'theta' ? '\\theta' : name,
      name: name === 'theta' ? 'θ' : name,
      quantity: 'parameter',
      of: (f: Frame) => f.theta[c] ?? NaN,
    })),
    { id: 'loss', tex: 'L', name: t.loss, quantity: 'loss', of: (f) => f.loss },
    ...perCoordinate('g', 'g_t', 'gradient', (f, c) => f.gradient[c] ?? NaN),
    ...rule.state.flatMap((slot) =>
      perCoordinate(
        slot.name,
        notations[slot.name]?.tex ?? slot.name,
        notations[slot.name]?.quantity ?? 'parameter',
        (f, c) => f.state[slot.name]?.[c] ?? NaN,
      ),
    ),
  ]
}

interface Props extends PanelProps {
  readonly run: Trajectory
}

/** The last steps: where the parameters were, the loss and the gradient there, and what the rule remembered. */
export function StepTable({ state, rule, objective, run, t, dispatch }: Props) {
  const first = Math.max(0, state.step - ROWS + 1)
  const columns = columnsOf(rule, objective, t)
  const rows = Array.from({ length: ROWS }, (_, i) => (first + i <= state.step ? run.frame(first + i) : null))
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t.table}>
      <table className="data-table">
        <caption className="visually-hidden">{t.tableOf}</caption>
        <thead>
          <tr>
            <th scope="col">
              <Heading tex="t" name={t.step} />
            </th>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={`q-${column.quantity}`}>
                <Heading tex={column.tex} name={column.name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((frame, i) =>
            frame ? (
              <tr key={i} className={frame.t === state.step ? 'current' : undefined} data-t={frame.t}>
                <th scope="row">
                  <button
                    type="button"
                    className="row-link"
                    aria-label={t.goTo(frame.t)}
                    onClick={() => dispatch({ type: 'go', step: frame.t })}
                  >
                    {frame.t}
                  </button>
                </th>
                {columns.map((column) => (
                  <td key={column.id} title={String(column.of(frame))} className={`q-${column.quantity}`}>
                    {cell(column.of(frame), state.digits)}
                  </td>
                ))}
              </tr>
            ) : (
              <tr key={i} aria-hidden="true">
                <td colSpan={columns.length + 1}>{'\u00a0'}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}

/** A symbol to look at, and its name to listen to. */
function Heading({ tex, name }: { tex: string; name: string }) {
  return (
    <>
      <span aria-hidden="true">
        <Tex tex={tex} />
      </span>
      <span className="visually-hidden">{name}</span>
    </>
  )
}
