import type { Surface } from './draw.ts'

/** A tilted plane, (x₁ + x₂)/2: from −1 to 1 over the square. A network without hidden layers can be it exactly. */
export const plane: Surface = (x1, x2) => (x1 + x2) / 2
