import { fromStored, merge, NOTHING, toStored, type Progress } from './progress.ts'

/*
 * Progress on this device only. Every change reads what is stored, changes it and writes it back, so that two tabs add
 * to each other. What storage does not take is kept for as long as the page lives.
 */

export const PROGRESS_KEY = 'gradstep:progress'

/** Why progress is not, or was not, kept. */
export type Trouble = 'denied' | 'full' | 'damaged'

let unsaved: Progress = NOTHING
let full = false

/** All that is known, and what is wrong with the storage. */
export function recall(): { readonly progress: Progress; readonly trouble: Trouble | null } {
  try {
    const { progress, damaged } = fromStored(localStorage.getItem(PROGRESS_KEY))
    return { progress: merge(progress, unsaved), trouble: full ? 'full' : damaged ? 'damaged' : null }
  } catch {
    return { progress: unsaved, trouble: 'denied' }
  }
}

/** Tries whether the storage takes anything, so that it can be said before something is lost. */
export function probe(): void {
  try {
    localStorage.setItem(`${PROGRESS_KEY}?`, 'x'.repeat(1000))
    localStorage.removeItem(`${PROGRESS_KEY}?`)
  } catch {
    full = true
  }
}

/** Puts this in the place of all that was known. */
export function replace(progress: Progress): void {
  try {
    if (progress.size === 0) localStorage.removeItem(PROGRESS_KEY)
    else localStorage.setItem(PROGRESS_KEY, toStored(progress))
    unsaved = NOTHING
    full = false
  } catch {
    unsaved = progress
    full = true
  }
}

/** Changes what is known; gives it back. */
export function remember(by: (progress: Progress) => Progress): Progress {
  const { progress } = recall()
  const next = by(progress)
  if (next !== progress) replace(next)
  return next
}

/** Calls back when another tab, or a page taken back from the browser's cache, may know more. */
export function whenChangedElsewhere(then: () => void): void {
  // A null key: everything was cleared.
  window.addEventListener('storage', ({ key }) => (key === PROGRESS_KEY || key === null) && then())
  window.addEventListener('pageshow', ({ persisted }) => persisted && then())
}
