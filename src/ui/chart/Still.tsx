import { memo } from 'react'
import { drawnShare, shareOf } from './axis.ts'
import type { ChartProps, Line } from './line.ts'

const coordinate = (share: number): string => (share * 100).toFixed(2)

/** A line as SVG points on a square of 100 × 100; runs of values that are not finite are left out. */
const pointsOf = (line: Line, x: ChartProps['x'], y: ChartProps['y']): string =>
  line.points
    .filter((p) => Number.isFinite(p.y))
    .map((p) => `${coordinate(shareOf(x, p.x))},${coordinate(1 - drawnShare(y, p.y))}`)
    .join(' ')

/** The chart's lines without any library: what a server renders, what is printed, what stands there until Recharts does. */
export const Still = memo(function Still({ lines, x, y }: Pick<ChartProps, 'lines' | 'x' | 'y'>) {
  return (
    <svg className="chart-still" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {lines.map((line) => (
        <polyline key={line.id} className={`chart-line ${line.className}`} points={pointsOf(line, x, y)} />
      ))}
    </svg>
  )
})
