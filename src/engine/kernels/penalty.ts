import type { Now, View } from './kernel.ts'

/*
 * The gradient with the penalties' part, λ₁ sign(w) + λ₂ w on weights. Which parameters are weights stands in `weights`, a bit
 * each, 32 to a whole number.
 */

/** `penalised(i)` over the operands theta, gradient and weights. */
export const PENALISED = `
fn penalised(i: u32) -> f32 {
  let isWeight = f32((u32(weights[i / 32u]) >> (i % 32u)) & 1u);
  return gradient[i] + isWeight * (now.l1 * sign(theta[i]) + now.l2 * theta[i]);
}`

/** The same on the CPU. */
export function penalised(i: number, theta: View, gradient: View, weights: View, now: Now): number {
  const isWeight = (weights[Math.floor(i / 32)]! >>> (i % 32)) & 1
  return gradient[i]! + isWeight * (now.l1 * Math.sign(theta[i]!) + now.l2 * theta[i]!)
}

/** A mask of zeros and ones as such bits. */
export function packedBits(mask: ArrayLike<number>): Int32Array {
  const bits = new Int32Array(Math.ceil(mask.length / 32))
  for (let i = 0; i < mask.length; i++) if (mask[i] === 1) bits[i >> 5]! |= 1 << (i % 32)
  return bits
}
