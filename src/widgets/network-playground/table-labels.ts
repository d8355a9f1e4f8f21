import { PICTURE, unscaled, type Dataset, type Scaling } from '../../core/dataset/index.ts'
import type { Ticks } from '../../widget-kit/plane/Axes.tsx'
import type { OwnTable } from './own-table.ts'

/** What stands at the axes and in the key where a table is learnt: its own numbers and names, not the standardized ones. */
export interface TableLabels {
  readonly ticks: { readonly x: Ticks; readonly y: Ticks }
  /** The ends of the colour scale. */
  readonly ends: readonly [string, string]
  readonly names: readonly string[] | undefined
}

/** 49K: there is room for five signs beside the plane, in any language. */
const format = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2 })

/** `range` is the picture's edge and `scale` the colours' end, both in deviations. */
export function tableLabels(
  { classes }: OwnTable,
  { scalings }: Dataset,
  range: number,
  scale: number,
): TableLabels | null {
  if (!scalings) return null
  const at = (scaling: Scaling, z: number): string =>
    format.format(unscaled(scaling, z) + 0).replace('-', '−')
  const edge = range / PICTURE
  const ticks = (scaling: Scaling, name: string): Ticks => [at(scaling, -edge), name, at(scaling, edge)]
  const [x1, x2, y] = scalings
  return {
    ticks: { x: ticks(x1, 'x₁'), y: ticks(x2, 'x₂') },
    ends: [at(y, -scale), at(y, scale)],
    names: classes ?? undefined,
  }
}
