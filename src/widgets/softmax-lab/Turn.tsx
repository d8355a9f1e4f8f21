import { useState } from 'react'
import { Answer, type AnswerVerdict } from '../../ui/Answer.tsx'
import { Button } from '../../ui/Button.tsx'
import { sentences } from '../../widget-kit/language.ts'
import { shiftedLogits } from './model.ts'
import type { PanelProps } from './panel.ts'
import { CLASSES } from './params.ts'
import { judge } from './turn.ts'

/** The focused class's probability is hidden, and asked for. */
export function Turn(props: PanelProps & { say(text: string): void }) {
  const { state, stages, t, dispatch } = props
  const p = stages.probabilities[state.focus] ?? NaN
  // What is asked changes with any of these, and the verdict goes with it.
  const asked = [shiftedLogits(state).join(), state.temperature, state.focus, state.method, state.precision]
  return (
    <div className="softmax-turn">
      <p className="softmax-head">{t.turn}</p>
      <Button
        label={state.turn ? t.turnOff : t.turnOn}
        pressed={state.turn}
        onPress={() => dispatch({ type: 'turn', on: !state.turn })}
      />
      {state.turn &&
        (Number.isFinite(p) ? <Asked key={asked.join(' ')} {...props} p={p} /> : <p>{t.noQuestion}</p>)}
    </div>
  )
}

function Asked({
  state,
  t,
  lang,
  show,
  say,
  dispatch,
  p,
}: PanelProps & { p: number; say(text: string): void }) {
  const [verdict, setVerdict] = useState<AnswerVerdict | null>(null)
  const [undecided, setUndecided] = useState(false)
  const give = (next: AnswerVerdict) => {
    setVerdict(next)
    setUndecided(next.kind === 'undecided')
    say(next.text)
  }
  const onAnswer = (value: number) => {
    const found = judge(shiftedLogits(state), state.temperature, state.focus, value)
    switch (found.kind) {
      case 'right':
        return give({ kind: 'right', text: t.right(show(p)) })
      case 'undecided': {
        const list = found.mistakes.map((m) => t.would[m]).join(t.or)
        return give({ kind: 'undecided', text: t.undecided(show(p), list) })
      }
      case 'mistake':
        return give({
          kind: 'mistake',
          text: sentences(
            lang,
            found.mistakes.map((m) => t.mistakes[m]),
          ),
        })
      case 'wrong':
        return give({ kind: 'wrong', text: t.wrong })
    }
  }
  return (
    <>
      <p className="quiet">{t.askHelp}</p>
      <Answer
        label={t.ask(CLASSES[state.focus] ?? '')}
        t={t.answer}
        verdict={verdict}
        onAnswer={onAnswer}
        onReveal={() => {
          dispatch({ type: 'turn', on: false })
          say(t.revealed(show(p)))
        }}
      >
        {undecided && <Button label={t.tellApart} onPress={() => dispatch({ type: 'tell-apart' })} />}
      </Answer>
    </>
  )
}
