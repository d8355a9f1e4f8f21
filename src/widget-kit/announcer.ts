/** How far apart reports about things that go on by themselves are read out. */
export const REPORT_GAP_MS = 5000

export interface Announcer {
  /** Read out at once; replaces what has not been read yet. */
  say(text: string): void
  /** Read out in turn, at least five seconds apart; none is dropped. */
  report(text: string): void
  stop(): void
}

/** Speaks through `show`, which writes into a live region; the timer is passed in so that tests need not wait. */
export function createAnnouncer(
  show: (text: string) => void,
  later: (act: () => void, ms: number) => () => void,
): Announcer {
  const queue: string[] = []
  let cancel: (() => void) | null = null
  const next = () => {
    const text = queue.shift()
    cancel = null
    if (text === undefined) return
    show(text)
    cancel = later(next, REPORT_GAP_MS)
  }
  return {
    say: show,
    report(text) {
      queue.push(text)
      if (!cancel) next()
    },
    stop() {
      cancel?.()
      cancel = null
      queue.length = 0
    },
  }
}
