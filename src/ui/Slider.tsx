import { useId } from 'react'
import { NumberField } from './NumberField.tsx'
import { numberText } from './parse-number.ts'

export interface SliderProps {
  readonly label: string
  /** How the quantity is written, already typeset, if it has a letter. */
  readonly symbol?: React.ReactNode
  readonly help?: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number | undefined
  readonly scale?: 'linear' | 'log'
  readonly disabled?: boolean
  complaint(min: number, max: number): string
  onChange(value: number): void
}

const POSITIONS = 200

/** Three significant digits: what a thumb can mean; the field beside it takes any number. */
const rounded = (x: number): number => Number(x.toPrecision(3))

const positionOf = (p: SliderProps): number => {
  if (p.step !== undefined) return p.value
  const low = Math.max(p.min, Number.MIN_VALUE)
  const share =
    p.scale === 'log'
      ? Math.log(Math.max(p.value, low) / low) / Math.log(p.max / low)
      : (p.value - p.min) / (p.max - p.min)
  return Math.round(share * POSITIONS)
}

const valueAt = (p: SliderProps, position: number): number => {
  if (p.step !== undefined) return position
  if (position <= 0) return p.min
  if (position >= POSITIONS) return p.max
  const share = position / POSITIONS
  return rounded(p.scale === 'log' ? p.min * (p.max / p.min) ** share : p.min + share * (p.max - p.min))
}

/** A slider with its number, which can be typed too. Logarithmic where a quantity spans decades. */
export function Slider(p: SliderProps) {
  const id = useId()
  const stepped = p.step !== undefined
  return (
    <div className="slider">
      <label htmlFor={id} title={p.help}>
        {p.label} {p.symbol}
      </label>
      <NumberField
        label={p.label}
        showLabel={false}
        value={p.value}
        min={p.min}
        max={p.max}
        disabled={p.disabled ?? false}
        complaint={p.complaint}
        onChange={p.onChange}
      />
      <input
        autoComplete="off"
        id={id}
        type="range"
        min={stepped ? p.min : 0}
        max={stepped ? p.max : POSITIONS}
        step={stepped ? p.step : 1}
        value={positionOf(p)}
        disabled={p.disabled}
        aria-valuetext={numberText(p.value)}
        onChange={(e) => p.onChange(valueAt(p, Number(e.target.value)))}
      />
    </div>
  )
}
