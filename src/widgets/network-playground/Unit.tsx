import { memo, useMemo } from 'react'
import { GRID } from '../../engine/protocol.ts'
import { coarser } from '../../ui/field-bands.ts'
import { FieldMap } from '../../ui/FieldMap.tsx'
import { scaleOf, type Drawn } from './picture.ts'

/** A unit is 40 px wide; half the grid is as fine as that can show, at a quarter of the work. */
const COARSER = 2

interface SmallProps {
  readonly field: Float32Array
  readonly activation: Drawn
}

/** The little picture of what a unit computes over the plane. */
const SmallMap = memo(function SmallMap({ field, activation }: SmallProps) {
  const small = useMemo(() => coarser(field, GRID, COARSER), [field])
  const [low, high] = scaleOf(activation, small)
  return <FieldMap values={small} grid={GRID / COARSER} low={low} high={high} />
})

/** An input: x₁ or x₂ over the plane, and its name. */
export function Input({ field, name }: { readonly field: Float32Array; readonly name: string }) {
  return (
    <div className="pg-unit is-input">
      <SmallMap field={field} activation={null} />
      <span className="pg-unit-name">{name}</span>
    </div>
  )
}

export interface UnitProps extends SmallProps {
  readonly label: string
  /** The number of its class, where it is one output of several. */
  readonly name?: string | undefined
  readonly pressed: boolean
  onPress(): void
}

/** A unit that computes something, as a button that shows its numbers. */
export function Unit({ field, activation, label, name, pressed, onPress }: UnitProps) {
  return (
    <button
      type="button"
      className="pg-unit"
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      onClick={onPress}
    >
      <SmallMap field={field} activation={activation} />
      {name !== undefined && <span className="pg-unit-name">{name}</span>}
    </button>
  )
}
