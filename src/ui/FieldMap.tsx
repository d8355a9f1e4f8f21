import { memo, useMemo } from 'react'
import { fieldBands } from './field-bands.ts'

export interface FieldMapProps {
  /** grid² numbers, row by row from the top, each the value in the middle of its cell. */
  readonly values: ArrayLike<number>
  readonly grid: number
  /** What the ends of the colour scale mean; the ground colour is half way between. */
  readonly low: number
  readonly high: number
  /** What the picture shows, in words; left out where something around it says so already. */
  readonly label?: string
}

/**
 * A field over the plane as filled contours, from --negative through the ground to --positive. The style sheet colours
 * the classes f-0 … f-8, so themes and print need no script. The same array of values is not drawn twice.
 */
export const FieldMap = memo(function FieldMap({ values, grid, low, high, label }: FieldMapProps) {
  const bands = useMemo(() => fieldBands(values, grid, low, high), [values, grid, low, high])
  return (
    <svg
      className="field-map"
      viewBox={`0 0 ${grid} ${grid}`}
      preserveAspectRatio="none"
      focusable="false"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <rect className="f-4" width={grid} height={grid} />
      {bands.map(({ level, path }) => (
        <path key={level} className={`f-${level}`} d={path} />
      ))}
    </svg>
  )
})
