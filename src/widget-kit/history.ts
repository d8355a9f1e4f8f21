/** Everything a reader did, so that it can be undone: one mechanism for every widget. */
export interface History<S> {
  readonly past: readonly S[]
  readonly present: S
  readonly future: readonly S[]
  /** The kind of the last change; the next change of the same kind (a slider being dragged) replaces it. */
  readonly merging: string | null
}

/** More steps back than anyone takes; older ones are forgotten so that memory stays bounded. */
export const HISTORY_LIMIT = 500

export const begin = <S>(present: S): History<S> => ({ past: [], present, future: [], merging: null })

/** The state after a change. A change that changes nothing is not remembered. */
export function record<S>(history: History<S>, next: S, merge: string | null = null): History<S> {
  if (Object.is(next, history.present)) return history
  if (merge !== null && merge === history.merging) return { ...history, present: next, future: [] }
  const past = [...history.past, history.present].slice(-HISTORY_LIMIT)
  return { past, present: next, future: [], merging: merge }
}

/** The `place`-th state of all that are remembered, the first being 0; outside, the nearest. */
export function jump<S>(history: History<S>, place: number): History<S> {
  const all = [...history.past, history.present, ...history.future]
  const at = Math.min(Math.max(Math.round(place), 0), all.length - 1)
  return { past: all.slice(0, at), present: all[at] as S, future: all.slice(at + 1), merging: null }
}

export const undo = <S>(history: History<S>): History<S> => jump(history, history.past.length - 1)
export const redo = <S>(history: History<S>): History<S> => jump(history, history.past.length + 1)
export const lengthOf = <S>(history: History<S>): number => history.past.length + 1 + history.future.length
