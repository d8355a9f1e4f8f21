import { countOf, MOST_JUDGED } from '../../core/dataset/index.ts'
import { parameterCount, unitCount } from '../../core/network/spec.ts'
import { GRID } from '../protocol.ts'
import { ruleOf } from '../rule-program.ts'
import type { RunSpec } from '../run-spec.ts'

const BYTES = Float32Array.BYTES_PER_ELEMENT

/**
 * The bytes of the largest single buffer that a run will make: for these networks that of an evaluation, which brings
 * parameters, every unit's value at every point and at every cell of the picture, and the optimizer's memory at once.
 */
export function largestBuffer({ model, data, optimizer }: RunSpec): number {
  const points = Math.min(countOf(data), 2 * MOST_JUDGED) + GRID * GRID
  const perParameter = 1 + ruleOf(optimizer.id).state.length
  return BYTES * (unitCount(model) * points + perParameter * parameterCount(model))
}
