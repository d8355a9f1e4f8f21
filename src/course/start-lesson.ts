import { rememberStop } from './device-memory.ts'

/** Remembers the section that is being read. */
function startStop(main: HTMLElement): void {
  const slug = main.dataset.slug ?? ''
  let anchor = location.hash.match(/^#(s\d+)$/)?.[1] ?? ''
  rememberStop({ slug, anchor })
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) anchor = target.id
      rememberStop({ slug, anchor })
    },
    { rootMargin: '0px 0px -60% 0px' },
  )
  for (const heading of main.querySelectorAll('h2[id]')) observer.observe(heading)
}

/** A `<Try>` link sets its widget in place; the change can be undone there. */
function startTries(main: HTMLElement): void {
  main.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-try]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    const island = document.getElementById(`w${link.dataset.try}`)
    if (!island) return
    event.preventDefault()
    const props = JSON.parse(link.dataset.props ?? '{}') as Record<string, unknown>
    void import('../widget-kit/hydrate.tsx')
      .then((m) => m.setParams(island, props))
      .then(() => {
        island.scrollIntoView({ block: 'nearest' })
        island.querySelector<HTMLElement>('.play-bar')?.focus({ preventScroll: true })
      })
  })
}

export function startLesson(main: HTMLElement): void {
  startStop(main)
  startTries(main)
}
