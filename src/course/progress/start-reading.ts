import { startQuestions } from '../start-questions.ts'
import { remember, whenChangedElsewhere } from './progress-memory.ts'
import { begin, reachEnd, type Progress } from './progress.ts'
import { showStandings, startStandings } from './start-standings.ts'

/** Calls back once, when one of the elements comes up from the lower edge of the window by this share of its height. */
function onceSeen(elements: Iterable<Element>, share: number, then: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((e) => e.isIntersecting)) return
      observer.disconnect()
      then()
    },
    { rootMargin: `0px 0px -${share}% 0px` },
  )
  for (const element of elements) observer.observe(element)
}

/**
 * What a lesson remembers of its reading: that it was begun, the answers, that its end was reached. A script apart from
 * the one that wakes widgets, since it may come a little later.
 */
export function startReading(main: HTMLElement): void {
  const slug = main.dataset.slug ?? ''
  const note = (by: (progress: Progress, slug: string) => Progress) => {
    remember((progress) => by(progress, slug))
    showStandings()
  }
  startQuestions(main)
  startStandings()
  whenChangedElsewhere(showStandings)
  onceSeen(main.querySelectorAll('h2[id]'), 60, () => note(begin))
  onceSeen(main.querySelectorAll('.onward'), 0, () => note(reachEnd))
}
