import { useState } from 'react'
import {
  judge,
  type MistakeId,
  type Question,
  questionOf,
  tellingItem,
} from '../../../core/autodiff/mistakes.ts'
import { Answer, type AnswerVerdict } from '../../../ui/Answer.tsx'
import { Button } from '../../../ui/Button.tsx'
import { shown } from '../lines.ts'
import { named, type PanelProps } from '../panel.ts'

interface Props extends PanelProps {
  say(text: string): void
}

interface Given {
  readonly verdict: AnswerVerdict
  /** Mistakes that cannot be told from the right way here. */
  readonly blind: readonly MistakeId[]
}

/** "Your turn": the value of the current node, or the gradient that the current edge leaves at its tail. */
export default function Turn(props: Props) {
  const { state, place, t } = props
  const { graph, item, before, isAsked } = place
  const question = item && isAsked ? questionOf(graph, item, before) : null
  if (!question) return <p className="quiet">{state.turn === 'all' ? t.turnNext : t.turnLater}</p>
  return <Asked key={`${state.step} ${state.values.join()}`} {...props} question={question} />
}

function Asked({ state, place, t, dispatch, say, question }: Props & { readonly question: Question }) {
  const [given, setGiven] = useState<Given | null>(null)
  const { graph, item } = place
  if (item === null || item.kind === 'seed') return null
  const { kind } = item
  const words = (ids: readonly MistakeId[]): string => ids.map((id) => t.mistakes[id]).join(t.or)
  const placeOf = (id: MistakeId) => tellingItem(graph, state.values, state.step, id, kind, state.digits)
  const answer = (value: number) => {
    const { right, mistakes } = judge(question, value, state.digits)
    // Of values, a mistake that no other one can show is not spoken of.
    const blind = right ? mistakes.filter((id) => kind === 'edge' || placeOf(id) !== null) : []
    const verdict = ((): AnswerVerdict => {
      if (blind.length > 0) return { kind: 'undecided', text: t.cannotTell[kind](words(blind)) }
      if (right) return { kind: 'right', text: t.right }
      if (mistakes.length > 0) return { kind: 'mistake', text: t.mistaken(words(mistakes)) }
      return { kind: 'wrong', text: t.wrong[kind] }
    })()
    setGiven({ verdict, blind })
    if (right) dispatch({ type: 'tell' })
    say(verdict.text)
  }
  const reveal = () => {
    const text = t.shownNow(shown(question.right, state.digits))
    setGiven({ verdict: { kind: 'right', text }, blind: [] })
    dispatch({ type: 'tell' })
    say(text)
  }
  const telling = given?.blind.map(placeOf).find((at) => at !== null)
  const label =
    item.kind === 'value'
      ? t.askValue(named(graph, item.node))
      : t.ask({ tail: named(graph, graph.edges[item.edge]!.tail), nth: item.nth, of: item.of })
  return (
    <Answer
      label={label}
      t={t.answer}
      verdict={given?.verdict ?? null}
      onAnswer={answer}
      {...(place.hidden ? { onReveal: reveal } : {})}
    >
      {telling !== undefined && (
        <Button label={t.elsewhere[kind]} onPress={() => dispatch({ type: 'go', step: telling })} />
      )}
    </Answer>
  )
}
