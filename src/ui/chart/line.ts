import type { ReactNode } from 'react'
import type { Axis } from './axis.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Line {
  readonly id: string
  /** Stands at the end of the line, instead of a legend. */
  readonly label: string
  readonly points: readonly Point[]
  /** The style sheet's name for the line: its colour and dash. */
  readonly className: string
}

export interface ChartProps {
  readonly lines: readonly Line[]
  readonly x: Axis
  readonly y: Axis
  readonly xLabel: string
  readonly yLabel: string
  /** What the picture shows, in a sentence. */
  readonly description: string
  /** The step that every view marks at once. */
  readonly mark?: number
  format(value: number): string
  /** A table of the same values: the caption of its fold, and the table. */
  readonly table?: { readonly caption: string; readonly body: ReactNode }
}

/** Labels of lines that end close together are moved apart, within the chart; shares of the height, in the order given. */
export function spread(ends: readonly number[], gap: number): number[] {
  const order = ends.map((_, i) => i).sort((a, b) => (ends[a] as number) - (ends[b] as number))
  const out = [...ends]
  for (let k = 1; k < order.length; k++) {
    const [below, here] = [order[k - 1] as number, order[k] as number]
    out[here] = Math.max(out[here] as number, (out[below] as number) + gap)
  }
  // What would stand above the chart is pushed down, as far as there is room.
  for (let k = order.length - 1, most = 1; k >= 0; k--, most -= gap) {
    const here = order[k] as number
    out[here] = Math.min(out[here] as number, Math.max(most, k * gap))
  }
  return out
}
