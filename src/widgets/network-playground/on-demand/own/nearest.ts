import type { OwnPoint } from '../../own-points.ts'

/** The place of the point nearest to (x1, x2) within reach; −1 when there is none. */
export function nearest(points: readonly OwnPoint[], x1: number, x2: number, reach: number): number {
  let best = -1
  let least = reach
  points.forEach(([a, b], i) => {
    const distance = Math.hypot(a - x1, b - x2)
    if (distance <= least) [best, least] = [i, distance]
  })
  return best
}
