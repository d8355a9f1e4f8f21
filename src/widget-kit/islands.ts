import type { Handover } from './handover.ts'

/** How far below the screen an island wakes. */
const NEAR = '400px'

/** All widgets of a page, in order; their place is their address (`w1`, `w2`, …) in every language. */
export const islandsOf = (root: ParentNode): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>('gradstep-island[data-kind=widget]'),
]

/** Wakes islands as they come near the screen; those that were handed something over, or are asked for, at once. */
export function wakeNear(handover: Handover | null, query: URLSearchParams): void {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue
        observer.unobserve(target)
        void import('./hydrate.tsx').then((m) => m.wake(target as HTMLElement))
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
      void import('./hydrate.tsx').then((m) =>
        m.wake(island, { parcel: parcel ?? null, address: asked ? location : null }),
      )
    }
  }
}
