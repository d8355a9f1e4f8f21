/** Calls `act` every so many milliseconds until the returned function is called. */
export type Every = (ms: number, act: () => void) => () => void

const BEAT_MS = 1000

/** A worker that listens answers between two slices of training. */
const BEATS_TO_ANSWER = 4

/** Its script, 150 kB, has to be fetched and read before it can say anything. */
const BEATS_TO_LOAD = 20

export interface Watchdog {
  readonly start: () => void
  readonly stop: () => void
  /** Something was heard; a worker may say for how long it will perhaps not be heard again. */
  readonly heard: (patienceMs?: number) => void
  /** Beats so far: a clock that stands still while nothing is watched, and while the machine sleeps. */
  readonly beats: () => number
}

/**
 * Calls `bite` when what it watches has not been heard for 5 s (or as long as it has asked for), or for 20 s when it
 * was never heard at all. It counts
 * its own beats instead of asking the time: a laptop that wakes up, or a page that was busy, has missed no more than
 * one of them.
 */
export function createWatchdog(every: Every, ask: () => void, bite: () => void): Watchdog {
  let cancel: (() => void) | null = null
  let silent = 0
  let wasHeard = false
  let patience = 0
  let beats = 0

  const stop = (): void => {
    cancel?.()
    cancel = null
    silent = 0
    wasHeard = false
    patience = 0
  }
  const beat = (): void => {
    beats++
    silent++
    if (silent <= (wasHeard ? Math.max(BEATS_TO_ANSWER, patience) : BEATS_TO_LOAD)) return ask()
    stop()
    bite()
  }

  return {
    start: () => void (cancel ??= every(BEAT_MS, beat)),
    stop,
    heard(patienceMs) {
      silent = 0
      wasHeard = true
      if (patienceMs !== undefined) patience = Math.ceil(patienceMs / BEAT_MS)
    },
    beats: () => beats,
  }
}
