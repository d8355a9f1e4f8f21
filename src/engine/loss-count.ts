import { MOST_LOSSES } from './trainer.ts'

/** Where the losses of the steps since the last read-back lie in their ring. */
export function createLossCount() {
  let made = 0
  let read = 0
  return {
    /** The place of the next loss; `count` of them come. */
    add(count: number): number {
      made += count
      return (made - count) % MOST_LOSSES
    },
    /** The places of all that were not read yet, in order. */
    take(): number[] {
      const from = Math.max(read, made - MOST_LOSSES)
      read = made
      return Array.from({ length: made - from }, (_, i) => (from + i) % MOST_LOSSES)
    },
  }
}
