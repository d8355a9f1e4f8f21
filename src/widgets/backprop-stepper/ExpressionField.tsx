import { useId, useState, type FormEvent } from 'react'
import { graphFrom } from '../../core/autodiff/from-formula.ts'
import { isComposing } from '../../ui/composing.ts'
import type { Language } from '../../widget-kit/language.ts'
import { useControl } from '../../widget-kit/ParamControl.tsx'
import type { PanelProps } from './panel.ts'
import { params } from './params.ts'

/** How much of what was typed a sentence repeats. */
const QUOTED = 24

/** An expression one types. It is taken on Enter or on leaving when it has a graph; until then the old graph stays. */
export function ExpressionField({
  state,
  t,
  lang,
  dispatch,
}: Omit<PanelProps, 'place'> & { lang: Language }) {
  const id = useId()
  const { locked } = useControl('f')
  const [draft, setDraft] = useState<string | null>(null)
  const text = draft ?? state.formula
  const result = graphFrom(text)
  const take = () => {
    if (draft === null || !result.ok) return
    setDraft(null)
    if (draft !== state.formula) dispatch({ type: 'formula', formula: draft })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    take()
  }
  const complaint = () => {
    if (result.ok) return ''
    const { code, at, length } = result.error
    return t.fault(code, at, text.slice(at, at + Math.min(length, QUOTED)))
  }
  return (
    <form className="bp-expression" onSubmit={submit}>
      <label htmlFor={id}>{params.formula.label[lang]}</label>
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
        {complaint()}
      </p>
    </form>
  )
}
