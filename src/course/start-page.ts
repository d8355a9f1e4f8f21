import { take } from '../widget-kit/handover.ts'
import { isLanguage } from '../widget-kit/language.ts'
import { wakeNear } from '../widget-kit/islands.ts'
import {
  forgetStop,
  rememberedLanguage,
  rememberedStop,
  rememberedTheme,
  rememberLanguage,
  rememberStop,
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

/** The way on from where the reader stopped; where nothing is known, the way in, as it is rendered. */
function showStopped(line: HTMLElement): void {
  const go = line.querySelector('a')
  if (!go) return
  const stopped = rememberedStop()
  const link =
    stopped && document.querySelector<HTMLAnchorElement>(`[data-lesson="${stopped.slug}"] .lesson-link`)
  if (!link) {
    go.href = line.dataset.first ?? go.href
    go.textContent = line.dataset.start ?? ''
    return
  }
  go.href = stopped.anchor ? `${link.href}#${stopped.anchor}` : link.href
  go.textContent = (line.dataset.continue ?? '').replace('{title}', link.textContent ?? '')
}

function startContents(): void {
  const line = document.querySelector<HTMLElement>('.stopped')
  const section = document.querySelector<HTMLElement>('.progress')
  if (!line || !section) return
  const show = () => showStopped(line)
  show()
  const stop = { recall: rememberedStop, remember: rememberStop, forget: forgetStop, show }
  void import('./progress/start-progress.ts').then((m) => m.startProgress(section, stop))
}

/** Brings a page of the course to life. What a page does not have costs it nothing. */
export function startPage(): void {
  startTheme()
  startFrontDoor()
  startContents()
  const switches = document.querySelectorAll<HTMLAnchorElement>('a[data-switch]')
  const page = location.pathname.slice(BASE.length).replace(/^(en|zh)\//, '')
  const handover = take(page, Date.now())
  wakeNear(handover, new URLSearchParams(location.search))
  if (switches.length > 0)
    void import('./switch-language.ts').then((m) => switches.forEach((link) => m.startSwitch(link, page)))
  const main = document.querySelector<HTMLElement>('main[data-slug]')
  if (main) {
    void import('./start-lesson.ts').then((m) => m.startLesson(main))
    void import('./progress/start-reading.ts').then((m) => m.startReading(main))
  }
  if (document.querySelector('a.term')) void import('./glossary/start-terms.ts').then((m) => m.startTerms())
  if (document.querySelector('main.glossary'))
    void import('./glossary/start-glossary.ts').then((m) => m.startGlossary())
  if (!handover) return
  // The fonts are here from the other page; what is hidden can take no focus.
  delete root.dataset.waiting
  if (handover.place) goTo(handover.place)
  const used = [...switches].find((link) => link.hash === handover.anchor)
  used?.focus({ preventScroll: true })
}
