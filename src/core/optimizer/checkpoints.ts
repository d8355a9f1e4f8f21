import type { State } from './step.ts'

/** What is needed to go on from a step. */
export interface Checkpoint {
  readonly t: number
  readonly theta: readonly number[]
  readonly state: State
}

const FIRST_STRIDE = 64
const MOST = 2048
/** The steps made last: a picture shows a few neighbours of a step, and the next picture is likely to be near. */
const RECENT = 2 * FIRST_STRIDE

/**
 * Remembers a run sparsely: its start, every 64th step, and the steps that were made last. With more than 2048 of them
 * every second one is forgotten and the stride doubles, so memory is bounded however long the run, and a step of a run
 * of 100,000 steps is never more than 63 steps away from one that is remembered.
 */
export class Checkpoints {
  readonly #start: Checkpoint
  #kept: Checkpoint[] = []
  #stride = FIRST_STRIDE
  readonly #recent = new Map<number, Checkpoint>()

  constructor(start: Checkpoint) {
    this.#start = start
  }

  /** The latest remembered step that is not after k. */
  before(k: number): Checkpoint {
    const index = Math.min(Math.floor(k / this.#stride), this.#kept.length) - 1
    const kept = this.#kept[index] ?? this.#start
    if (k - kept.t > this.#stride) return this.#latest(k, kept)
    for (let t = k; t > kept.t; t--) {
      const made = this.#recent.get(t)
      if (made) return made
    }
    return kept
  }

  /** The same where the way to k is long: past all that is kept. */
  #latest(k: number, kept: Checkpoint): Checkpoint {
    let latest = kept
    for (const made of this.#recent.values()) if (made.t <= k && made.t > latest.t) latest = made
    return latest
  }

  /** Remembers a step that was made: for a while, and for good if it is the next one worth keeping. */
  keep(at: Checkpoint): void {
    this.#recent.delete(at.t)
    this.#recent.set(at.t, at)
    if (this.#recent.size > RECENT) this.#recent.delete(this.#recent.keys().next().value ?? at.t)
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
    for (const made of this.#recent.values()) if (made.t <= t) copy.#recent.set(made.t, made)
    return copy
  }

  get size(): number {
    return this.#kept.length + this.#recent.size + 1
  }
}
