import { islandsOf, keepAllEarly, wake } from '../widget-kit/islands.ts'

/** Wakes the one widget of an embed and sets it as the address says. `poster=1` leaves the still picture. */
export function startEmbed(): void {
  const [island] = islandsOf(document)
  const query = new URLSearchParams(location.search)
  if (!island || query.get('poster') === '1') return
  keepAllEarly()
  const start = () =>
    void wake(island, null, location).finally(() =>
      requestAnimationFrame(() => document.documentElement.removeAttribute('data-pending')),
    )
  if (query.get('run') !== 'visible') return start()
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((e) => e.isIntersecting)) return
    observer.disconnect()
    start()
  })
  observer.observe(island)
}
