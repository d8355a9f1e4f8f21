import type { PathPoint } from './frame.ts'

/** Twice as many as a picture ever shows. */
const MOST = 4096

/** Where a run has been: every step of a short one, every 2nd, 4th, … of a longer one, so that memory is bounded. */
export class Trail {
  #stride = 1
  #points: PathPoint[]

  constructor(start: PathPoint) {
    this.#points = [start]
  }

  /** Remembers the point if it is the next one worth keeping. */
  keep(point: PathPoint): void {
    if (point.t !== this.#points.length * this.#stride) return
    this.#points.push(point)
    if (this.#points.length <= MOST) return
    this.#stride *= 2
    this.#points = this.#points.filter((kept) => kept.t % this.#stride === 0)
  }

  /** A remembered point at step t or close to it. */
  near(t: number): PathPoint {
    return this.#points[Math.min(Math.round(t / this.#stride), this.#points.length - 1)]!
  }

  /** The trail up to step t, on its own. */
  upTo(t: number): Trail {
    const [start, ...rest] = this.#points
    const copy = new Trail(start!)
    copy.#stride = this.#stride
    copy.#points = [start!, ...rest.filter((point) => point.t <= t)]
    return copy
  }

  get size(): number {
    return this.#points.length
  }
}
