import type { Generator } from './draw.ts'

/** Half the width of the two moons together, before they are scaled to fit [−1, 1]. */
const HALF_WIDTH = 1.5

/**
 * Two half circles that reach into one another. With θ uniform on [0, π]: class 0 at (cos θ, sin θ), class 1 at
 * (1 − cos θ, 1/2 − sin θ); the pair is centred (minus (1/2, 1/4)) and divided by 1.5. After scikit-learn's make_moons.
 */
export const moons: Generator = (draw, label) => {
  const angle = draw.uniform(0, 0, Math.PI)
  const x = label === 1 ? 1 - Math.cos(angle) : Math.cos(angle)
  const y = label === 1 ? 0.5 - Math.sin(angle) : Math.sin(angle)
  return [(x - 0.5) / HALF_WIDTH, (y - 0.25) / HALF_WIDTH]
}
