import { ARENAS, type Dispatch, type Now } from '../kernels/kernel.ts'
import type { Sizes } from './memory.ts'

/** How many constants a rule may have, in vectors of four. */
export const CONSTANT_VECTORS = 8

/** Arenas of a fixed size: every access is checked, against a number rather than a buffer's length, which is a fifth faster. */
const arenaCode = (sizes: Sizes): string =>
  ARENAS.map((arena, binding) => {
    const [access, type] = arena === 'integers' ? ['read', 'i32'] : ['read_write', 'f32']
    const size = Math.max(1, sizes[arena])
    return `@group(0) @binding(${binding}) var<storage, ${access}> ${arena}: array<${type}, ${size}>;`
  }).join('\n')

const NOW = `
struct Now {
  t: u32, seed: u32, isTraining: u32, ring: u32,
  l1: f32, l2: f32,
  constants: array<vec4f, ${CONSTANT_VECTORS}>,
}
@group(0) @binding(${ARENAS.length}) var<uniform> now: Now;`

/**
 * The whole shader of a dispatch. `name[i]` of an operand becomes `arena[call.name + i]`, so that dispatches of one size share
 * their code, wherever their operands lie.
 */
export function shaderOf(
  { operands, numbers, code }: Pick<Dispatch, 'operands' | 'numbers' | 'code'>,
  sizes: Sizes,
): string {
  const fields = [...Object.keys(operands), ...Object.keys(numbers)].map((name) => `${name}: u32,`).join(' ')
  const placed = code.replace(/(?<![\w.])(\w+)\[/g, (text, name: string) => {
    const place = operands[name]
    return place ? `${place.arena}[call.${name} + ` : text
  })
  return `${arenaCode(sizes)}${NOW}
struct Call { ${fields} }
@group(0) @binding(${ARENAS.length + 1}) var<uniform> call: Call;
${placed}`
}

/** Whole numbers, then penalties, then constants, as `Now` has them. */
const CONSTANTS_AT = 8
const NOW_NUMBERS = CONSTANTS_AT + 4 * CONSTANT_VECTORS
export const NOW_BYTES = 4 * NOW_NUMBERS

/** Lays what is new at a step out as the shaders' `Now`; always in the same array. */
export function createNowWriter(): (now: Now) => Float32Array<ArrayBuffer> {
  const floats = new Float32Array(NOW_NUMBERS)
  const integers = new Uint32Array(floats.buffer)
  return ({ t, seed, isTraining, ring, l1, l2, constants }) => {
    integers.set([t, seed, Number(isTraining), ring])
    floats.set([l1, l2], 4)
    floats.set(constants, CONSTANTS_AT)
    return floats
  }
}
