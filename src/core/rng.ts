/**
 * Counter-based random numbers: every draw is a pure function of (seed, stream, index). Nothing is carried along, so
 * a run can be resumed at any step, draws can be made in any order, and a GPU kernel can make the same ones.
 *
 * The mixing function is pcg3d of Jarzynski, M. & Olano, M. (2020), “Hash Functions for GPU Rendering”, Journal of
 * Computer Graphics Techniques 9(3): three unsigned 32-bit integers in, three out.
 */

/** What a draw is for. Two purposes never share numbers, even under one seed. */
export const STREAMS = {
  data: 1,
  parameters: 2,
  shuffle: 3,
  displacement: 4,
  noise: 5,
  augmentation: 6,
} as const

const LCG_FACTOR = 1664525
const LCG_ADDEND = 1013904223
const TWO_TO_32 = 4294967296

/** pcg3d(x, y, z): all arithmetic modulo 2³². The inputs are taken modulo 2³² too. */
export function pcg3d(x: number, y: number, z: number): readonly [number, number, number] {
  let a = (Math.imul(x, LCG_FACTOR) + LCG_ADDEND) | 0
  let b = (Math.imul(y, LCG_FACTOR) + LCG_ADDEND) | 0
  let c = (Math.imul(z, LCG_FACTOR) + LCG_ADDEND) | 0
  a = (a + Math.imul(b, c)) | 0
  b = (b + Math.imul(c, a)) | 0
  c = (c + Math.imul(a, b)) | 0
  a ^= a >>> 16
  b ^= b >>> 16
  c ^= c >>> 16
  a = (a + Math.imul(b, c)) | 0
  b = (b + Math.imul(c, a)) | 0
  c = (c + Math.imul(a, b)) | 0
  return [a >>> 0, b >>> 0, c >>> 0]
}

/** 32 random bits as an integer 0 … 2³² − 1. */
export function bits(seed: number, stream: number, index: number): number {
  return pcg3d(seed, stream, index)[0]
}

/** A number from the uniform distribution on [0, 1), a multiple of 2⁻³². */
export function uniform(seed: number, stream: number, index: number): number {
  return bits(seed, stream, index) / TWO_TO_32
}

/**
 * A number from the standard normal distribution (Box & Muller 1958): √(−2 ln u₁) · cos(2π u₂). u₁ is moved by half a
 * step into (0, 1), so that its logarithm is finite.
 */
export function normal(seed: number, stream: number, index: number): number {
  const [first, second] = pcg3d(seed, stream, index)
  const u1 = (first + 0.5) / TWO_TO_32
  return Math.sqrt(-2 * Math.log(u1)) * Math.cos((2 * Math.PI * second) / TWO_TO_32)
}

/** The numbers 0 … n − 1 in the order of that epoch (Fisher–Yates, after Durstenfeld 1964). */
export function permutation(seed: number, epoch: number, n: number): Uint32Array {
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  const key = bits(seed, STREAMS.shuffle, epoch)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(uniform(key, STREAMS.shuffle, i) * (i + 1))
    const held = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = held
  }
  return order
}
