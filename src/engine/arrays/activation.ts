import type { ActivationName } from '../../core/network/spec.ts'

/*
 * Activations of `core/network/activation.ts` over the first n numbers of an array, in place. The values are rounded to
 * 32 bits as they are stored, so the last bit in which browsers' exp and tanh differ is as good as never seen.
 */

/** A function and its derivative over arrays. */
export interface ArrayActivation {
  /** z becomes f(z). */
  readonly apply: (z: Float32Array, n: number) => void
  /** d becomes d · f′, with y = f(z). */
  readonly scaleBySlope: (d: Float32Array, y: Float32Array, n: number) => void
}

/** σ(z) = 1 / (1 + e⁻ᶻ): an exponential that overflows gives 0, as it should. */
export const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z))

export const ARRAY_ACTIVATION: Readonly<Record<ActivationName, ArrayActivation>> = {
  tanh: {
    apply(z, n) {
      for (let i = 0; i < n; i++) z[i] = Math.tanh(z[i]!)
    },
    scaleBySlope(d, y, n) {
      for (let i = 0; i < n; i++) d[i] = d[i]! * (1 - y[i]! * y[i]!)
    },
  },
  relu: {
    apply(z, n) {
      for (let i = 0; i < n; i++) if (z[i]! <= 0) z[i] = 0
    },
    scaleBySlope(d, y, n) {
      for (let i = 0; i < n; i++) if (!(y[i]! > 0)) d[i] = 0
    },
  },
  sigmoid: {
    apply(z, n) {
      for (let i = 0; i < n; i++) z[i] = sigmoid(z[i]!)
    },
    scaleBySlope(d, y, n) {
      for (let i = 0; i < n; i++) d[i] = d[i]! * (y[i]! * (1 - y[i]!))
    },
  },
  linear: { apply: () => undefined, scaleBySlope: () => undefined },
}
