import type { Generator } from './draw.ts'

const CENTRE = 0.5
const SPREAD = 0.15

/** Two clouds: class 1 normal about (0.5, 0.5), class 0 about (−0.5, −0.5), standard deviation 0.15 in x₁ and in x₂. */
export const gaussians: Generator = (draw, label) => {
  const centre = label === 1 ? CENTRE : -CENTRE
  return [centre + SPREAD * draw.normal(2), centre + SPREAD * draw.normal(3)]
}
