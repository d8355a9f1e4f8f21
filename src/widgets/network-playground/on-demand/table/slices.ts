/** When it is, and how to let the page do other things. */
export interface Breath {
  now(): number
  rest(): Promise<void>
}

export const PAGE: Breath = {
  now: () => performance.now(),
  rest: () => new Promise((resolve) => setTimeout(resolve)),
}

/** So long, in milliseconds, the page waits at a time. */
const SLICE = 10

/** Does something with each piece, a slice at a time; `work` says false when it has seen enough. */
export async function inSlices<T>(
  pieces: Iterable<T>,
  work: (piece: T) => boolean,
  { now, rest }: Breath,
  isGivenUp: () => boolean,
): Promise<void> {
  let began = now()
  for (const piece of pieces) {
    if (!work(piece)) return
    if (now() - began < SLICE) continue
    await rest()
    if (isGivenUp()) return
    began = now()
  }
}
