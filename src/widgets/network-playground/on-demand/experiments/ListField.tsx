import { useId, useState } from 'react'
import { isComposing } from '../../../../ui/composing.ts'
import { numberText, parseNumber } from '../../../../ui/parse-number.ts'

interface Props {
  readonly label: string
  readonly values: readonly number[]
  readonly disabled: boolean
  /** Said when what was typed cannot be used; the old values stay. */
  readonly complaint: string
  accepts(values: readonly number[]): boolean
  onChange(values: readonly number[]): void
}

/** Numbers with commas between them, Chinese or Latin; null when a part is no number. */
export function parseNumbers(typed: string): readonly number[] | null {
  const parts = typed
    .split(/[,，、;；\s]+/)
    .filter((part) => part !== '')
    .map(parseNumber)
  return parts.some((x) => x === null) ? null : (parts as number[])
}

/** A short list of numbers one types: taken on Enter or on leaving, put back by Escape. */
export function ListField({ label, values, disabled, complaint, accepts, onChange }: Props) {
  const id = useId()
  const [draft, setDraft] = useState<string | null>(null)
  const [isWrong, setWrong] = useState(false)
  const take = () => {
    if (draft === null) return
    const typed = parseNumbers(draft)
    const isUsable = typed !== null && accepts(typed)
    setWrong(!isUsable)
    if (!isUsable) return
    setDraft(null)
    onChange(typed)
  }
  return (
    <span className="number-field pg-list-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode="text"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        disabled={disabled}
        value={draft ?? values.map(numberText).join(', ')}
        onChange={(e) => setDraft(e.target.value)}
        onBlur={take}
        onKeyDown={(e) => {
          if (isComposing(e.nativeEvent)) return
          if (e.key === 'Enter') take()
          if (e.key !== 'Escape' || draft === null) return
          e.stopPropagation()
          setDraft(null)
          setWrong(false)
        }}
      />
      {isWrong && (
        <span className="complaint" id={`${id}-wrong`} role="alert">
          {complaint}
        </span>
      )}
    </span>
  )
}
