import { framed, regionPath } from '../../ui/region.ts'

/** How far ahead of all others a class must be, for its colour to deepen. */
const LEADS = [0, 1 / 3, 2 / 3] as const

export interface ClassRegion {
  /** Where the class leads, one path inside the other. */
  readonly paths: readonly string[]
  /** The place that is deepest inside, in cells from the top left, for the class's number; null in a sliver. */
  readonly middle: readonly [number, number] | null
}

/** Nearer to its border than this the number would stand across it. */
const DEEP = 3

/**
 * Where which class is the most probable, from each class's probabilities on the grid (see `FieldMap`): a class leads
 * where its probability is at least that of any other.
 */
export function classRegions(fields: readonly Float32Array[], grid: number): ClassRegion[] {
  return fields.map((own, k) => {
    const lead = own.map((p, i) =>
      fields.reduce(
        (least, other, j) => (j === k ? least : Math.min(least, p - (other[i] ?? NaN))),
        Infinity,
      ),
    )
    const field = framed(lead, grid, 1)
    const paths = LEADS.map((by) => regionPath(field, by)).filter((path) => path !== '')
    return { paths, middle: deepest(lead, grid) }
  })
}

/** The cell that is the most steps away from where the class no longer leads, and from the picture's edge. */
function deepest(lead: Float32Array, grid: number): readonly [number, number] | null {
  const depth = Float64Array.from(lead, (by) => (by >= 0 ? Infinity : 0))
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 || row >= grid || column >= grid ? 0 : (depth[row * grid + column] ?? 0)
  const cells = lead.length
  for (let i = 0; i < cells; i++) settle(i, -1)
  for (let i = cells - 1; i >= 0; i--) settle(i, 1)
  function settle(i: number, side: 1 | -1): void {
    const [row, column] = [Math.floor(i / grid), i % grid]
    depth[i] = Math.min(depth[i] ?? 0, 1 + at(row + side, column), 1 + at(row, column + side))
  }
  let best = 0
  for (let i = 1; i < cells; i++) if ((depth[i] ?? 0) > (depth[best] ?? 0)) best = i
  return (depth[best] ?? 0) < DEEP ? null : [(best % grid) + 0.5, Math.floor(best / grid) + 0.5]
}
