import { NumberField } from '../ui/NumberField.tsx'
import type { Language } from './language.ts'
import { complaintIn, useControl } from './ParamControl.tsx'

interface Props {
  /** The letters of the objective's parameters. */
  readonly names: readonly string[]
  readonly start: readonly number[]
  readonly range: { readonly min: number; readonly max: number }
  readonly lang: Language
  labelOf(letter: string): string
  onChange(start: readonly number[]): void
}

/** Where a run starts: one field a parameter. */
export function StartFields({ names, start, range, lang, labelOf, onChange }: Props) {
  const { shown, locked } = useControl('start')
  if (!shown) return null
  return (
    <div className="start-fields">
      {names.map((name, i) => (
        <NumberField
          key={name}
          label={labelOf(name === 'theta' ? 'θ' : name)}
          value={start[i] ?? 0}
          min={range.min}
          max={range.max}
          disabled={locked}
          complaint={complaintIn(lang)}
          onChange={(x) => onChange(start.map((old, j) => (j === i ? x : old)))}
        />
      ))}
    </div>
  )
}
