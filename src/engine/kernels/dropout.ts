import type { DropoutLayer } from '../../core/network/dropout-layers.ts'
import { dropoutThreshold, isKept } from '../../core/network/dropout.ts'
import { type Now } from './kernel.ts'
import { wgslNumber } from './wgsl-expr.ts'

/*
 * Dropout inside other kernels: value `element` of a layer is multiplied by 0 or 1/(1 − rate), which core's hash
 * decides. Nothing is stored; the way back computes the same again.
 */

/** What a layer's values are multiplied by, as WGSL: `dropout(element)`. The layer's number comes as `call.layer`. */
export const dropoutCode = (rate: number): string => `
fn dropout(element: u32) -> f32 {
  if (now.isTraining == 0u) { return 1.0; }
  var v = vec3u(now.seed + call.layer * 0x9e3779b9u, now.t, element) * 1664525u + 1013904223u;
  v.x += v.y * v.z;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v ^= v >> vec3u(16u);
  v.x += v.y * v.z;
  return select(0.0, ${wgslNumber(1 / (1 - rate))}, v.x >= ${dropoutThreshold(rate)}u);
}`

/** The same on the CPU. */
export const dropoutFactor = ({ seed, t, isTraining }: Now, { layer, rate }: Dropped, element: number) =>
  !isTraining ? 1 : isKept(seed, t, layer, element, rate) ? 1 / (1 - rate) : 0

/** The number and rate of a dropout layer. */
export type Dropped = Pick<DropoutLayer, 'layer' | 'rate'>

/** What a kernel needs to drop values; all empty where the rate is 0. */
export function dropping(dropped: Dropped | undefined) {
  const isOn = dropped !== undefined && dropped.rate > 0
  return {
    functions: isOn ? dropoutCode(dropped.rate) : '',
    /** A factor to write after a value. */
    times: (element: string): string => (isOn ? ` * dropout(${element})` : ''),
    factor: (now: Now, element: number): number => (isOn ? dropoutFactor(now, dropped, element) : 1),
    numbers: isOn ? { layer: dropped.layer } : {},
  }
}
