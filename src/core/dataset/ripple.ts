import type { Surface } from './draw.ts'

/** A ripple around the origin, cos(3π/2 · r) with r = √(x₁² + x₂²): 1 in the middle, −1 at r = 2/3, 1 again at 4/3. */
export const ripple: Surface = (x1, x2) => Math.cos(1.5 * Math.PI * Math.hypot(x1, x2))
