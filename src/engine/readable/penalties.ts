import { add, mul, sign, type Tensor1D } from '@tensorflow/tfjs-core'
import type { StepSettings } from '../trainer.ts'

/**
 * The gradient with that of the penalties λ₁ Σ |w| + (λ₂/2) Σ w² over weights added: g + mask · (λ₁ sign(w) + λ₂ w).
 * The mask is 1 for weights and 0 for all other parameters.
 */
export function penalized(
  g: Tensor1D,
  parameters: Tensor1D,
  mask: Tensor1D,
  { l1, l2 }: Pick<StepSettings, 'l1' | 'l2'>,
): Tensor1D {
  const weights = mul(parameters, mask)
  const first = l1 === 0 ? g : add(g, mul(sign(weights), l1))
  return l2 === 0 ? (first as Tensor1D) : add(first, mul(weights, l2))
}
