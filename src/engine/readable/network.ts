import { fused, mul, reshape, tensor, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core'
import type { Architecture } from '../../core/network/architecture.ts'
import { dropoutLayerOf, layerMask } from '../../core/network/dropout-layers.ts'
import type { ParameterLayout } from '../../core/network/parameters.ts'

/** A network's parameter tensors, by the names of `parametersOf(net)`. */
export type Weights = (name: string) => Tensor

/** The values with dropout at the place of that name (of `dropoutLayersOf(net)`). */
export type Drop = (name: string, values: Tensor) => Tensor

/**
 * What a network makes of a batch: from x [rows, …] its outputs [rows, outputs], logits or values. A GPT has one row of
 * outputs for every token. All tensors on the way belong to the caller's `tidy`.
 */
export type Outputs<Net extends Architecture> = (
  net: Net,
  weights: Weights,
  x: Tensor,
  drop: Drop,
) => Tensor2D

/** x W + b for x [rows, in], W [in, out] and b [out], of the layer of that name. */
export const linear = (weights: Weights, name: string, x: Tensor): Tensor2D =>
  fused.matMul({ a: x as Tensor2D, b: weights(`${name}.weight`), bias: weights(`${name}.bias`) }) as Tensor2D

/** The parameter tensors by name; they come in the order of the layout. */
export function named(layout: ParameterLayout, tensors: readonly Tensor[]): Weights {
  const byName = new Map(layout.map(({ name }, i) => [name, tensors[i]]))
  return (name) => {
    const found = byName.get(name)
    if (!found) throw new Error(`The network has no parameters called “${name}”.`)
    return found
  }
}

/** Dropout where it does not apply, as in every use of a network but its training. */
export const keepAll: Drop = (_name, values) => values

/** Dropout of step t: values · mask, a mask for each place, however often it is passed. */
export function dropAt(net: Architecture, seed: number, t: number, rows: number): Drop {
  const masks = new Map<string, Tensor>()
  return (name, values) => {
    const place = dropoutLayerOf(net, name)
    if (place.rate === 0) return values
    const mask = masks.get(name) ?? tensor(layerMask(place, seed, t, rows))
    masks.set(name, mask)
    return mul(values, reshape(mask, values.shape))
  }
}
