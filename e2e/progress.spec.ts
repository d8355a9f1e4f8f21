import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, LANGS, test } from './fixtures.ts'

const SAYS = {
  en: { new: 'Not begun', begun: 'Begun', finished: 'Finished', before: 'answered right before' },
  zh: { new: '未开始', begun: '学习中', finished: '已学完', before: '以前答对过' },
} as const
const KEY = 'gradstep:progress'
const LINE = '[data-standing="gradient-descent"]'
const line = (page: Page) => page.locator(`${LINE} .standing-text`)
const mark = (page: Page) => page.locator(`${LINE} button`)
const act = (page: Page, id: string) => page.locator(`[data-do="${id}"]`)
const said = (page: Page) => page.locator('.progress-says')

/** Answers the first question of the lesson, whose answer is 3. */
async function answer(page: Page): Promise<void> {
  const question = page.locator('form[data-question="where-does-it-land"]')
  await question.locator('input').fill('3')
  await question.locator('input').press('Enter')
  await expect(question).toHaveAttribute('data-state', 'right')
}

for (const lang of LANGS) {
  const says = SAYS[lang]
  test(`${lang}: answers and ends of lessons are remembered, and shown in words`, async ({ page }) => {
    await page.goto(`${lang}/`)
    await expect(line(page)).toContainText(says.new)
    await page.goto(`${lang}/gradient-descent/`)
    await answer(page)
    await page.reload()
    const question = page.locator('form[data-question="where-does-it-land"]')
    await expect(question.locator('.question-head')).toContainText(says.before)
    await expect(question.locator('.solution')).toHaveJSProperty('inert', false)
    await expect(question.locator('input')).toHaveValue('')
    await page.goto(`${lang}/`)
    await expect(line(page)).toContainText(says.begun)
    await expect(line(page)).toContainText(/1.*[3-9]/)
    // The rest: each solution after a wrong try, then the end.
    await page.goto(`${lang}/gradient-descent/`)
    for (const form of await page.locator('form.question:not([data-state="before"])').all()) {
      await form.locator('input').fill('123456')
      await form.locator('input').press('Enter')
      await form.locator('.solution summary').click()
    }
    await expect(line(page)).toContainText(says.begun)
    await page.locator('.onward').scrollIntoViewIfNeeded()
    await expect(line(page)).toContainText(says.finished)
    await page.goto(`${lang}/`)
    await expect(line(page)).toContainText(says.finished)
    // By hand, from the keyboard, and back.
    await mark(page).press('Enter')
    await expect(line(page)).toContainText(says.begun)
  })
}

test('progress goes to a file, is erased and brought back, and comes from the file again', async ({
  page,
}) => {
  await page.goto('en/gradient-descent/')
  await answer(page)
  await page.goto('en/')
  const download = page.waitForEvent('download')
  await act(page, 'save').click()
  const saved = await (await download).path()
  expect(await readFile(saved, 'utf8')).toContain('where-does-it-land')
  await expect(page.locator('.stopped a')).toContainText('Continue')
  await act(page, 'erase').click()
  await expect(said(page)).toContainText('begun: 1, questions done: 1')
  await expect(act(page, 'keep')).toBeFocused()
  await act(page, 'erase-now').click()
  await expect(line(page)).toContainText('Not begun')
  await expect(page.locator('.stopped a')).toHaveText('Begin')
  expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBeNull()
  await act(page, 'undo').click()
  await expect(line(page)).toContainText('1 of')
  await expect(page.locator('.stopped a')).toContainText('Continue')
  await act(page, 'erase').click()
  await act(page, 'erase-now').click()
  await page.locator('.progress input[type=file]').setInputFiles(saved)
  await expect(line(page)).toContainText('1 of')
  // Files that are none of ours change nothing.
  const noise = Buffer.from(Array.from({ length: 65536 }, (_, i) => (i * 7919) % 251))
  const kept = await page.evaluate((key) => localStorage.getItem(key), KEY)
  for (const [buffer, sentence] of [
    [noise, 'not a progress file'],
    [
      Buffer.from('{"format":"gradstep-progress","version":1,"lessons":{"adam":"finished"}}'),
      'not a progress file',
    ],
    [Buffer.alloc(300_000, 32), 'too large'],
  ] as const) {
    await page
      .locator('.progress input[type=file]')
      .setInputFiles({ name: 'x.json', mimeType: 'text/plain', buffer })
    await expect(said(page)).toContainText(sentence)
    expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBe(kept)
  }
})

test('two tabs add to each other', async ({ page, context }) => {
  await page.goto('en/')
  await expect(line(page)).toContainText('Not begun')
  const other = await context.newPage()
  await other.goto('en/gradient-descent/')
  await answer(other)
  await expect(line(page)).toContainText('1 of')
  await mark(page).click()
  await expect(line(page)).toContainText('Finished · 1 of')
  await expect(line(other)).toContainText('Finished · 1 of')
})

test('storage that is denied, full or damaged costs nothing but memory', async ({ browser, baseURL }) => {
  const visit = async (prepare: () => void, sentence: string) => {
    const page = await browser.newPage(baseURL ? { baseURL } : {})
    const faults: string[] = []
    page.on('pageerror', (e) => faults.push(e.message))
    page.on('console', (m) => m.type() === 'error' && faults.push(m.text()))
    await page.addInitScript(prepare)
    await page.goto('en/gradient-descent/')
    await answer(page)
    await expect(line(page)).toContainText('1 of')
    await page.goto('en/')
    await expect(said(page)).toContainText(sentence)
    await mark(page).click()
    await expect(line(page)).toContainText('Finished')
    expect(faults).toEqual([])
    await page.close()
  }
  await visit(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError')
      },
    })
  }, 'does not let the page keep anything')
  await visit(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  }, 'storage of this browser is full')
  await visit(() => {
    if (!location.pathname.endsWith('/en/')) return
    localStorage.setItem('gradstep:progress', '{"version":1,"lessons":{"adam":7}}')
  }, 'damaged')
})

test('nothing moves when progress arrives', async ({ page }) => {
  await page.addInitScript(() => {
    new PerformanceObserver(() => {
      document.documentElement.dataset.shifted = ''
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto('en/gradient-descent/')
  await answer(page)
  for (const [width, path, shown] of [
    [360, 'en/', LINE],
    [1280, 'zh/', LINE],
    [360, 'zh/gradient-descent/', '[data-state="before"]'],
  ] as const) {
    await page.setViewportSize({ width, height: 3000 })
    await page.goto(path)
    await expect(page.locator(shown)).toBeVisible()
    await expect(page.locator('html')).not.toHaveAttribute('data-shifted')
  }
})
