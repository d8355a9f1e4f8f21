import type { ReactNode } from 'react'
import type { Axis } from './axis.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Line {
  readonly id: string
  /** Stands at the end of the line, instead of a legend; empty for a line that goes with another. */
  readonly label: string
  readonly points: readonly Point[]
  /** The style sheet's name for the line: its colour and dash. */
  readonly className: string
}

export interface ChartProps {
  readonly lines: readonly Line[]
  /** Lines behind those, for comparison: drawn by ourselves, always, and without values under the pointer. */
  readonly behind?: readonly Line[]
  readonly x: Axis
  readonly y: Axis
  readonly xLabel: string
  readonly yLabel: string
  /** What the picture shows, in a sentence. */
  readonly description: string
  /** The step that every view marks at once. */
  readonly mark?: number
  format(value: number): string
  /** Where x is written in another way. */
  formatX?(value: number): string
  /** A table of the same values: the caption of its fold, and the table. */
  readonly table?: { readonly caption: string; readonly body: ReactNode }
}

/**
 * Labels of lines that end close together are moved apart, within the chart; shares of the height, in the order given.
 * `meet` tells which of them would stand on one another at one height; without it all would.
 */
export function spread(
  ends: readonly number[],
  gap: number,
  meet: (i: number, j: number) => boolean = () => true,
): number[] {
  const order = ends.map((_, i) => i).sort((a, b) => (ends[a] as number) - (ends[b] as number))
  const out = [...ends]
  const near = (here: number, others: readonly number[]) =>
    others.filter((j) => meet(here, j)).map((j) => out[j] as number)
  order.forEach((here, k) => {
    out[here] = Math.max(out[here] as number, ...near(here, order.slice(0, k)).map((y) => y + gap))
  })
  // What would stand above the chart is pushed down, as far as there is room.
  for (let k = order.length - 1; k >= 0; k--) {
    const here = order[k] as number
    const most = Math.min(1, ...near(here, order.slice(k + 1)).map((y) => y - gap))
    const below = order.slice(0, k).filter((j) => meet(here, j)).length
    out[here] = Math.min(out[here] as number, Math.max(most, below * gap))
  }
  return out
}
