import { keepEarly, type Early } from './early.ts'
import type { Handover, Parcel } from './handover.ts'
import type { Arrival } from './hydrate.tsx'

/** How far below the screen an island wakes. */
const NEAR = '400px'

/** All widgets of a page, in order; their place is their address (`w1`, `w2`, …) in every language. */
export const islandsOf = (root: ParentNode): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>('gradstep-island[data-kind=widget]'),
]

/** Wakes an island; the script for it is fetched when the first one wakes. */
export function wake(
  island: HTMLElement,
  parcel: Parcel | null,
  address: Arrival['address'],
): Promise<unknown> {
  const early = kept.get(island) ?? null
  return import('./hydrate.tsx').then((m) => m.wake(island, { parcel, address, early }))
}

const kept = new Map<HTMLElement, Early>()

/** Keeps what a reader does in the page's islands before they are awake. */
export function keepAllEarly(): void {
  for (const island of islandsOf(document)) kept.set(island, keepEarly(island))
}

/** Wakes islands as they come near the screen; those that were handed something over, or are asked for, at once. */
export function wakeNear(handover: Handover | null, query: URLSearchParams): void {
  keepAllEarly()
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue
        observer.unobserve(target)
        void wake(target as HTMLElement, null, null)
      }
    },
    { rootMargin: NEAR },
  )
  for (const island of islandsOf(document)) {
    const place = island.dataset.place ?? ''
    const parcel = handover?.parcels[place]
    const asked = query.get('at') === place
    if (!parcel && !asked) observer.observe(island)
    else {
      const ready = wake(island, parcel ?? null, asked ? location : null)
      // A link to a state leads to where the state is to be seen.
      if (asked) void ready.then(() => island.scrollIntoView({ block: 'start', behavior: 'instant' }))
    }
  }
}
