import { pcg3d } from '../rng.ts'

const TWO_TO_32 = 4294967296
/** 2³² divided by the golden ratio, odd: it spreads the layers' numbers over all 32 bits. */
const SPREAD = 0x9e3779b9

/** Values whose bits lie below are dropped: rate · 2³², rounded down. */
export const dropoutThreshold = (rate: number): number => Math.floor(rate * TWO_TO_32)

/**
 * Whether dropout (Srivastava et al. 2014) keeps value `element` of layer `layer` in step `step` of a run. A function
 * of these numbers alone, so every engine drops the same values; what is kept is divided by 1 − rate.
 */
export const isKept = (seed: number, step: number, layer: number, element: number, rate: number): boolean =>
  pcg3d((seed + Math.imul(layer, SPREAD)) >>> 0, step, element)[0] >= dropoutThreshold(rate)

/** 0 where a value is dropped, 1/(1 − rate) where it is kept, for `size` values of a layer. */
export function dropoutMask(
  seed: number,
  step: number,
  layer: number,
  size: number,
  rate: number,
): Float32Array {
  const scale = 1 / (1 - rate)
  return Float32Array.from({ length: size }, (_, i) => (isKept(seed, step, layer, i, rate) ? scale : 0))
}
