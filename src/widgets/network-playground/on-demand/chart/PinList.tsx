import { useContext } from 'react'
import { Button } from '../../../../ui/Button.tsx'
import type { Language } from '../../../../widget-kit/language.ts'
import { OptionsContext } from '../../../../widget-kit/options.ts'
import { formatsIn } from '../../format.ts'
import { LETTERS } from '../../LossChart.tsx'
import type { Action, State } from '../../model.ts'
import { MOST_PINS, type Pin } from '../../pins.ts'
import { differing, nameOf, otherPoints, valueText } from '../differences.ts'
import { RunsTable } from '../RunsTable.tsx'
import './style.css'
import { messages, type ChartMessages } from './messages.ts'

/** More differences than this are counted, not named. */
const MOST_NAMED = 3

const hasOtherPoints = ({ settings, points, table }: Pin, state: State): boolean =>
  otherPoints({ data: settings.data, points, table }, state)

/** What a pinned run differs in from what is set now, in words. */
export function pinName(pin: Pin, state: State, lang: Language, t: ChartMessages): string {
  const names = differing(pin.settings, state)
  const named = names
    .slice(0, MOST_NAMED)
    .map((name) =>
      t.differs(
        nameOf(name, lang),
        valueText(name, pin.settings[name], lang, t.none),
        valueText(name, state[name], lang, t.none),
      ),
    )
  const more = names.length > MOST_NAMED ? [t.more(String(names.length - MOST_NAMED))] : []
  const edits = pin.edits > 0 ? [t.edits(String(pin.edits))] : []
  const points = hasOtherPoints(pin, state) ? [t.otherPoints] : []
  const all = [...named, ...more, ...points, ...edits]
  return all.length === 0 ? t.same : all.join(t.join)
}

interface Props {
  readonly state: State
  readonly lang: Language
  dispatch(action: Action): void
  say(text: string): void
}

/** The pinned runs: what each line is, back to its settings, away with it; and how they ended. */
export default function PinList({ state, lang, dispatch, say }: Props) {
  const { locked } = useContext(OptionsContext)
  const t = messages[lang]
  return (
    <>
      <ul className="pg-pin-list" aria-label={t.pins}>
        {state.pins.map((pin) => {
          const letter = LETTERS.charAt(pin.slot)
          return (
            <li key={pin.slot} className={`pin-${pin.slot}`}>
              <svg className="pg-pin-line" viewBox="0 0 34 10" aria-hidden="true" focusable="false">
                <path className="pin-stroke" d="M0 5H34" />
              </svg>
              <span>
                <b>{letter}</b> {pinName(pin, state, lang, t)}
              </span>
              <span className="pg-pin-buttons">
                <Button
                  label={t.goBack(letter)}
                  icon="back-to"
                  iconOnly
                  quiet
                  disabled={locked}
                  onPress={() => {
                    const there = differing(pin.settings, state).length === 0 && !hasOtherPoints(pin, state)
                    dispatch({ type: 'return', slot: pin.slot })
                    say(there ? t.alreadyThere(letter) : t.wentBack(letter))
                  }}
                />
                <Button
                  label={t.remove(letter)}
                  icon="wrong"
                  iconOnly
                  quiet
                  onPress={() => {
                    dispatch({ type: 'unpin', slot: pin.slot })
                    say(t.removed(letter))
                  }}
                />
              </span>
            </li>
          )
        })}
      </ul>
      {state.pins.length === MOST_PINS && <p className="quiet">{t.full}</p>}
      <details className="chart-table">
        <summary>{t.table}</summary>
        <EndTable state={state} lang={lang} t={t} />
      </details>
    </>
  )
}

function EndTable({ state, lang, t }: Pick<Props, 'state' | 'lang'> & { readonly t: ChartMessages }) {
  const { run, step, loss, accuracy, train, validation } = t
  return (
    <RunsTable
      heads={{ first: run, step, loss, score: accuracy, train, validation }}
      formats={formatsIn(lang)}
      rows={state.pins.map(({ slot, settings, points, table, step, scores }) => {
        const [trainLoss, validationLoss, trainScore, validationScore] = scores
        return {
          name: LETTERS.charAt(slot),
          of: { ...settings, points, table },
          at: { step, trainLoss, validationLoss, trainScore, validationScore },
        }
      })}
    />
  )
}
