import { take } from '../widget-kit/handover.ts'
import { isLanguage } from '../widget-kit/language.ts'
import { wakeNear } from '../widget-kit/islands.ts'
import {
  rememberedLanguage,
  rememberedStop,
  rememberedTheme,
  rememberLanguage,
  rememberTheme,
} from './device-memory.ts'
import { goTo } from './place.ts'
import { BASE } from './site.ts'

const root = document.documentElement

function startTheme(): void {
  const select = document.querySelector<HTMLSelectElement>('[data-theme-choice]')
  if (!select) return
  select.value = root.dataset.theme ?? 'auto'
  select.addEventListener('change', () => {
    if (select.value === 'auto') delete root.dataset.theme
    else root.dataset.theme = select.value
    rememberTheme(select.value)
  })
  // Another tab, or a page taken back from the browser's cache, may have another theme by now.
  addEventListener('pageshow', () => {
    const theme = rememberedTheme() ?? 'auto'
    if ([...select.options].some((o) => o.value === theme)) select.value = theme
  })
}

/** The front door sends those who have chosen before on to their language. */
function startFrontDoor(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-language]')) {
    link.addEventListener('click', () => rememberLanguage(link.dataset.language ?? ''))
  }
  const lang = rememberedLanguage()
  if (location.pathname === BASE && isLanguage(lang)) location.replace(`${BASE}${lang}/`)
}

function startStopped(): void {
  const line = document.querySelector<HTMLElement>('.stopped')
  const stopped = line && rememberedStop()
  const link =
    stopped && document.querySelector<HTMLAnchorElement>(`[data-lesson="${stopped.slug}"] .lesson-link`)
  const go = line?.querySelector('a')
  if (!link || !go) return
  go.href = stopped.anchor ? `${link.href}#${stopped.anchor}` : link.href
  go.textContent = (line?.dataset.continue ?? '').replace('{title}', link.textContent ?? '')
}

/** Brings a page of the course to life. What a page does not have costs it nothing. */
export function startPage(): void {
  startTheme()
  startFrontDoor()
  startStopped()
  const switches = document.querySelectorAll<HTMLAnchorElement>('a[data-switch]')
  const page = location.pathname.slice(BASE.length).replace(/^(en|zh)\//, '')
  const handover = take(page, Date.now())
  wakeNear(handover, new URLSearchParams(location.search))
  if (switches.length > 0)
    void import('./switch-language.ts').then((m) => switches.forEach((link) => m.startSwitch(link, page)))
  if (document.querySelector('main[data-slug]')) void import('./start-lesson.ts').then((m) => m.startLesson())
  if (!handover) return
  if (handover.place) goTo(handover.place)
  const used = [...switches].find((link) => link.hash === handover.anchor)
  used?.focus({ preventScroll: true })
}
