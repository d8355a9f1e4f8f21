import { exp, tanh } from './portable.ts'

import type { ActivationName } from './spec.ts'

/** A function and its derivative, the latter written with the function's own value y = f(z), which is at hand. */
export interface Activation {
  readonly value: (z: number) => number
  readonly slope: (y: number) => number
}

/** σ(z) = 1 / (1 + e⁻ᶻ), without overflow for any z. */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + exp(-z))
  const e = exp(z)
  return e / (1 + e)
}

/** tanh′ = 1 − y²; relu′ = 1 where y > 0, else 0 (also at z = 0); σ′ = y (1 − y); linear′ = 1. */
export const ACTIVATION: Readonly<Record<ActivationName, Activation>> = {
  tanh: { value: tanh, slope: (y) => 1 - y * y },
  relu: { value: (z) => (z > 0 ? z : z !== z ? z : 0), slope: (y) => (y > 0 ? 1 : 0) },
  sigmoid: { value: sigmoid, slope: (y) => y * (1 - y) },
  linear: { value: (z) => z, slope: () => 1 },
}
