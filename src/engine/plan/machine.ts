import type { Now, Place } from '../kernels/kernel.ts'
import type { Held } from '../trainer.ts'

/** A read-back that is being put together. */
export interface Reading {
  /** Adds the numbers that stand at the place now. */
  readonly add: (place: Place) => void
  /** All that was added, one after another. */
  readonly numbers: () => Promise<Float32Array>
}

/**
 * What a plan runs on: its arenas, and whoever goes through its list of kernels. WebGPU is one (gpu-machine.ts); arrays with the
 * kernels' twins are the other (twin-machine.ts), so that a plan, and all that is made of it, is tested without a GPU.
 */
export interface Machine {
  /** Resolves when `run` may be called; rejects when a program cannot be compiled. */
  readonly ready: Promise<void>
  readonly write: (place: Place, numbers: ArrayLike<number>) => void
  /** Does dispatches `from` … `to` − 1 of the plan. A GPU is handed them at once, and not waited for. */
  readonly run: (now: Now, from: number, to: number) => void
  /** Begins one read-back of so many numbers. */
  readonly reading: (size: number) => Reading
  /** Keeps copies of what stands at these places. */
  readonly hold: (places: readonly Place[]) => Held
  readonly dispose: () => void
}
