import { useMemo } from 'react'
import type { Objective } from '../../core/objective/objective.ts'
import { contourPaths, curveOf, LEVEL_TRANSFORM, placeIn, viewOf, type SurfaceView } from './surface.ts'

/** How a function is drawn: of one parameter as its curve, of two by its level lines. */
export interface SurfacePicture {
  readonly objective: Objective
  readonly flat: boolean
  readonly view: SurfaceView
  readonly levels: readonly string[]
  readonly curve: string | null
}

export function useSurface(objective: Objective): SurfacePicture {
  return useMemo(() => {
    if (objective.names.length === 1) {
      const { view, path } = curveOf(objective, objective.window[0] ?? [-5, 5])
      return { objective, flat: true, view, levels: [], curve: path }
    }
    const view = viewOf(objective)
    return { objective, flat: false, view, levels: contourPaths(objective, view), curve: null }
  }, [objective])
}

function cross(view: SurfaceView, x: number, y: number): string {
  const [left, top] = placeIn(view, x, y)
  return `M${left - 1.2} ${top - 1.6}l2.4 3.2m0 -3.2l-2.4 3.2`
}

/** Level lines or the curve, and a cross on each minimum, in a square of 100 × 100. */
export function Surface({ picture }: { picture: SurfacePicture }) {
  const { objective, flat, view, levels, curve } = picture
  return (
    <>
      <g transform={LEVEL_TRANSFORM}>
        {levels.map((d, i) => (
          <path key={i} className="level" d={d} />
        ))}
      </g>
      {curve !== null && <path className="curve" d={curve} />}
      {objective.minima.map((m) => (
        <path
          key={m.join()}
          className="minimum"
          d={cross(view, m[0] ?? 0, flat ? objective.valueAt(m) : (m[1] ?? 0))}
        />
      ))}
    </>
  )
}
