/** How many steps a dispatch makes, so that none takes much longer than it should. */
export interface Pace {
  readonly steps: () => number
  /** Hears how long so many steps took. */
  readonly took: (steps: number, ms: number) => void
}

/** A dispatch of a few steps costs little more than one of a single step. */
const FIRST = 8

/**
 * Doubles the steps of a dispatch while one takes less than half of `targetMs`, and halves them when one takes more
 * than all of it; never more than `most`.
 */
export function createPace(targetMs: number, most: number): Pace {
  let steps = Math.min(FIRST, most)
  return {
    steps: () => steps,
    took(made, ms) {
      // A dispatch made for another reason, or before the last change, says nothing about this number.
      if (made !== steps) return
      if (ms < targetMs / 2) steps = Math.min(most, 2 * steps)
      else if (ms > targetMs) steps = Math.max(1, Math.floor(steps / 2))
    },
  }
}
