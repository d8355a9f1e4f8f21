import { islandsOf } from '../widget-kit/islands.ts'

/** Wakes the one widget of an embed and sets it as the address says. `poster=1` leaves the still picture. */
export function startEmbed(): void {
  const [island] = islandsOf(document)
  const query = new URLSearchParams(location.search)
  if (!island || query.get('poster') === '1') return
  const wake = () =>
    void import('../widget-kit/hydrate.tsx')
      .then((m) => m.wake(island, { parcel: null, address: location }))
      .finally(() => requestAnimationFrame(() => document.documentElement.removeAttribute('data-pending')))
  if (query.get('run') !== 'visible') return wake()
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((e) => e.isIntersecting)) return
    observer.disconnect()
    wake()
  })
  observer.observe(island)
}
