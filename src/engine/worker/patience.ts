/** Something done for the first time may take long: kernels are compiled, or a step turns out to be a large one. */
export const FIRST_TIME_MS = 30_000

/** What has taken so long once may take so many times as long. */
const SLACK = 5

/** How long the page should wait for an answer: while a step is made on the CPU nothing can be answered. */
export interface Patience {
  /** Milliseconds that may pass without a word. */
  readonly ms: () => number
  /** Does what cannot be interrupted; `key` says what it is, and thereby how long it took the last time. */
  readonly during: <T>(key: string, act: () => T, counts?: (result: T) => boolean) => T
  /** A while in which anything may be done for the first time, with pauses; gives its end. */
  readonly opening: () => () => void
  readonly forget: (key: string) => void
}

/** `tell` is called when another patience is called for than the one last told. */
export function createPatience(now: () => number, tell: () => void): Patience {
  const took = new Map<string, number>()
  let openings = 0

  const opening = (): (() => void) => {
    openings++
    tell()
    return () => {
      openings--
      tell()
    }
  }

  return {
    ms: () => (openings > 0 ? FIRST_TIME_MS : SLACK * Math.max(0, ...took.values())),
    opening,
    during(key, act, counts = () => true) {
      const end = took.has(key) ? null : opening()
      const from = now()
      try {
        const result = act()
        if (counts(result)) took.set(key, now() - from)
        return result
      } finally {
        end?.()
      }
    },
    forget: (key) => void took.delete(key),
  }
}
