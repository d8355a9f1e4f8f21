import { useEffect, useId, useState, type FormEvent } from 'react'
import { objectiveFrom } from '../../core/objective/objective.ts'
import { isComposing } from '../../ui/composing.ts'
import { useControl } from '../../widget-kit/ParamControl.tsx'
import type { Language } from '../../widget-kit/language.ts'
import type { StepperMessages } from './messages.ts'
import type { Action, State } from './model.ts'
import { params } from './params.ts'

interface Props {
  readonly state: State
  readonly t: StepperMessages
  readonly lang: Language
  dispatch(action: Action): void
}

/** A formula one types. It is taken on Enter or on leaving when it is one; until then the old function stays. */
export function FormulaField({ state, t, lang, dispatch }: Props) {
  const id = useId()
  const { locked } = useControl('f')
  const [fault, setFault] = useState<(typeof import('./on-demand/faults.ts'))['FAULTS'][Language] | null>(
    null,
  )
  const [draft, setDraft] = useState<string | null>(null)
  const text = draft ?? state.formula
  const result = objectiveFrom(text)
  const isFaulty = !result.ok
  useEffect(() => {
    if (isFaulty) void import('./on-demand/faults.ts').then(({ FAULTS }) => setFault(() => FAULTS[lang]))
  }, [isFaulty, lang])
  const take = () => {
    if (draft === null || !result.ok) return
    setDraft(null)
    if (draft !== state.formula) dispatch({ type: 'formula', formula: draft })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    take()
  }
  return (
    <form className="formula-field" onSubmit={submit}>
      <label htmlFor={id}>{t.params.formula[0]}</label>
      <input
        id={id}
        type="text"
        maxLength={params.formula.maxLength}
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        disabled={locked}
        value={text}
        aria-invalid={!result.ok || undefined}
        aria-describedby={`${id}-fault`}
        onChange={(e) => setDraft(e.target.value)}
        onBlur={take}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && isComposing(e.nativeEvent)) e.preventDefault()
        }}
      />
      <p className="complaint" id={`${id}-fault`} role="status">
        {result.ok || !fault ? '' : fault(result.error.code, result.error.at, foundIn(result.error, text))}
      </p>
    </form>
  )
}

const foundIn = (error: { at: number; length: number }, text: string): string =>
  text.slice(error.at, error.at + Math.min(error.length, 24))
