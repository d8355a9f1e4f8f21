import { useId } from 'react'
import { NumberField } from '../ui/NumberField.tsx'
import { numberText } from '../ui/parse-number.ts'
import type { Language } from './language.ts'
import type { SliderParam } from './param.ts'
import { complaintIn, useControl } from './ParamControl.tsx'

export interface StopSliderProps {
  readonly name: string
  readonly param: SliderParam
  readonly lang: Language
  /** The values at which the thumb stops, in order; the field beside it takes any other in the range. */
  readonly stops: readonly number[]
  readonly value: number
  /** What is true of the value beyond its number. */
  readonly note?: string | null
  onChange(value: number): void
}

const nearest = (stops: readonly number[], value: number): number =>
  stops.reduce(
    (best, stop, i) => (Math.abs(stop - value) < Math.abs((stops[best] ?? NaN) - value) ? i : best),
    0,
  )

/** A slider that knows good values: decades with their halves, whole numbers, and zero at the left where there is one. */
export function StopSlider({ name, param, lang, stops, value, note, onChange }: StopSliderProps) {
  const id = useId()
  const { shown, locked } = useControl(param.key ?? name)
  if (!shown) return null
  const label = param.label[lang]
  return (
    <div className="slider">
      <label htmlFor={id} title={param.help[lang]}>
        {label}
      </label>
      <NumberField
        label={label}
        showLabel={false}
        value={value}
        min={param.min}
        max={param.max}
        disabled={locked}
        complaint={complaintIn(lang)}
        onChange={onChange}
      />
      <input
        autoComplete="off"
        id={id}
        type="range"
        min={0}
        max={stops.length - 1}
        step={1}
        value={nearest(stops, value)}
        disabled={locked}
        aria-valuetext={numberText(value)}
        aria-describedby={note ? `${id}-note` : undefined}
        onChange={(e) => onChange(stops[Number(e.target.value)] ?? value)}
      />
      {note && (
        <p className="slider-note" id={`${id}-note`}>
          {note}
        </p>
      )}
    </div>
  )
}
