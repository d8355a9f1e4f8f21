import { useEffect, useRef, useState } from 'react'
import { formatNumber } from '../../../../core/formula/precision.ts'
import {
  type Asked,
  MISTAKE_IDS,
  type MistakeId,
  type Proposal,
  rightValue,
  type StepAsked,
  type Verdict,
} from '../../../../core/optimizer/mistakes/index.ts'
import { Answer, type AnswerVerdict } from '../../../../ui/Answer.tsx'
import { Button } from '../../../../ui/Button.tsx'
import { Choice } from '../../../../ui/Choice.tsx'
import { numberText } from '../../../../ui/parse-number.ts'
import { headed, type Language } from '../../../language.ts'
import { EVERY, isAlone, NO_TURN, opened, placeOf, type Turn } from '../../hiding.ts'
import { TURN_MESSAGES } from './messages.ts'
import './style.css'

export interface YourTurnProps {
  readonly lang: Language
  /** The step in view: its results are asked for. 0 when none was made. */
  readonly step: number
  /** The same as it is asked for; null where there is none, or none whose numbers are finite. */
  readonly asked: StepAsked | null
  /** What of it can be hidden, in order. */
  readonly stops: readonly string[]
  /** How many numbers each has. */
  readonly coordinates: number
  readonly digits: number
  readonly turn: Turn
  /** What a stop is called: “first moment”, and of which parameter where there are several. */
  nameOf(stop: string, coordinate: number | null): string
  /** How a hyperparameter is written in a sentence: “ε”. */
  symbolOf(hyperparameter: string): string
  /** What there is to say about an answer; null where the step cannot be asked for. */
  judge(asked: Asked, answer: number): Verdict | null
  onTurn(turn: Turn): void
  /** Leads to a step at which mistakes can be told apart, with the setting that does; where steps can be chosen. */
  onTry?(place: Pick<Proposal, 'step' | 'setting' | 'digits'>): void
  say(text: string): void
}

const NOTHING = 'nothing'
/** So many mistakes are told in one sentence. */
const NAMED = 3

/** The most usual mistakes first. */
const inOrder = (ids: readonly MistakeId[]): readonly MistakeId[] =>
  MISTAKE_IDS.filter((id) => ids.includes(id))

/** The reader hides a result of the step in view, works it out, types it, and is told which mistake it was. */
export default function YourTurn(props: YourTurnProps) {
  const { lang, step, asked, stops, digits, turn, nameOf, onTurn, onTry } = props
  const t = TURN_MESSAGES[lang]
  // When the panel is folded up, nothing is left hidden.
  const leave = useRef(onTurn)
  useEffect(() => {
    const end = leave.current
    return () => end(NO_TURN)
  }, [])
  const chosen = turn.hide !== null && [...stops, EVERY].includes(turn.hide) ? turn.hide : null
  const targets = chosen === EVERY ? stops : chosen === null ? [] : [chosen]
  const several = props.coordinates > 1
  const all = Array.from({ length: props.coordinates }, (_, c) => c)
  const fields = targets.flatMap((target) =>
    (isAlone(target) ? [0] : all).map((coordinate) => ({
      target,
      coordinate,
      name: nameOf(target, several && !isAlone(target) ? coordinate : null),
    })),
  )
  return (
    <div className="your-turn">
      <p className="quiet">{t.prompt}</p>
      <Choice
        label={t.what}
        value={chosen ?? NOTHING}
        options={[
          { value: NOTHING, label: t.nothing },
          ...stops.map((stop) => ({ value: stop, label: nameOf(stop, null) })),
          { value: EVERY, label: t.every },
        ]}
        onChange={(value) => onTurn({ hide: value === NOTHING ? null : value, open: [] })}
      />
      {chosen !== null && !asked && (
        <p>
          {step === 0 ? t.noStep : t.broken}{' '}
          {step === 0 && onTry && (
            <Button label={t.makeStep} onPress={() => onTry({ step: 1, setting: null, digits: null })} />
          )}
        </p>
      )}
      {chosen !== null && asked && (
        <div role="group" aria-label={t.asked(step)}>
          <p className="your-turn-head">
            {t.asked(step)}
            <span className="quiet">{t.digits(digits)}</span>
          </p>
          {fields.map((field) => (
            <Field
              key={`${placeOf(step, field.target, field.coordinate)} ${digits} ${rightValue(asked, field.target, field.coordinate)}`}
              {...props}
              {...field}
              asked={asked}
            />
          ))}
        </div>
      )}
    </div>
  )
}

interface FieldProps extends YourTurnProps {
  readonly asked: StepAsked
  readonly target: string
  readonly coordinate: number
  readonly name: string
}

/** One number to work out. */
function Field(props: FieldProps) {
  const { lang, step, digits, turn, target, coordinate, name, onTurn, onTry, say } = props
  const t = TURN_MESSAGES[lang]
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const place = placeOf(step, target, coordinate)
  const text = verdict && verdictText(verdict, digits, lang)
  const answer = (value: number) => {
    const found = props.judge({ target, coordinate, digits }, value)
    if (!found) return
    setVerdict(found)
    say(headed(lang, name, verdictText(found, digits, lang).text))
    if (found.kind === 'right' || found.kind === 'undecided') onTurn(opened(turn, place))
  }
  const reveal = () => {
    const { text: value } = formatNumber(rightValue(props.asked, target, coordinate), digits)
    onTurn(opened(turn, place))
    say(t.shown(name, value))
  }
  return (
    <Answer label={name} t={t.answer} verdict={text} onAnswer={answer} onReveal={reveal}>
      {verdict?.kind === 'undecided' && verdict.ids.length > NAMED && (
        <details className="your-turn-all">
          <summary>{t.allOfThem}</summary>
          <ul>
            {inOrder(verdict.ids).map((id) => (
              <li key={id}>{t.mistakes[id]}</li>
            ))}
          </ul>
        </details>
      )}
      {verdict?.kind === 'undecided' && onTry && (
        <p className="your-turn-places">
          {t.tellApart}{' '}
          {verdict.proposals.map((proposal) => {
            const label = t.place({ ...proposal, setting: settingText(proposal, props) })
            return <Button key={label} label={label} onPress={() => onTry(proposal)} />
          })}
        </p>
      )}
    </Answer>
  )
}

const settingText = ({ setting }: Proposal, { symbolOf }: FieldProps): string | null =>
  setting && `${symbolOf(setting.name)} = ${numberText(setting.value)}`

/** The verdict in the reader's language. */
export function verdictText(verdict: Verdict, digits: number, lang: Language): AnswerVerdict {
  const t = TURN_MESSAGES[lang]
  switch (verdict.kind) {
    case 'right':
      return { kind: 'right', text: t.right }
    case 'wrong':
      return { kind: 'wrong', text: t.wrong }
    case 'rounded':
      return { kind: 'mistake', text: t.rounded(digits) }
    case 'mistake':
      return { kind: 'mistake', text: t.mistake(inOrder(verdict.ids).map((id) => t.mistakes[id])) }
    case 'undecided':
      return {
        kind: 'undecided',
        text: t.undecided(
          verdict.ids.length,
          inOrder(verdict.ids)
            .slice(0, NAMED)
            .map((id) => t.mistakes[id]),
        ),
      }
  }
}
