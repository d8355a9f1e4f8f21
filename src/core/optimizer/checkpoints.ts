import type { State } from './step.ts'

/** What is needed to go on from a step. */
export interface Checkpoint {
  readonly t: number
  readonly theta: readonly number[]
  readonly state: State
}

const FIRST_STRIDE = 256
const MOST = 512

/**
 * Remembers a run sparsely: its start, every 256th step, and where it was visited last. With more than 512 of them
 * every second one is forgotten and the stride doubles, so memory is bounded however long the run.
 */
export class Checkpoints {
  readonly #start: Checkpoint
  #kept: Checkpoint[] = []
  #stride = FIRST_STRIDE
  #visited: Checkpoint

  constructor(start: Checkpoint) {
    this.#start = start
    this.#visited = start
  }

  /** The latest remembered step that is not after k. */
  before(k: number): Checkpoint {
    const index = Math.min(Math.floor(k / this.#stride), this.#kept.length) - 1
    const kept = this.#kept[index] ?? this.#start
    return this.#visited.t <= k && this.#visited.t > kept.t ? this.#visited : kept
  }

  /** Remembers the step if it is the next one worth keeping. */
  keep(at: Checkpoint): void {
    if (at.t !== (this.#kept.length + 1) * this.#stride) return
    this.#kept.push(at)
    if (this.#kept.length <= MOST) return
    this.#stride *= 2
    this.#kept = this.#kept.filter((kept) => kept.t % this.#stride === 0)
  }

  /** The checkpoints up to step t, on their own. */
  upTo(t: number): Checkpoints {
    const copy = new Checkpoints(this.#start)
    copy.#stride = this.#stride
    copy.#kept = this.#kept.filter((kept) => kept.t <= t)
    if (this.#visited.t <= t) copy.#visited = this.#visited
    return copy
  }

  get size(): number {
    return this.#kept.length + 1
  }

  /** Where one is now: the next request is likely to be the step after. */
  visit(at: Checkpoint): void {
    this.#visited = at
  }
}
