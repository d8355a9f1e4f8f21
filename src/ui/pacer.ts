/** The time, from any start, and a call after some of it; both in milliseconds. */
export interface Clock {
  now(): number
  /** Returns what calls it off. */
  after(ms: number, act: () => void): () => void
}

/** How often something may be drawn. */
export interface Pace {
  /** The least time from one drawing to the next, in milliseconds. */
  readonly least: number
  /** After a drawing that took t, so many times t pass before the next. */
  readonly rest: number
}

/** Lets through the latest of many values, no faster than they can be drawn. */
export interface Pacer<T> {
  /** A new value: drawn at once if the last drawing is long enough over, else when it is. */
  offer(value: T): void
  /** The value that was let through is on the screen. */
  drawn(): void
  /** Forgets what waits. */
  stop(): void
}

/** A pacer that lets values through to `draw`. Until a drawing is done no other begins. */
export function createPacer<T>(draw: (value: T) => void, clock: Clock, { least, rest }: Pace): Pacer<T> {
  let waiting: { readonly value: T } | null = null
  let begun: number | null = null
  let free = -Infinity
  let callOff: (() => void) | null = null

  const next = () => {
    callOff?.()
    callOff = null
    if (!waiting || begun !== null) return
    const left = free - clock.now()
    if (left > 0) {
      callOff = clock.after(left, next)
      return
    }
    begun = clock.now()
    const { value } = waiting
    waiting = null
    draw(value)
  }

  return {
    offer(value) {
      waiting = { value }
      if (callOff === null) next()
    },
    drawn() {
      if (begun === null) return
      const end = clock.now()
      free = Math.max(begun + least, end + rest * (end - begun))
      begun = null
      next()
    },
    stop() {
      callOff?.()
      callOff = waiting = begun = null
    },
  }
}
