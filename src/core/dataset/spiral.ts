import type { Generator } from './draw.ts'

const TURNS = 1.75

/**
 * Two arms, one the other turned by 180°: r = s, φ = 2π·1.75·s + π·class, with s uniform on [0.05, 1]; the point is
 * (r sin φ, r cos φ). After the “spiral” data of TensorFlow Playground.
 */
export const spiral: Generator = (draw, label) => {
  const radius = draw.uniform(0, 0.05, 1)
  const angle = 2 * Math.PI * TURNS * radius + Math.PI * label
  return [radius * Math.sin(angle), radius * Math.cos(angle)]
}
