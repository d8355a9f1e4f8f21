import type { Generator } from './draw.ts'

const TURNS = 0.6

/**
 * A pinwheel, one arm a class, each the last turned by 2π/classes: r = s, φ = 2π·0.6·s + 2π·class/classes, with s
 * uniform on [0.1, 1]; the point is (r sin φ, r cos φ). The many-class form of `spiral`, less tightly wound.
 */
export const arms: Generator = (draw, label, _index, classes) => {
  const radius = draw.uniform(0, 0.1, 1)
  const angle = 2 * Math.PI * (TURNS * radius + label / classes)
  return [radius * Math.sin(angle), radius * Math.cos(angle)]
}
