import type { Generator } from './draw.ts'

/** The gap that is kept free on both sides of the axes. */
const GAP = 0.06

/**
 * Four squares, one in each quadrant: class 1 where x₁·x₂ > 0, class 0 where x₁·x₂ < 0; |x₁| and |x₂| are uniform on
 * [0.06, 1]. The quadrants take turns, so all four have equally many points.
 */
export const xor: Generator = (draw, label, index) => {
  const side = Math.floor(index / 2) % 2 === 0 ? 1 : -1
  const x = side * draw.uniform(0, GAP, 1)
  const y = (label === 1 ? side : -side) * draw.uniform(1, GAP, 1)
  return [x, y]
}
