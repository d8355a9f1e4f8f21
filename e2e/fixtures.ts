import fs from 'node:fs'
import path from 'node:path'
import { expect, test as base, type Locator, type Page } from '@playwright/test'
import { LESSONS } from '../lessons/course.ts'

/** What no page may ever do, collected while a test runs and asserted at its end. */
interface Faults {
  readonly seen: string[]
}

export const test = base.extend<{ faults: Faults }>({
  faults: [
    async ({ page, baseURL }, use) => {
      const seen: string[] = []
      const origin = new URL(baseURL ?? '').origin
      page.on('console', (m) => {
        if (m.type() === 'error' || m.type() === 'warning') seen.push(`${m.type()}: ${m.text()}`)
      })
      page.on('pageerror', (e) => seen.push(`exception: ${e.message}`))
      page.on('request', (r) => {
        const url = r.url()
        if (!url.startsWith(origin) && !url.startsWith('blob:') && !url.startsWith('data:'))
          seen.push(`off-origin: ${url}`)
      })
      await page.addInitScript(() =>
        document.addEventListener('securitypolicyviolation', (e) =>
          console.error(`policy violation: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`),
        ),
      )
      await use({ seen })
      // A software adapter is announced by the browser itself; everything else is ours.
      expect(seen.filter((line) => !/software|swiftshader|fallback adapter|GPU adapter/i.test(line))).toEqual(
        [],
      )
    },
    { auto: true },
  ],
})
export { expect }

export const LANGS = ['en', 'zh'] as const
const FOLDER = path.resolve(import.meta.dirname, '../src/widgets')
/** All lessons in the order of the course, and all widgets: what is added is tested without a line here. */
export const SLUGS = LESSONS
export const WIDGETS: readonly string[] = fs
  .readdirSync(FOLDER)
  .filter((id) => fs.existsSync(path.join(FOLDER, id, 'index.ts')))

/** The names a reader sees, in both languages. */
export const NAMES = {
  en: {
    step: 'Step',
    back: 'Back',
    reset: 'To the start',
    subForward: 'Next part of the step',
    undo: 'Undo',
    redo: 'Redo',
    rate: 'Learning rate',
    check: 'Check',
    answer: 'Your answer',
    switchTo: '中文',
    copy: 'Copy link to this state',
  },
  zh: {
    step: '前进一步',
    back: '后退',
    reset: '回到起点',
    subForward: '步内下一行',
    undo: '撤销',
    redo: '重做',
    rate: '学习率',
    check: '检查',
    answer: '你的答案',
    switchTo: 'English',
    copy: '复制当前状态的链接',
  },
} as const

/** A widget of a page by its place, awake. */
export async function widget(page: Page, place: number): Promise<Locator> {
  const island = page.locator(place ? `#w${place}` : '#widget')
  await island.scrollIntoViewIfNeeded()
  await expect(island).toHaveAttribute('data-awake', '')
  return island
}

/** The drawings of a widget; the signs on its buttons and the roots of its formulas are none. */
export const pictures = (island: Locator): Locator => island.locator('svg:not(.icon, .katex *)')

/** Waits until Recharts draws the charts of a widget that has some. */
export async function expectCharts(island: Locator): Promise<void> {
  for (const chart of await island.locator('.chart:has(.chart-still, .chart-live):visible').all())
    await expect(chart.locator('.recharts-surface').first()).toBeVisible()
}

/** A number as the page writes it. */
export const numberIn = (text: string | null): number => {
  const [plain = '', power = '0'] = (text ?? '')
    .replaceAll('−', '-')
    .replace(
      /[⁻⁰¹²³⁴-⁹]+$/,
      (s) => `e${[...s].map((c) => (c === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c))).join('')}`,
    )
    .replace('×10', '')
    .split('e')
  return Number(`${plain}e${power}`)
}

/** The row of a stepper's table for step t, as numbers. */
export async function row(stepper: Locator, t: number): Promise<number[]> {
  const cells = await stepper.locator(`tr[data-t="${t}"] td`).allTextContents()
  return cells.map(numberIn)
}
