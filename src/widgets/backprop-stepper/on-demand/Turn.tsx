import { useState } from 'react'
import { judge, type MistakeId, questionAt, tellingEdge } from '../../../core/autodiff/mistakes.ts'
import { Answer, type AnswerVerdict } from '../../../ui/Answer.tsx'
import { Button } from '../../../ui/Button.tsx'
import { shown } from '../lines.ts'
import { named, type PanelProps } from '../panel.ts'

interface Props extends PanelProps {
  say(text: string): void
}

interface Given {
  readonly verdict: AnswerVerdict
  /** Mistakes that this edge cannot tell from the right way. */
  readonly blind: readonly MistakeId[]
}

/** "Your turn": the gradient that the current edge leaves at its tail, asked for and judged. */
export default function Turn(props: Props) {
  const { state, place, t } = props
  if (place.item?.kind !== 'edge') return <p className="quiet">{t.turnLater}</p>
  return <Question key={`${state.step} ${state.values.join()}`} {...props} />
}

function Question({ state, place, t, dispatch, say }: Props) {
  const [given, setGiven] = useState<Given | null>(null)
  const { graph, item, before } = place
  if (item?.kind !== 'edge') return null
  const question = questionAt(graph, item, before)
  const words = (ids: readonly MistakeId[]): string => ids.map((id) => t.mistakes[id]).join(t.or)
  const answer = (value: number) => {
    const { right, mistakes } = judge(question, value)
    const verdict = ((): AnswerVerdict => {
      if (right && mistakes.length > 0) return { kind: 'undecided', text: t.cannotTell(words(mistakes)) }
      if (right) return { kind: 'right', text: t.right }
      if (mistakes.length > 0) return { kind: 'mistake', text: t.mistaken(words(mistakes)) }
      return { kind: 'wrong', text: t.wrong }
    })()
    setGiven({ verdict, blind: right ? mistakes : [] })
    if (right) dispatch({ type: 'tell' })
    say(verdict.text)
  }
  const reveal = () => {
    const text = t.shownNow(shown(question.right, state.digits))
    setGiven({ verdict: { kind: 'right', text }, blind: [] })
    dispatch({ type: 'tell' })
    say(text)
  }
  const telling = given?.blind
    .map((id) => tellingEdge(graph, state.values, state.step, id))
    .find((at) => at !== null)
  const tail = named(graph, graph.edges[item.edge]!.tail)
  return (
    <Answer
      label={t.ask({ tail, nth: item.nth, of: item.of })}
      t={t.answer}
      verdict={given?.verdict ?? null}
      onAnswer={answer}
      {...(place.hidden ? { onReveal: reveal } : {})}
    >
      {telling !== undefined && (
        <Button label={t.elsewhere} onPress={() => dispatch({ type: 'go', step: telling })} />
      )}
    </Answer>
  )
}
