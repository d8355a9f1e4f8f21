import { memo, useMemo } from 'react'
import type { ActivationName } from '../../core/network/spec.ts'
import { GRID } from '../../engine/protocol.ts'
import { coarser } from '../../ui/field-bands.ts'
import { FieldMap } from '../../ui/FieldMap.tsx'
import { scaleOf } from './picture.ts'

/** A unit is 40 px wide; half the grid is as fine as that can show, at a quarter of the work. */
const COARSER = 2

interface SmallProps {
  readonly field: Float32Array
  /** `probability` for the output, null for an input. */
  readonly activation: ActivationName | 'probability' | null
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
  readonly pressed: boolean
  onPress(): void
}

/** A unit that computes something, as a button that shows its numbers. */
export function Unit({ field, activation, label, pressed, onPress }: UnitProps) {
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
    </button>
  )
}
