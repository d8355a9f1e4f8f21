/*
 * Shows what a term means beside it: on hover, on keyboard focus, on a first tap (a second one follows the link). It
 * stands above the line, over what has been read already. Those who listen hear the same as the link's description, so
 * the box itself is not announced.
 */

/** Long enough to pass over a word, or to move into the box, without anything flickering. */
const DELAY_MS = 200
const GAP = 6
const MARGIN = 8

const linkOf = (target: EventTarget | null): HTMLAnchorElement | null =>
  target instanceof Element ? target.closest<HTMLAnchorElement>('a.term') : null

function makeBox(): HTMLElement {
  const box = document.createElement('div')
  box.className = 'term-box'
  box.setAttribute('aria-hidden', 'true')
  box.hidden = true
  document.body.append(box)
  return box
}

/** Puts the box above the link, or below where there is no room, within the window. */
function place(box: HTMLElement, link: HTMLElement): void {
  const lines = [...link.getClientRects()]
  const [first] = lines
  const last = lines.at(-1)
  if (!first || !last) return
  const room = document.documentElement.clientWidth - box.offsetWidth - MARGIN
  const above = first.top - box.offsetHeight - GAP
  box.style.left = `${Math.max(MARGIN, Math.min(first.left, room)) + scrollX}px`
  box.style.top = `${(above >= 0 ? above : last.bottom + GAP) + scrollY}px`
}

export function startTerms(): void {
  const box = makeBox()
  let shown: HTMLAnchorElement | null = null
  let timer = 0
  let touched = false

  const hide = () => {
    clearTimeout(timer)
    shown = null
    box.hidden = true
    box.replaceChildren()
  }
  const show = (link: HTMLAnchorElement) => {
    clearTimeout(timer)
    const means = document.getElementById(link.getAttribute('aria-describedby') ?? '')
    if (!means) return
    shown = link
    box.replaceChildren(...[...means.childNodes].map((node) => node.cloneNode(true)))
    box.hidden = false
    place(box, link)
  }
  const later = (then: () => void) => {
    clearTimeout(timer)
    timer = window.setTimeout(then, DELAY_MS)
  }

  document.addEventListener('pointerover', ({ target, pointerType }) => {
    if (pointerType !== 'mouse') return
    const link = linkOf(target)
    if (link) later(() => show(link))
    else if (target instanceof Node && box.contains(target)) clearTimeout(timer)
    else if (shown && shown !== document.activeElement) later(hide)
    else clearTimeout(timer)
  })
  document.addEventListener('pointerdown', ({ target, pointerType }) => {
    touched = pointerType !== 'mouse'
    if (shown && !linkOf(target) && !(target instanceof Node && box.contains(target))) hide()
  })
  document.addEventListener('click', (event) => {
    const link = linkOf(event.target)
    if (!link || !touched || link === shown) return
    event.preventDefault()
    show(link)
  })
  document.addEventListener('keydown', ({ key }) => {
    touched = false
    if (key === 'Escape') hide()
  })
  document.addEventListener('focusin', ({ target }) => {
    const link = linkOf(target)
    if (link && !touched) show(link)
    else if (!link) hide()
  })
  window.addEventListener('resize', hide)
}
