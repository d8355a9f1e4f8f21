import { fill, textsOnPage } from '../texts.ts'
import { plainly } from './plainly.ts'

/** Lets the glossary be searched by typing: words in either language, or pinyin. */
export function startGlossary(): void {
  const t = textsOnPage<{ many: string; none: string }>()
  const input = document.querySelector<HTMLInputElement>('#find')
  const found = document.querySelector<HTMLElement>('.found')
  if (!input || !found) return
  const show = () => {
    const wanted = plainly(input.value)
    let n = 0
    for (const section of document.querySelectorAll<HTMLElement>('.letter')) {
      let any = false
      for (const entry of section.querySelectorAll<HTMLElement>('.entry')) {
        entry.hidden = !(entry.dataset.search ?? '').includes(wanted)
        if (!entry.hidden) n++
        any ||= !entry.hidden
      }
      section.hidden = !any
    }
    found.textContent = wanted === '' ? '' : n > 0 ? fill(t.many, { n }) : t.none
  }
  input.addEventListener('input', show)
  // A link to an entry or a letter works while the search hides it.
  addEventListener('hashchange', () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    if (!target || target.offsetParent) return
    input.value = ''
    show()
    target.scrollIntoView()
  })
  if (input.value !== '') show()
}
