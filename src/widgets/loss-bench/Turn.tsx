import { useState } from 'react'
import { Answer, type AnswerVerdict } from '../../ui/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import type { Language } from '../../widget-kit/language.ts'
import { judge, type Mistake } from './mistakes.ts'
import type { PanelProps } from './panel.ts'
import { TURN_MESSAGES, type TurnMessages } from './turn-messages.ts'

interface Props extends Omit<PanelProps, 't'> {
  readonly lang: Language
  say(text: string): void
}

const named = (mistakes: readonly Mistake[], t: TurnMessages): string =>
  mistakes.map(({ ids }) => ids.map((id) => t.mistakes[id]).join(t.and)).join(t.or)

/** The reader's own sum or mean, judged, with the mistake that it shows by its name. */
export default function Turn({ state, bench, lang, dispatch, say }: Props) {
  const t = TURN_MESSAGES[lang]
  const [verdict, setVerdict] = useState<AnswerVerdict | null>(null)
  if (!Number.isFinite(bench.value)) return <p className="lb-note">{t.noFinite}</p>
  const onAnswer = (given: number) => {
    const { kind, mistakes } = judge(state, bench, given)
    const text = {
      right: () => t.right,
      wrong: () => t.wrong,
      mistake: () => t.mistake(named(mistakes, t)),
      undecided: () => t.undecided(named(mistakes, t)),
    }[kind]()
    setVerdict({ kind, text })
    say(text)
  }
  return (
    <Answer
      label={t.asked[state.reduction]}
      t={t.answer}
      verdict={verdict}
      onAnswer={onAnswer}
      onReveal={() => dispatch({ type: 'turn', turn: 'off' })}
    >
      {verdict?.kind === 'undecided' && (
        <Button label={t.telling} onPress={() => dispatch({ type: 'example' })} />
      )}
    </Answer>
  )
}
