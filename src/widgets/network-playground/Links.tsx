import { memo, useMemo } from 'react'
import type { Parameter, Place } from './parameters.ts'

/** Heights in pixels: every unit's picture and the gap to the next. */
export const UNIT = 40
export const PITCH = 48
/** A column is so many units of the drawing wide; the drawing is stretched to the width that there is. */
const COLUMN = 100

type Weight = Extract<Parameter, { kind: 'weight' }>

export interface LinksProps {
  readonly weights: readonly Weight[]
  /** Values of each layer, inputs and output included. */
  readonly widths: readonly number[]
  readonly height: number
  readonly parameters: Float32Array
  readonly selected: (weight: Weight) => boolean
  onSelect(index: number): void
}

function at({ layer, unit }: Place, widths: readonly number[], height: number): readonly [number, number] {
  const units = widths[layer] ?? 1
  return [(layer + 0.5) * COLUMN, height / 2 + (unit - (units - 1) / 2) * PITCH]
}

function curve(weight: Weight, widths: readonly number[], height: number): string {
  const [x, y] = at(weight.from, widths, height)
  const [toX, toY] = at(weight.to, widths, height)
  const middle = (x + toX) / 2
  return `M${x} ${y}C${middle} ${y} ${middle} ${toY} ${toX} ${toY}`
}

/** Quarter pixels: weight 0 is a hair, weight ±4 and beyond is six pixels. */
const strokeWidth = (w: number): number => Math.round(4 * (0.5 + 1.4 * Math.min(Math.abs(w), 4))) / 4

/** Wide, unseen strokes to point at. They change only with the network. */
const Targets = memo(function Targets(props: Pick<LinksProps, 'weights' | 'widths' | 'height' | 'onSelect'>) {
  const { weights, widths, height, onSelect } = props
  return weights.map((weight) => (
    <path
      key={weight.index}
      className="pg-target"
      d={curve(weight, widths, height)}
      onClick={() => onSelect(weight.index)}
    />
  ))
})

interface LinkProps {
  readonly d: string
  readonly isNegative: boolean
  readonly isSelected: boolean
  readonly width: number
}

/** Widths come in steps, so that most links stay as they are from one picture to the next. */
const Link = memo(function Link({ d, isNegative, isSelected, width }: LinkProps) {
  const sign = isNegative ? 'is-negative' : 'is-positive'
  return <path className={`pg-link ${sign}${isSelected ? ' is-selected' : ''}`} d={d} strokeWidth={width} />
})

/** All weights as curves: the wider the larger, orange and solid where positive, blue and dashed where negative. */
export function Links(props: LinksProps) {
  const { weights, widths, height, parameters, selected, onSelect } = props
  const curves = useMemo(() => weights.map((w) => curve(w, widths, height)), [weights, widths, height])
  return (
    <svg
      className="pg-links"
      viewBox={`0 0 ${COLUMN * widths.length} ${height}`}
      height={height}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {weights.map((weight, i) => {
        const value = parameters[weight.index] ?? 0
        return (
          <Link
            key={weight.index}
            d={curves[i] ?? ''}
            isNegative={value < 0}
            isSelected={selected(weight)}
            width={strokeWidth(value)}
          />
        )
      })}
      <Targets weights={weights} widths={widths} height={height} onSelect={onSelect} />
    </svg>
  )
}
