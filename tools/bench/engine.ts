import type { Work } from './works.ts'

/** Where an engine may compute. */
export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const
export type BackendName = (typeof BACKENDS)[number]

/** A network in an engine, ready for its first step. */
export interface Bench {
  /** Makes step t (1, 2, …), as the engine's users do. */
  readonly step: (t: number) => void | Promise<void>
  /** Where the engine makes many steps in one go: how many, and steps `from` … `from + count − 1`. */
  readonly many?: { readonly most: number; readonly steps: (from: number, count: number) => void }
  /** The loss of the last step. */
  readonly loss: () => Promise<number>
  /** Resolves when all work that was handed in is done. */
  readonly finish: () => Promise<void>
}

/** How an engine trains a work. Errors: CannotRun, with the reason, where it cannot. */
export type Engine = (work: Work, backend: BackendName) => Promise<Bench>

/** Why an engine cannot train a work on a backend; it is printed in the table. */
export class CannotRun extends Error {}
