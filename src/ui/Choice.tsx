import { useId } from 'react'

export interface ChoiceProps<T extends string> {
  readonly label: string
  readonly help?: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly disabled?: boolean
  onChange(value: T): void
}

/** One of a few: the platform's own list, which every phone and screen reader knows. */
export function Choice<T extends string>({
  label,
  help,
  value,
  options,
  disabled,
  onChange,
}: ChoiceProps<T>) {
  const id = useId()
  return (
    <div className="choice">
      <label htmlFor={id} title={help}>
        {label}
      </label>
      <select
        autoComplete="off"
        id={id}
        value={value}
        disabled={disabled}
        onChange={(e) => onChange(e.target.value as T)}
      >
        {options.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
    </div>
  )
}
