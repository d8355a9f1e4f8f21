import { useId, useState, type FormEvent } from 'react'
import { objectiveFrom } from '../core/objective/objective.ts'
import { isComposing } from '../ui/composing.ts'
import type { Language } from './language.ts'
import { objectiveFault } from './objective-faults.ts'
import { useControl } from './ParamControl.tsx'

export interface ObjectiveFieldProps {
  readonly label: string
  /** The parameter's key in the address: by it the control is shown, hidden or locked. */
  readonly name: string
  readonly maxLength: number
  readonly lang: Language
  readonly value: string
  onChange(formula: string): void
}

/** A formula one types. It is taken on Enter or on leaving when it is one; until then the old function stays. */
export function ObjectiveField({ label, name, maxLength, lang, value, onChange }: ObjectiveFieldProps) {
  const id = useId()
  const { shown, locked } = useControl(name)
  const [draft, setDraft] = useState<string | null>(null)
  if (!shown) return null
  const text = draft ?? value
  const result = objectiveFrom(text)
  const take = () => {
    if (draft === null || !result.ok) return
    setDraft(null)
    if (draft !== value) onChange(draft)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    take()
  }
  return (
    <form className="objective-field" onSubmit={submit}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        maxLength={maxLength}
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
        {result.ok ? '' : objectiveFault(lang, result.error, text)}
      </p>
    </form>
  )
}
