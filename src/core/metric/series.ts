/** The losses at one step. */
export interface SeriesPoint {
  readonly step: number
  readonly train: number
  readonly validation: number
}

/**
 * A record of a run that stays small however long the run is. Kept are the first point, the last, and in between one
 * point for each stretch of `stride` steps; when there are too many, the stride doubles.
 */
export interface Series {
  readonly stride: number
  readonly points: readonly SeriesPoint[]
}

/** The most points a series keeps. */
export const SERIES_LIMIT = 400

export const EMPTY_SERIES: Series = { stride: 1, points: [] }

/** The first and the last point, and of those between the first in each stretch of `stride` steps. */
function thin(points: readonly SeriesPoint[], stride: number): SeriesPoint[] {
  let stretch = -1
  return points.filter((point, i) => {
    const own = Math.floor(point.step / stride)
    const isKept = own !== stretch || i === points.length - 1
    if (own !== stretch) stretch = own
    return isKept
  })
}

/**
 * The series with one more point. A point of the same step as the last replaces it; one of an earlier step (the run
 * went back) first drops all that came at or after it.
 */
export function append(series: Series, point: SeriesPoint): Series {
  let points = series.points.filter((p) => p.step < point.step)
  points = thin([...points, point], series.stride)
  let { stride } = series
  while (points.length > SERIES_LIMIT) {
    stride *= 2
    points = thin(points, stride)
  }
  return { stride, points }
}
