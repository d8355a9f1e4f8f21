import type { Parameter, Place } from './parameters.ts'

/** What the reader has picked in the diagram: a unit with all that comes in, or one weight. */
export type Selection =
  ({ readonly kind: 'unit' } & Place) | { readonly kind: 'weight'; readonly index: number } | null

const samePlace = (a: Place, b: Place): boolean => a.layer === b.layer && a.unit === b.unit

export const isUnitSelected = (selection: Selection, place: Place): boolean =>
  selection?.kind === 'unit' && samePlace(selection, place)

/** Whether a parameter's number is shown for editing. */
export function isSelected(selection: Selection, parameter: Parameter): boolean {
  if (selection === null) return false
  return selection.kind === 'unit'
    ? samePlace(selection, parameter.to)
    : parameter.kind === 'weight' && selection.index === parameter.index
}
