import { ARENAS, type Place } from '../kernels/kernel.ts'
import type { Machine } from './machine.ts'
import type { Plan } from './plan.ts'

/** Arrays in whose precision everything is computed. */
type Precision = typeof Float32Array | typeof Float64Array

/** A plan on arrays: every kernel's twin in turn. For tests. */
export function createTwinMachine(plan: Plan, Numbers: Precision = Float64Array): Machine {
  const arenas = Object.fromEntries(ARENAS.map((arena) => [arena, new Numbers(plan.sizes[arena])]))
  const at = ({ arena, offset, size }: Place) => arenas[arena]!.subarray(offset, offset + size)
  return {
    ready: Promise.resolve(),
    write: (place, numbers) => at(place).set(numbers),
    run(now, from, to) {
      for (const { operands, twin } of plan.dispatches.slice(from, to))
        twin(Object.fromEntries(Object.entries(operands).map(([name, place]) => [name, at(place)])), now)
    },
    reading(size) {
      const numbers = new Float32Array(size)
      let filled = 0
      return {
        add(place) {
          numbers.set(at(place), filled)
          filled += place.size
        },
        numbers: () => Promise.resolve(numbers),
      }
    },
    hold(places) {
      const copies = places.map((place) => at(place).slice())
      return {
        restore: () => places.forEach((place, k) => at(place).set(copies[k]!)),
        release: () => undefined,
      }
    },
    dispose: () => undefined,
  }
}
