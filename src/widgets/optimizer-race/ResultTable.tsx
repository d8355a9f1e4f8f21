import { Button } from '../../ui/Button.tsx'
import { detailOf, exact, letterOf, shown } from './labels.ts'
import { LaneMark } from './LaneMark.tsx'
import type { RaceMessages } from './messages.ts'
import { listed, raceOf, standing, type Action, type Lane, type State } from './model.ts'

interface Props {
  readonly state: State
  readonly t: RaceMessages
  dispatch(action: Action): void
}

/** How every runner did, as far as the race has got. */
export function ResultTable({ state, t, dispatch }: Props) {
  const lanes = raceOf(state)
  const best = state.order === 'result'
  return (
    <>
      <div className="race-head">
        <p className="race-title">{t.results}</p>
        <Button
          label={t.bestFirst}
          quiet
          pressed={best}
          onPress={() => dispatch({ type: 'order', order: best ? 'chosen' : 'result' })}
        />
      </div>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t.results}>
        <table className="data-table race-table">
          <caption className="visually-hidden">{t.resultsOf}</caption>
          <thead>
            <tr>
              {[t.runners, t.rate, t.lossNow, t.reaches, t.stays].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {listed(state).map((i) => (
              <Row key={i} lane={lanes[i]!} at={i} state={state} t={t} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

interface RowProps {
  readonly lane: Lane
  readonly at: number
  readonly state: State
  readonly t: RaceMessages
}

function Row({ lane, at, state, t }: RowProps) {
  const { runner, outcome } = lane
  const rate = runner.hyper['alpha'] ?? NaN
  const { loss } = standing(lane, state.step)
  const detail = detailOf(runner, t)
  return (
    <tr data-lane={letterOf(at)} data-fate={outcome.fate}>
      <th scope="row">
        <LaneMark lane={at} line />
        <span className={`race-name lane-${at}`}>
          <b>{letterOf(at)}</b> {t.families[runner.family]}
        </span>
        {detail && <small>{detail}</small>}
      </th>
      <td>{exact(rate)}</td>
      <td title={String(loss)}>{shown(loss)}</td>
      <Fate text={reachedText(lane, state, t)} t={t} />
      <Fate text={fateText(lane, state, t)} t={t} wrong={outcome.fate === 'diverged'} />
    </tr>
  )
}

function Fate({ text, t, wrong = false }: { text: string; t: RaceMessages; wrong?: boolean }) {
  if (text === t.notYet) return <td className="pending">{text}</td>
  return <td className={wrong ? 'race-fate wrong' : 'race-fate'}>{text}</td>
}

/** The first step within the tolerance, once the race has got there. */
function reachedText({ outcome }: Lane, { step, limit }: State, t: RaceMessages): string {
  const { reached, end } = outcome
  if (reached !== null && reached <= step) return String(reached)
  return step >= (end?.step ?? limit) ? t.missed(limit) : t.notYet
}

/** What became of a runner, once the race has got there. */
export function fateText({ outcome }: Lane, { step, limit }: State, t: RaceMessages): string {
  const { fate, settled, end } = outcome
  if (end && step >= end.step) return t.diverged(end.step, t.quantities[end.name] ?? t.value)
  if (settled !== null && step >= settled) return String(settled)
  if (step < limit) return t.notYet
  return fate === 'away' ? t.away : t.missed(limit)
}
