import { fill, textsOnPage } from '../texts.ts'
import type { ProgressMessages } from './messages.ts'
import { recall, remember } from './progress-memory.ts'
import { setFinished, standing } from './progress.ts'

const lines = () => document.querySelectorAll<HTMLElement>('[data-standing]')

/** The lessons of the page and their questions. */
export const courseOnPage = (): Map<string, readonly string[]> =>
  new Map(
    [...lines()].map((line) => [
      line.dataset.standing ?? '',
      (line.dataset.questions ?? '').split(' ').filter((id) => id !== ''),
    ]),
  )

/** Shows on every line of the page where the reader stands. */
export function showStandings(): void {
  const t = textsOnPage<ProgressMessages['standing']>()
  const { progress } = recall()
  const course = courseOnPage()
  for (const line of lines()) {
    const slug = line.dataset.standing ?? ''
    const { state, done, of } = standing(progress.get(slug), course.get(slug) ?? [])
    const text = line.querySelector('.standing-text')
    const button = line.querySelector('button')
    if (!text || !button) continue
    const count = state === 'new' ? '' : ` · ${fill(t.questions, { done, of })}`
    line.dataset.state = state
    text.textContent = t[state] + count
    button.textContent = state === 'finished' ? t.unmark : t.mark
    button.setAttribute('aria-label', `${button.textContent}: ${button.dataset.title ?? ''}`)
  }
}

/** Fills the lines and lets lessons be marked by hand; `changed` is called after a mark. */
export function startStandings(changed: () => void = () => {}): void {
  showStandings()
  for (const line of lines()) {
    line.querySelector('button')?.addEventListener('click', () => {
      const finished = line.dataset.state !== 'finished'
      remember((progress) => setFinished(progress, line.dataset.standing ?? '', finished, Date.now()))
      showStandings()
      changed()
    })
  }
}
