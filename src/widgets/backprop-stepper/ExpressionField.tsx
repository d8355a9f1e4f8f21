import { graphFrom } from '../../core/autodiff/from-formula.ts'
import type { Language } from '../../widget-kit/language.ts'
import { TypedField } from '../../widget-kit/TypedField.tsx'
import type { PanelProps } from './panel.ts'
import { params } from './params.ts'

/** How much of what was typed a sentence repeats. */
const QUOTED = 24

type Props = Omit<PanelProps, 'place'> & { readonly lang: Language }

/** An expression one types; what has no graph is not taken. */
export function ExpressionField({ state, t, lang, dispatch }: Props) {
  const faultOf = (text: string): string | null => {
    const result = graphFrom(text)
    if (result.ok) return null
    const { code, at, length } = result.error
    return t.fault(code, at, text.slice(at, at + Math.min(length, QUOTED)))
  }
  return (
    <TypedField
      label={params.formula.label[lang]}
      name="f"
      maxLength={params.formula.maxLength}
      value={state.formula}
      faultOf={faultOf}
      onChange={(formula) => dispatch({ type: 'formula', formula })}
    />
  )
}
