import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { isComposing } from './composing.ts'
import { Icon, type IconName } from './icons.tsx'
import { parseNumber } from './parse-number.ts'

/** What became of an answer. `undecided` is right, but one cannot tell here whether by the right way. */
export interface AnswerVerdict {
  readonly kind: 'right' | 'undecided' | 'mistake' | 'wrong'
  readonly text: string
}

export interface AnswerTexts {
  readonly check: string
  /** Said when what was typed is no number. */
  readonly notANumber: string
  /** The name of the button that shows the result; needed with `onReveal` only. */
  readonly reveal?: string
}

export interface AnswerProps {
  /** What is asked for: "Your value of m₁". */
  readonly label: string
  readonly t: AnswerTexts
  /** The verdict on the last answer, in words that say it without its colour. Whoever gives it also says it aloud. */
  readonly verdict: AnswerVerdict | null
  onAnswer(value: number): void
  onReveal?(): void
  /** False where the label stands elsewhere; it is still read aloud. */
  readonly showLabel?: boolean
  /** What may follow the verdict: a way to a step that tells more, say. */
  readonly children?: ReactNode
}

const ICONS: Readonly<Record<AnswerVerdict['kind'], IconName>> = {
  right: 'right',
  undecided: 'undecided',
  mistake: 'wrong',
  wrong: 'wrong',
}

/**
 * A number to answer with, a button to check it, and the verdict. Reads what a NumberField reads; Enter answers, except
 * the Enter that ends a word of an input method. The verdict goes away as soon as another number is typed. To ask
 * something else, give it another `key`.
 */
export function Answer({ label, t, verdict, onAnswer, onReveal, showLabel = true, children }: AnswerProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [checked, setChecked] = useState<string | null>(null)
  const [wrong, setWrong] = useState(false)
  const judged = verdict && (checked === null || checked === typed) ? verdict : null
  const isRight = judged?.kind === 'right' || judged?.kind === 'undecided'
  const check = () => {
    const value = parseNumber(typed)
    setWrong(value === null)
    if (value === null) return
    setChecked(typed)
    onAnswer(value)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return
    event.preventDefault()
    check()
  }
  return (
    <div className="answer" data-state={judged ? (isRight ? 'right' : 'wrong') : 'asked'}>
      <div className="answer-row">
        {showLabel && <label htmlFor={id}>{label}</label>}
        <input
          id={id}
          type="text"
          inputMode="text"
          autoComplete="off"
          spellCheck={false}
          aria-label={showLabel ? undefined : label}
          aria-invalid={wrong || undefined}
          aria-describedby={`${id}-verdict`}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setWrong(false)
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" className="button" onClick={check}>
          {t.check}
        </button>
        {onReveal && (
          <button type="button" className="button" onClick={onReveal}>
            {t.reveal}
          </button>
        )}
      </div>
      <div className="verdict" id={`${id}-verdict`} data-kind={judged?.kind}>
        {wrong ? (
          <span className="complaint" role="alert">
            {t.notANumber}
          </span>
        ) : (
          judged && (
            <>
              <Icon name={ICONS[judged.kind]} /> {judged.text}
            </>
          )
        )}
      </div>
      {judged && children}
    </div>
  )
}
