import type { Surface } from './draw.ts'

/** Middle of a hill, and its height; a hollow's is negative. */
const HILLS = [
  [0.5, 0.5, 1],
  [-0.5, -0.5, 1],
  [-0.5, 0.5, -1],
  [0.5, -0.5, -1],
] as const
const WIDTH = 0.3

/**
 * Two hills and two hollows, Gaussian bumps: Σ h · e^(−((x₁ − a)² + (x₂ − b)²) / (2·0.3²)) over the middles
 * (a, b) = (±0.5, ±0.5), with h = 1 where a·b > 0 and −1 where a·b < 0.
 */
export const hills: Surface = (x1, x2) =>
  HILLS.reduce(
    (sum, [a, b, height]) => sum + height * Math.exp(-((x1 - a) ** 2 + (x2 - b) ** 2) / (2 * WIDTH ** 2)),
    0,
  )
