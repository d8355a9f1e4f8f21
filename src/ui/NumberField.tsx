import { useId, useState, type KeyboardEvent } from 'react'
import { isComposing } from './composing.ts'
import { numberText, parseNumber } from './parse-number.ts'

export interface NumberFieldProps {
  readonly label: string
  readonly value: number
  readonly min?: number
  readonly max?: number
  readonly disabled?: boolean
  /** Said when what was typed cannot be used; the old value stays. */
  complaint(min: number, max: number): string
  onChange(value: number): void
  /** False where the label stands elsewhere; it is still read aloud. */
  readonly showLabel?: boolean
}

/**
 * A number one types: taken on Enter or on leaving, put back by Escape. Unlike a number input it reads "1e-8", a real
 * minus and full-width digits, and an Enter that ends an IME composition does not take it.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, min = -Infinity, max = Infinity, showLabel = true } = props
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const [wrong, setWrong] = useState(false)
  const take = () => {
    if (draft === null) return
    const typed = parseNumber(draft)
    const usable = typed !== null && typed >= min && typed <= max
    setWrong(!usable)
    if (!usable) return
    setDraft(null)
    if (typed !== value) props.onChange(typed)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return
    if (event.key === 'Enter') take()
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation()
      setDraft(null)
      setWrong(false)
    }
  }
  return (
    <span className="number-field">
      {showLabel && <label htmlFor={id}>{label}</label>}
      <input
        id={id}
        type="text"
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        aria-label={showLabel ? undefined : label}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        disabled={props.disabled}
        value={draft ?? numberText(value)}
        onChange={(e) => setDraft(e.target.value)}
        onBlur={take}
        onKeyDown={onKeyDown}
      />
      {wrong && (
        <span className="complaint" id={`${id}-wrong`} role="alert">
          {props.complaint(min, max)}
        </span>
      )}
    </span>
  )
}
