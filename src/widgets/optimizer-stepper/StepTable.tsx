import { useId, useState, type KeyboardEvent, type SyntheticEvent } from 'react'
import { formatExactly } from '../../core/formula/precision.ts'
import type { Objective } from '../../core/objective/objective.ts'
import { notationsOf, type Rule } from '../../core/optimizer/rule.ts'
import type { Frame, Trajectory } from '../../core/optimizer/trajectory.ts'
import { Tex } from '../../ui/Tex.tsx'
import { HIDDEN } from '../../widget-kit/by-hand/hiding.ts'
import { cell } from './lines.ts'
import type { StepperMessages } from './messages.ts'
import type { PanelProps } from './panel.ts'
import { changeable, nameOf, numbersOf } from './quantities.ts'
import { stopInView, stopsOf } from './run.ts'

/** Rows shown at a time; the table never changes its height. */
const ROWS = 8

interface Column {
  readonly quantity: string
  readonly coordinate: number
  readonly tex: string
  /** For those who listen. */
  readonly name: string
  /** Its colour. */
  readonly colour: string
  readonly of: (frame: Frame) => number
}

function columnsOf(rule: Rule, objective: Objective, t: StepperMessages): Column[] {
  const notations = notationsOf(rule)
  const { names } = objective
  const texOf = (quantity: string, c: number): string => {
    if (quantity === 'theta') return names[c] === 'theta' ? '\\theta' : (names[c] ?? '')
    const tex = notations[quantity]?.tex ?? quantity
    return names.length > 1 ? tex.replace('_t', `_{${names[c]}}`) : tex.replace('_t', '')
  }
  const columns = changeable(rule).map((quantity) =>
    names.map((_, coordinate): Column => ({
      quantity,
      coordinate,
      tex: texOf(quantity, coordinate),
      name: nameOf(quantity, coordinate, names, t),
      colour: notations[quantity]?.quantity ?? 'parameter',
      of: (frame) => numbersOf(frame, quantity)[coordinate] ?? NaN,
    })),
  )
  const loss: Column = {
    quantity: 'loss',
    coordinate: 0,
    tex: 'L',
    name: t.loss,
    colour: 'loss',
    of: (frame) => frame.loss,
  }
  return [...(columns[0] ?? []), loss, ...columns.slice(1).flat()]
}

interface Props extends PanelProps {
  readonly run: Trajectory
  /** Whether the reader works out a number of row t. */
  hides(t: number, quantity: string, coordinate: number): boolean
}

const STEPS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Moves the focus to the neighbouring cell, if there is one. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const to = STEPS[event.key]
  const here = (event.target as HTMLElement).closest('td')
  if (!to || !here) return
  event.preventDefault()
  const row = here.closest('tr')
  const rows = [...(row?.parentElement?.querySelectorAll<HTMLElement>('tr[data-t]') ?? [])]
  const next = rows[rows.indexOf(row as HTMLElement) + to[0]]
  const cells = [...(row?.querySelectorAll('td') ?? [])]
  next?.querySelectorAll<HTMLElement>('td')[cells.indexOf(here) + to[1]]?.focus()
}

/** The last steps: where the parameters were, the loss and the gradient there, and what the rule remembered. */
export function StepTable({ state, rule, objective, run, t, hides, dispatch }: Props) {
  const { stop, of: last } = stopInView(state)
  const first = Math.max(0, last - ROWS + 1)
  const columns = columnsOf(rule, objective, t)
  const rows = Array.from({ length: ROWS }, (_, i) => (first + i <= last ? run.frame(first + i) : null))
  const done = stopsOf(state).slice(0, state.sub)
  /** Not computed yet, in the row that is being made; its gradient is the next step's. */
  const isAhead = (at: number, { quantity }: Column): boolean =>
    at > state.step && (quantity === 'g' || !done.includes(quantity))
  /** A row has the gradient at its point, which the step after it uses. */
  const isOfStop = (at: number, { quantity }: Column): boolean =>
    last > 0 && quantity === stop && at === (stop === 'g' ? last - 1 : last)
  const [place, setPlace] = useState<{ readonly t: number; readonly column: number } | null>(null)
  const isByHand = (frame: Frame, { quantity, coordinate }: Column): boolean =>
    state.changes.some((c) => c.step === frame.t && c.name === quantity && c.coordinate === coordinate)
  const id = useId()
  const show = (event: SyntheticEvent) => {
    const found = (event.target as HTMLElement).closest('td')
    const row = found?.closest<HTMLElement>('tr[data-t]')
    const column = columns[[...(row?.querySelectorAll('td') ?? [])].indexOf(found as HTMLTableCellElement)]
    if (!row || !column) return
    setPlace({ t: Number(row.dataset['t']), column: columns.indexOf(column) })
  }
  const exactOf = (t0: number, column: Column): string => {
    const frame = run.frame(t0)
    if (isAhead(t0, column)) return ''
    const head = t.exactOf(column.name, frame.t)
    if (hides(frame.t, column.quantity, column.coordinate)) return `${head} ${HIDDEN}`
    const byHand = isByHand(frame, column) ? ` (${t.byHand})` : ''
    return `${head} ${formatExactly(column.of(frame)).text}${byHand}`
  }
  const pointed = place && columns[place.column]
  const exact = place && pointed ? exactOf(place.t, pointed) : ''
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t.table}>
        <table className="data-table" onKeyDown={walk} onPointerOver={show} onFocus={show} onClick={show}>
          <caption className="visually-hidden">{t.tableOf}</caption>
          <thead>
            <tr>
              <th scope="col">
                <Heading tex="t" name={t.step} />
              </th>
              {columns.map((column) => (
                <th
                  key={column.tex}
                  scope="col"
                  className={`q-${column.colour}${last > 0 && column.quantity === stop ? ' of-stop' : ''}`}
                >
                  <Heading tex={column.tex} name={column.name} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((frame, i) =>
              frame ? (
                <tr
                  key={i}
                  className={frame.t > state.step ? 'making' : frame.t === state.step ? 'current' : undefined}
                  data-t={frame.t}
                >
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
                  {columns.map((column, c) => {
                    const isHidden = hides(frame.t, column.quantity, column.coordinate)
                    const ahead = isAhead(frame.t, column)
                    const byHand = !isHidden && !ahead && isByHand(frame, column)
                    return (
                      <td
                        key={column.tex}
                        title={byHand ? t.byHand : undefined}
                        aria-describedby={id}
                        aria-current={isOfStop(frame.t, column) ? 'step' : undefined}
                        tabIndex={frame.t === state.step && c === 0 ? 0 : -1}
                        className={byHand ? `q-${column.colour} by-hand` : `q-${column.colour}`}
                      >
                        {ahead ? '\u00a0' : isHidden ? HIDDEN : cell(column.of(frame), state.digits)}
                      </td>
                    )
                  })}
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
      <p className="exact" id={id}>
        {exact || t.exactHint}
      </p>
    </>
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
