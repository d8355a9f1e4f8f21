import { sigmoid } from '../../core/network/activation.ts'
import { WGSL_FUNCTIONS } from './wgsl-expr.ts'

/* Activations inside other kernels. tanh is written with exp(−2|x|): WGSL's own overflows on some drivers. */

export type KernelActivation = 'linear' | 'relu' | 'tanh' | 'sigmoid' | 'gelu'

interface Activated {
  /** f(z) in WGSL and here. */
  readonly code: string
  readonly value: (z: number) => number
  /** f′ from what was kept of the way there: f(z) itself, for gelu z. */
  readonly slopeCode: string
  readonly slope: (kept: number) => number
}

/** σ(x) = 1/(1 + exp(−x)), by exp(−|x|), which cannot overflow. */
export const SIGMOID = `
fn sigmoidOf(x: f32) -> f32 {
  let e = exp(-abs(x));
  return select(e, 1.0, x >= 0.0) / (1.0 + e);
}`

/** √(2/π), and the weight of the cube, of GELU's tanh form (Hendrycks & Gimpel 2016). */
const ROOT = Math.sqrt(2 / Math.PI)
const CUBE = 0.044715
const bend = (z: number): number => Math.tanh(ROOT * (z + CUBE * z ** 3))
const BEND = `${WGSL_FUNCTIONS}
fn bend(z: f32) -> f32 { return stable_tanh(${ROOT} * (z + ${CUBE} * z * z * z)); }`

export const ACTIVATIONS: Readonly<Record<KernelActivation, Activated>> = {
  linear: {
    code: 'fn activated(z: f32) -> f32 { return z; }',
    value: (z) => z,
    slopeCode: 'fn slopeOf(y: f32) -> f32 { return 1.0; }',
    slope: () => 1,
  },
  relu: {
    code: 'fn activated(z: f32) -> f32 { return max(z, 0.0); }',
    value: (z) => Math.max(z, 0),
    slopeCode: 'fn slopeOf(y: f32) -> f32 { return select(0.0, 1.0, y > 0.0); }',
    slope: (y) => (y > 0 ? 1 : 0),
  },
  tanh: {
    code: `${WGSL_FUNCTIONS}
fn activated(z: f32) -> f32 { return stable_tanh(z); }`,
    value: Math.tanh,
    slopeCode: 'fn slopeOf(y: f32) -> f32 { return 1.0 - y * y; }',
    slope: (y) => 1 - y * y,
  },
  sigmoid: {
    code: `${SIGMOID}
fn activated(z: f32) -> f32 { return sigmoidOf(z); }`,
    value: sigmoid,
    slopeCode: 'fn slopeOf(y: f32) -> f32 { return y * (1.0 - y); }',
    slope: (y) => y * (1 - y),
  },
  // ½z (1 + u), u = tanh(√(2/π)(z + 0.044715 z³)); its slope ½(1 + u) + ½z (1 − u²) √(2/π)(1 + 3 · 0.044715 z²).
  gelu: {
    code: `${BEND}
fn activated(z: f32) -> f32 { return 0.5 * z * (1.0 + bend(z)); }`,
    value: (z) => 0.5 * z * (1 + bend(z)),
    slopeCode: `${BEND}
fn slopeOf(z: f32) -> f32 {
  let u = bend(z);
  return 0.5 * (1.0 + u) + 0.5 * z * (1.0 - u * u) * ${ROOT} * (1.0 + ${3 * CUBE} * z * z);
}`,
    slope: (z) => {
      const u = bend(z)
      return 0.5 * (1 + u) + 0.5 * z * (1 - u * u) * ROOT * (1 + 3 * CUBE * z * z)
    },
  },
}
