import type { Locator, Page } from '@playwright/test'
import { expect, test, widget } from './fixtures.ts'

const open = async (page: Page, query: string, lang: 'en' | 'zh' = 'en'): Promise<Locator> => {
  await page.goto(`embed/${lang}/network-playground/?${query}`)
  return widget(page, 0)
}
const press = (w: Locator, name: string) => w.getByRole('button', { name, exact: true }).click()
const status = (w: Locator) => w.locator('.pg-status p').first()
/** The first number after a word in the status line. */
const after = async (w: Locator, word: string): Promise<number> => {
  const text = (await status(w).textContent()) ?? ''
  return Number(new RegExp(`${word} (−?[\\d.]+)`).exec(text)?.[1]?.replace('−', '-') ?? NaN)
}

test('four classes of a pinwheel are learnt, each with its output, sign and number @both', async ({
  page,
}) => {
  const w = await open(page, 'data=arms&classes=4&layers=8&noise=0.05&backend=cpu')
  await expect(w.getByRole('button', { name: 'Numbers of the output of class 3' })).toBeVisible()
  await press(w, 'Train')
  await expect.poll(() => after(w, 'validation accuracy'), { timeout: 60_000 }).toBeGreaterThanOrEqual(95)
  await press(w, 'Pause')
  await expect(w.locator('.plane-class')).toHaveText(['0', '1', '2', '3'])
  // The number of the last class's output is changed by hand, as any other.
  await w.getByRole('button', { name: 'Numbers of the output of class 3' }).click()
  await expect(w.getByText('Numbers of the output of class 3', { exact: true })).toBeVisible()
})

test('hills are predicted, with R² in place of accuracy, under either loss', async ({ page }) => {
  const w = await open(page, 'data=hills&layers=8,8&noise=0&backend=cpu', 'zh')
  for (const loss of ['均方误差', 'Huber 损失（δ = 0.25）']) {
    await w.getByLabel('损失函数').selectOption({ label: loss })
    await expect(status(w)).toContainText('R²')
    await press(w, '训练')
    await expect.poll(() => after(w, 'R²'), { timeout: 60_000 }).toBeGreaterThanOrEqual(0.9)
    await press(w, '回到第 0 步')
    await expect.poll(() => after(w, 'R²')).toBeLessThan(0.5)
  }
})
