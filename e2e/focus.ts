import type { Locator, Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** What a reader without a mouse sees of the focus. */
interface Focus {
  readonly name: string
  readonly found: boolean
  readonly lost: boolean
  readonly outlined: boolean
  readonly onScreen: boolean
}

/** Where the focus is, and whether it can be seen there. */
async function focusOf(page: Page, target: Locator): Promise<Focus> {
  const wanted = await target.elementHandle()
  return page.evaluate((goal) => {
    const at = document.activeElement ?? document.body
    const style = getComputedStyle(at)
    const box = at.getBoundingClientRect()
    // A handle in a picture is strokes without a box, and shows its ring by one of them.
    const ring = at.querySelector(':scope > .handle-ring')
    const hasRing = ring !== null && getComputedStyle(ring).stroke !== 'none'
    const name = at.getAttribute('aria-label') ?? at.textContent ?? ''
    return {
      name: `<${at.tagName.toLowerCase()} class="${at.getAttribute('class') ?? ''}"> ${name.slice(0, 40)}`,
      found: at === goal,
      lost: at === document.body,
      outlined: hasRing || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1),
      onScreen:
        (hasRing || (box.width > 0 && box.height > 0)) &&
        box.bottom > 0 &&
        box.right > 0 &&
        box.top < innerHeight &&
        box.left < innerWidth,
    }
  }, wanted)
}

/** Fails unless the target has the focus, and shows it with an outline on the screen. */
export async function expectFocus(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeFocused()
  const { name, outlined, onScreen } = await focusOf(page, target)
  expect({ name, outlined, onScreen }).toEqual({ name, outlined: true, onScreen: true })
}

/**
 * Presses Tab (or Shift+Tab) until the target has the focus. Every stop on the way must be seen, and none may be
 * nowhere.
 */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  // A key pressed while a page still comes in goes to the browser.
  await page.waitForLoadState()
  for (let i = 0; i < 300; i++) {
    await page.keyboard.press(key)
    const { name, found, lost, outlined, onScreen } = await focusOf(page, target)
    expect({ name, lost, outlined, onScreen }).toEqual({ name, lost: false, outlined: true, onScreen: true })
    if (found) return
  }
  throw new Error(`${key} never comes to ${String(target)}.`)
}

/** Presses a key on the target, which has the focus and still has it afterwards. */
export async function pressOn(page: Page, target: Locator, key: string): Promise<void> {
  await expectFocus(page, target)
  await page.keyboard.press(key)
  await expectFocus(page, target)
}
