import type { HostState } from './trainer.ts'

/** The numbers of a state, one array after another. */
export function packed(
  { parameters, slots }: HostState,
  names: readonly string[],
): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(parameters.length * (1 + names.length))
  numbers.set(parameters)
  names.forEach((name, k) => numbers.set(slots[name]!, (k + 1) * parameters.length))
  return numbers
}

/** The state of such numbers. */
export function unpacked(numbers: Float32Array, names: readonly string[]): HostState {
  const count = numbers.length / (1 + names.length)
  const part = (k: number): Float32Array => numbers.slice(k * count, (k + 1) * count)
  return { parameters: part(0), slots: Object.fromEntries(names.map((name, k) => [name, part(k + 1)])) }
}
