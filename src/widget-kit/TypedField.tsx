import { useId, useState, type FormEvent } from 'react'
import { isComposing } from '../ui/composing.ts'
import { useControl } from './ParamControl.tsx'

export interface TypedFieldProps {
  readonly label: string
  /** The parameter's key in the address: by it the field is shown, hidden or locked. */
  readonly name: string
  readonly maxLength: number
  readonly value: string
  /** What is wrong with a text, as a sentence; null when it can be taken. */
  faultOf(text: string): string | null
  onChange(formula: string): void
}

/** A formula one types. It is taken on Enter or on leaving when nothing is wrong; until then the old one stays. */
export function TypedField({ label, name, maxLength, value, faultOf, onChange }: TypedFieldProps) {
  const id = useId()
  const { shown, locked } = useControl(name)
  const [draft, setDraft] = useState<string | null>(null)
  if (!shown) return null
  const text = draft ?? value
  const fault = faultOf(text)
  const take = () => {
    if (draft === null || fault !== null) return
    setDraft(null)
    if (draft !== value) onChange(draft)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    take()
  }
  return (
    <form className="typed-field" onSubmit={submit}>
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
        aria-invalid={fault !== null || undefined}
        aria-describedby={`${id}-fault`}
        onChange={(e) => setDraft(e.target.value)}
        onBlur={take}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && isComposing(e.nativeEvent)) e.preventDefault()
        }}
      />
      <p className="complaint" id={`${id}-fault`} role="status">
        {fault}
      </p>
    </form>
  )
}
