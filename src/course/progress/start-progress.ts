import type { Stopped } from '../device-memory.ts'
import { fill, textsOnPage } from '../texts.ts'
import type { ContentsTexts } from './messages.ts'
import { probe, recall, remember, replace, whenChangedElsewhere } from './progress-memory.ts'
import { fromFile, LARGEST, merge, NOTHING, standing, toFile, type Progress } from './progress.ts'
import { courseOnPage, showStandings, startStandings } from './start-standings.ts'

/** What there is of progress, for sentences about it. */
function sumOf(progress: Progress): Record<string, number> {
  const all = [...courseOnPage()].map(([slug, questions]) => standing(progress.get(slug), questions))
  return {
    finished: all.filter((s) => s.state === 'finished').length,
    begun: all.filter((s) => s.state === 'begun').length,
    questions: all.reduce((sum, s) => sum + s.done, 0),
  }
}

function saveAs(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  // The browser has taken the address by the time of the next task.
  setTimeout(() => URL.revokeObjectURL(link.href))
}

/** The place where the reader stopped: it is erased, and brought back, together with the progress. */
export interface StopMemory {
  recall(): Stopped | null
  remember(stopped: Stopped): void
  forget(): void
  /** Shows what is remembered now. */
  show(): void
}

/** Brings the progress section of the contents to life. */
export function startProgress(section: HTMLElement, stop: StopMemory): void {
  const t = textsOnPage<ContentsTexts>()
  const says = section.querySelector<HTMLElement>('.progress-says')
  const asks = section.querySelector<HTMLElement>('.progress-asks')
  const input = section.querySelector('input')
  const button = (id: string) => section.querySelector<HTMLElement>(`[data-do="${id}"]`)
  if (!says || !asks || !input) return
  let before: { progress: Progress; stopped: Stopped | null } | null = null

  const trouble = () => {
    const { trouble: what } = recall()
    return what ? t[what] : ''
  }
  /** Says a sentence, and offers the answers to it. */
  const say = (text: string, ...offers: ('erase-now' | 'keep' | 'undo')[]) => {
    says.textContent = text || trouble()
    asks.hidden = offers.length === 0
    for (const id of ['erase-now', 'keep', 'undo'] as const)
      button(id)?.toggleAttribute('hidden', !offers.includes(id))
  }
  const show = () => {
    showStandings()
    stop.show()
  }

  const does: Record<string, () => void> = {
    save() {
      const { progress } = recall()
      if (progress.size === 0) return say(t.nothing)
      saveAs(t.fileName, toFile(progress))
      say(t.saved)
    },
    load: () => input.click(),
    erase() {
      const { progress, trouble: what } = recall()
      if (progress.size === 0 && !stop.recall() && what !== 'damaged') return say(t.nothing)
      say(fill(t.asks, sumOf(progress)), 'erase-now', 'keep')
      button('keep')?.focus()
    },
    'erase-now'() {
      before = { progress: recall().progress, stopped: stop.recall() }
      replace(NOTHING)
      stop.forget()
      show()
      say(t.erased, 'undo')
      button('undo')?.focus()
    },
    keep() {
      say('')
      button('erase')?.focus()
    },
    undo() {
      if (before) {
        // What was done meanwhile, in this tab or another, stays.
        const { progress, stopped } = before
        remember((now) => merge(progress, now))
        if (stopped && !stop.recall()) stop.remember(stopped)
      }
      before = null
      show()
      say(t.undone)
      button('erase')?.focus()
    },
  }
  for (const [id, act] of Object.entries(does)) button(id)?.addEventListener('click', act)

  const load = (text: string) => {
    const read = fromFile(text, courseOnPage())
    if (!read.ok) return say(t[read.why])
    remember((now) => merge(now, read.progress))
    show()
    const left = read.leftOut > 0 ? ` ${fill(t.leftOut, { n: read.leftOut })}` : ''
    say(fill(t.loaded, sumOf(recall().progress)) + left)
  }
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    if (!file) return
    if (file.size > LARGEST) say(t['too-large'])
    else file.text().then(load, () => say(t['no-progress']))
    // Without this the same file could not be chosen twice.
    input.value = ''
  })

  probe()
  startStandings(() => say(''))
  say('')
  whenChangedElsewhere(show)
}
