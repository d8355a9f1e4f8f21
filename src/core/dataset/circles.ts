import type { Generator } from './draw.ts'

/**
 * A disc in a ring: class 1 at radius r ∈ [0, 0.5], class 0 at r ∈ [0.7, 1]; the radius and the angle are uniform.
 * (r cos φ, r sin φ). After the “circle” data of TensorFlow Playground.
 */
export const circles: Generator = (draw, label) => {
  const radius = label === 1 ? draw.uniform(0, 0, 0.5) : draw.uniform(0, 0.7, 1)
  const angle = draw.uniform(1, 0, 2 * Math.PI)
  return [radius * Math.cos(angle), radius * Math.sin(angle)]
}
