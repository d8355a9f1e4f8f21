import type { Locator, Page } from '@playwright/test'

/** Numbers from 0 to 1 that a seed decides (mulberry32): the same seed, the same monkey. */
export function randomFrom(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const KEYS = [
  'ArrowRight',
  'ArrowLeft',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Tab',
  'Shift+Tab',
  'Enter',
  'Space',
  'Escape',
  'Backspace',
  'Delete',
  'Control+Z',
  'Control+Shift+Z',
  'Control+Y',
  'Control+A',
]

/** What no field expects. None of it is a word that the test looks for on the screen. */
const JUNK = [
  '',
  ' ',
  '-',
  '1e400',
  '-0',
  '1e-400',
  '0x1F',
  '１２',
  '−3',
  '1,5',
  '١٢',
  '<img src=x onerror=alert(1)>',
  '\u202Eabc',
  '((((((',
  'x^x^x',
  '1/0',
  'sqrt(-x)',
  'ln(x)',
  '1/(x-x)',
  'exp(exp(exp(x^2)))',
  'x^2 + y^2',
  'abs(x)^0.5 - y',
  '2.5',
  '0.01',
  '9'.repeat(400),
  '{'.repeat(2000),
  '🙂',
  '__proto__',
]

const SIZES = [
  [320, 640],
  [360, 740],
  [768, 1024],
  [1280, 800],
  [1920, 1080],
] as const

const THEMES = ['auto', 'light', 'dark', 'projector'] as const

/** Where a monkey may lay its hands; links that lead away are not among them. */
const HANDLES = [
  'button',
  'summary',
  'input',
  'select',
  'label',
  '.plot-area',
  '.handle',
  '.pg-target',
  '.chart-plot',
  '.lines',
  'a.try',
].join(', ')

export interface Monkey {
  readonly page: Page
  /** The part of the page that it plays with. */
  readonly ground: Locator
  readonly random: () => number
  /** Goes to the page in the other language, and comes back when it is awake. */
  switchLanguage(): Promise<void>
}

const oneOf = <T>(all: readonly T[], random: () => number): T => all[Math.floor(random() * all.length)] as T

/** One of the visible elements below the ground, scrolled to, with its place on the screen. */
async function grasp({ ground, random }: Monkey, selector: string) {
  return ground.evaluate(
    (root, [wanted, share]) => {
      const all = [...root.querySelectorAll<HTMLElement>(wanted)].filter(
        (e) =>
          e.getClientRects().length > 0 &&
          getComputedStyle(e).visibility === 'visible' &&
          !e.closest('[inert]'),
      )
      const chosen = all[Math.floor(share * all.length)]
      if (!chosen) return null
      chosen.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
      const { left, top, width, height } = chosen.getBoundingClientRect()
      return { left, top, width, height, index: all.indexOf(chosen) }
    },
    [selector, random()] as const,
  )
}

async function click(monkey: Monkey): Promise<void> {
  const at = await grasp(monkey, HANDLES)
  if (!at) return
  const { page, random } = monkey
  await page.mouse.click(at.left + random() * at.width, at.top + random() * at.height, {
    clickCount: random() < 0.1 ? 2 : 1,
  })
}

async function drag(monkey: Monkey): Promise<void> {
  const at = await grasp(monkey, 'input[type=range], .handle')
  if (!at) return
  const { page, random } = monkey
  const y = at.top + at.height / 2
  await page.mouse.move(at.left + random() * at.width, y)
  await page.mouse.down()
  await page.mouse.move(at.left + random() * at.width * 1.2, y + 60 * random() - 30, { steps: 4 })
  await page.mouse.up()
}

async function type(monkey: Monkey): Promise<void> {
  const at = await grasp(monkey, 'input[type=text]')
  if (!at) return
  const { page, random } = monkey
  await page.mouse.click(at.left + at.width / 2, at.top + at.height / 2)
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(oneOf(JUNK, random))
  await page.keyboard.press(oneOf(['Enter', 'Tab', 'Escape'], random))
}

async function choose(monkey: Monkey): Promise<void> {
  const { page, random } = monkey
  const at = await grasp(monkey, 'select:enabled')
  if (!at) return
  await page.keyboard.press('Escape')
  const select = monkey.ground.locator('select:enabled:visible').nth(at.index)
  // Escape may have closed what it stood in, and another select may be in its place.
  const options = await select.locator('option').count()
  if (options === 0) return
  await select.selectOption({ index: Math.floor(random() * options) }, { timeout: 10_000 })
}

/** What it does, the likelier the larger its share. */
const HABITS: readonly (readonly [name: string, share: number, act: (monkey: Monkey) => Promise<void>])[] = [
  ['click', 0.4, click],
  ['drag', 0.12, drag],
  ['type', 0.14, type],
  ['choose', 0.08, choose],
  ['key', 0.16, ({ page, random }) => page.keyboard.press(oneOf(KEYS, random))],
  ['wheel', 0.03, ({ page, random }) => page.mouse.wheel(0, 1600 * random() - 800)],
  [
    'resize',
    0.03,
    ({ page, random }) => {
      const [width, height] = oneOf(SIZES, random)
      return page.setViewportSize({ width, height })
    },
  ],
  [
    'theme',
    0.025,
    ({ page, random }) =>
      page.evaluate(
        (theme) => {
          const select = document.querySelector<HTMLSelectElement>('[data-theme-choice]')
          if (!select) return void (document.documentElement.dataset['theme'] = theme)
          select.value = theme
          select.dispatchEvent(new Event('change'))
        },
        oneOf(THEMES, random),
      ),
  ],
  ['language', 0.015, (monkey) => monkey.switchLanguage()],
]

/** Does one thing at random; returns what, for the record. */
export async function actOnce(monkey: Monkey): Promise<string> {
  let share = monkey.random() * HABITS.reduce((sum, [, s]) => sum + s, 0)
  const habit = HABITS.find(([, s]) => (share -= s) < 0) ?? HABITS[0]!
  await habit[2](monkey)
  return habit[0]
}
