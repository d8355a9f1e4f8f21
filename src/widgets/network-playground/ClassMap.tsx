import { memo } from 'react'
import type { ClassRegion } from './class-regions.ts'

export interface ClassMapProps {
  readonly regions: readonly ClassRegion[]
  readonly grid: number
}

/** Where which class is the most probable, deeper the surer. */
export const ClassMap = memo(function ClassMap({
  regions,
  grid,
  label,
}: ClassMapProps & { readonly label: string }) {
  return (
    <svg
      className="field-map"
      viewBox={`0 0 ${grid} ${grid}`}
      role="img"
      aria-label={label}
      focusable="false"
    >
      <rect className="f-4" width={grid} height={grid} />
      {regions.map(({ paths }, k) =>
        paths.map((path, i) => <path key={`${k}-${i}`} className={`plane-region is-${k}`} d={path} />),
      )}
    </svg>
  )
})

/** Over the points, in the middle of each class's region its number. */
export const ClassNumbers = memo(function ClassNumbers({ regions, grid }: ClassMapProps) {
  return (
    <svg className="plane-points" viewBox={`0 0 ${grid} ${grid}`} aria-hidden="true" focusable="false">
      {regions.map(
        ({ middle }, k) =>
          middle && (
            <text key={k} className="plane-class" x={middle[0]} y={middle[1]}>
              {k}
            </text>
          ),
      )}
    </svg>
  )
})
