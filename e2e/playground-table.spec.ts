import { writeFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, test, widget } from './fixtures.ts'

const open = async (page: Page, query: string, lang: 'en' | 'zh' = 'en'): Promise<Locator> => {
  await page.goto(`embed/${lang}/network-playground/?data=table&backend=cpu&${query}`)
  return widget(page, 0)
}
const press = (w: Locator, name: string) => w.getByRole('button', { name, exact: true }).click()
/** From the disk, as a reader would: a buffer would be handed to the page in one long task. */
const choose = async (w: Locator, name: string, text: string): Promise<void> => {
  const path = test.info().outputPath(name)
  await writeFile(path, text)
  await w.locator('input[type="file"]').setInputFiles(path)
}
/** The first number after a word in the status line. */
const after = async (w: Locator, word: string): Promise<number> => {
  const text = (await w.locator('.pg-status p').first().textContent()) ?? ''
  return Number(new RegExp(`${word} ([\\d.]+)`).exec(text)?.[1] ?? NaN)
}

test('a table with decimal commas is pasted by keyboard, its faults are named, it is learnt, and undone', async ({
  page,
}) => {
  const w = await open(page, 'layers=4')
  await expect(w.locator('.pg-status p').first()).toHaveText('Load a table first, then press Train.')
  const field = w.getByLabel('or paste the rows')
  await field.focus()
  const rows = Array.from({ length: 40 }, (_, i) => {
    const side = i % 2 === 0 ? -1 : 1
    return `${100 + side * (20 + i)},5;${(0.1 * i).toFixed(1).replace('.', ',')};${side < 0 ? 'left' : 'right'}`
  })
  await page.keyboard.insertText(['speed;age;side', ...rows, 'fast;1;left', '1;2;'].join('\n'))
  const read = w.getByRole('button', { name: 'Read these rows' })
  await read.press('Enter')
  await expect(w.getByText('42 rows, 3 columns, named in the first row.')).toBeVisible()
  await expect(w.getByText('a comma in a number is a decimal comma')).toBeVisible()
  await expect(w.getByLabel('Input x₁')).toHaveValue('0')
  await expect(w.getByLabel('To be learnt')).toHaveValue('2')
  // One column twice is refused, and nothing has changed.
  await w.getByLabel('Input x₂').selectOption('speed')
  const use = w.getByRole('button', { name: 'Use these columns' })
  await use.press('Enter')
  await expect(w.locator('.complaint')).toContainText('One column was chosen twice.')
  await expect(w.locator('.live')).toContainText('Nothing has changed.')
  await w.getByLabel('Input x₂').selectOption('age')
  await use.press('Enter')
  await expect(w.locator('.pg-table li').filter({ hasText: /^row/ })).toHaveText([
    'row 42, column “speed”: “fast” is not a number',
    'row 43, column “side”: the cell is empty',
  ])
  const live = w.locator('.live')
  await expect(live).toContainText('40 rows are loaded. 2 rows were left out')
  await expect(live).toContainText('left: 20 (50%), right: 20 (50%).')
  await expect(live).toContainText('standardised')
  await press(w, 'Train')
  await expect.poll(() => after(w, 'validation accuracy'), { timeout: 60_000 }).toBe(100)
  await press(w, 'Undo')
  await expect(w.locator('.pg-status p').first()).toHaveText('Load a table first, then press Train.')
  await press(w, 'Redo')
  await expect(w.locator('.plane-key')).toContainText('right')
})

test('100,000 rows are read in slices and trained on; a million are refused while the run goes on @both', async ({
  page,
}) => {
  const w = await open(page, 'layers=4,4', 'zh')
  await expect(w.locator('.pg-table')).toBeVisible()
  await page.evaluate(() => {
    const at = window as unknown as { longest: number }
    at.longest = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) at.longest = Math.max(at.longest, duration)
    }).observe({ type: 'longtask' })
  })
  const row = (i: number) => `${((i * 7919) % 20_011) / 100},${((i * 104_729) % 9973) / 10}`
  const rows = Array.from({ length: 100_000 }, (_, i) => {
    const [a = 0, b = 0] = row(i).split(',').map(Number)
    return `${a},${b},${(a * b).toFixed(2)}`
  })
  await choose(w, 'big.csv', ['甲,乙,积', ...rows].join('\r\n'))
  await expect(w.getByText('共 100,000 行 3 列，第一行是列名。')).toBeVisible({ timeout: 60_000 })
  await expect(w.getByLabel('当作')).toHaveValue('value')
  await press(w, '采用这些列')
  await expect(w.getByText('其中 50,000 行用于训练，50,000 行用于验证。')).toBeVisible({ timeout: 60_000 })
  await expect(w.getByText('表格太大，链接里放不下数据')).toBeVisible()
  const longest = await page.evaluate(() => (window as unknown as { longest: number }).longest)
  console.log(
    `longest main-thread task while 100,000 rows are loaded: ${longest === 0 ? 'under 50' : longest} ms`,
  )
  await press(w, '训练')
  const board = w.locator('.playground')
  const step = async () => Number(await board.getAttribute('data-step'))
  await expect.poll(() => after(w, 'R²'), { timeout: 60_000 }).toBeGreaterThan(0.8)
  const before = await step()
  await choose(w, 'huge.csv', '1,2,3\n'.repeat(1_000_000))
  await expect(w.locator('.complaint')).toHaveText('超过了 100,000 行，请只保存一部分。一切照旧。', {
    timeout: 60_000,
  })
  await expect(board).toHaveAttribute('data-phase', 'running')
  await expect.poll(step).toBeGreaterThan(before)
  await expect(w.getByText('其中 50,000 行用于训练，50,000 行用于验证。')).toBeVisible()
})

test('a link to a large table names it, and says to load it again', async ({ page }) => {
  const w = await open(page, 'layers=4')
  const rows = Array.from({ length: 2000 }, (_, i) => `${i},${i % 97},${i % 3 === 0 ? 'yes' : 'no'}`)
  await choose(w, 'some.csv', rows.join('\n'))
  await press(w, 'Use these columns')
  await expect(w.getByText('The table is too large for a link')).toBeVisible()
  await page.evaluate(() => {
    const clipboard = { writeText: (text: string) => Promise.resolve(void (document.title = text)) }
    Object.defineProperty(navigator, 'clipboard', { value: clipboard })
  })
  await press(w, 'Copy link to this state')
  await expect(page).toHaveTitle(/#state=/)
  await page.goto(await page.title())
  await page.reload()
  const there = await widget(page, 0)
  await expect(
    there.getByText('does not hold the numbers of this table of 2,000 rows (A, B, C)'),
  ).toBeVisible()
  await press(there, 'Train')
  await expect(there.locator('.playground')).toHaveAttribute('data-phase', 'idle')
  // The same file brings the very run back.
  await choose(there, 'some.csv', rows.join('\n'))
  await press(there, 'Use these columns')
  await expect(there.getByText('1,000 rows are trained on, 1,000 validate.')).toBeVisible()
})
