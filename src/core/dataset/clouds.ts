import type { Generator } from './draw.ts'

const DISTANCE = 0.65
const SPREAD = 0.15

/**
 * One cloud a class: normal with standard deviation 0.15 in x₁ and in x₂ about 0.65 · (sin φ, cos φ) with
 * φ = 2π·class/classes, so that the centres are the corners of a regular polygon, class 0 at the top.
 */
export const clouds: Generator = (draw, label, _index, classes) => {
  const angle = (2 * Math.PI * label) / classes
  return [
    DISTANCE * Math.sin(angle) + SPREAD * draw.normal(2),
    DISTANCE * Math.cos(angle) + SPREAD * draw.normal(3),
  ]
}
