/*
 * What the kernels of the compiled training step have in common. A kernel is a function from places in memory and shapes
 * to a `Dispatch`: one piece of work of the GPU, with a twin over typed arrays that computes the same on the CPU.
 */

/** What memory is divided into. Each arena is one buffer on the device, all of 32-bit numbers. */
export const ARENAS = ['parameters', 'gradients', 'slots', 'values', 'losses', 'integers'] as const
export type Arena = (typeof ARENAS)[number]

/** `size` numbers of an arena, from `offset`. */
export interface Place {
  readonly arena: Arena
  readonly offset: number
  readonly size: number
}

/** The numbers at a place: a typed array, in whose precision twins compute. */
export interface View {
  readonly length: number
  [i: number]: number
  subarray(from: number, to?: number): View
  forEach(visit: (value: number, i: number) => void): void
  reduce(next: (result: number, value: number) => number, first: number): number
  fill(value: number): void
  set(values: ArrayLike<number>, from: number): void
}
export type Views<Operands> = { readonly [Name in keyof Operands]: View }

/** What is the same for all kernels and new at every step; in WGSL `now`. */
export interface Now {
  /** The number of the step, 1, 2, …, and the seed: they decide what dropout drops. */
  readonly t: number
  readonly seed: number
  /** Whether dropout drops. */
  readonly isTraining: boolean
  /** Where in the ring of losses this step's goes. */
  readonly ring: number
  /** The penalties' λ₁ and λ₂. */
  readonly l1: number
  readonly l2: number
  /** What the optimizer's formulas need of numbers that are the same for all parameters. */
  readonly constants: ArrayLike<number>
}

export type Workgroups = readonly [x: number, y: number, z: number]

/** The code and how many workgroups run it. */
export interface Program {
  readonly workgroups: Workgroups
  /**
   * Functions in WGSL, one of them `main`. An operand is read and written as `name[i]`, a number as `call.name`, and
   * what is new at every step as `now.t` and so on.
   */
  readonly code: string
}

/** One piece of work: a kernel, the places that it reads and writes, and its size. */
export interface Dispatch extends Program {
  readonly kernel: string
  /** By the names that the code calls them. */
  readonly operands: Readonly<Record<string, Place>>
  /** Whole numbers that may differ between dispatches of the same code. */
  readonly numbers: Readonly<Record<string, number>>
  /** The same on the CPU. */
  twin(operands: Readonly<Record<string, View>>, now: Now): void
}

/** A dispatch whose twin's operands have the names of the given ones. */
export function dispatch<Operands extends object>(
  kernel: string,
  operands: Operands & { readonly [Name in keyof Operands]?: Place },
  program: Program,
  twin: (operands: Views<Operands>, now: Now) => void,
  numbers: Readonly<Record<string, number>> = {},
): Dispatch {
  return {
    kernel,
    operands: operands as Readonly<Record<string, Place>>,
    numbers,
    ...program,
    twin: (views, now) => twin(views as Views<Operands>, now),
  }
}

const THREADS = 64
/** The most workgroups that every device takes along one axis. */
const MOST_WORKGROUPS = 65_535

/** One thread for each i = 0 … count − 1, so many to a workgroup. */
export function forEach(count: number, body: string, functions = '', threads = THREADS): Program {
  const groups = Math.ceil(count / threads)
  const rows = Math.ceil(groups / MOST_WORKGROUPS)
  const columns = Math.ceil(groups / rows)
  const code = `${functions}
@compute @workgroup_size(${threads}) fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.y * ${columns * threads}u + id.x;
  if (i >= ${count}u) { return; }
  ${body}
}`
  return { workgroups: [columns, rows, 1], code }
}
