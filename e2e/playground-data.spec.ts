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

test('own points are drawn, moved and taken away by keyboard and by pointer, undone, and learnt', async ({
  page,
}) => {
  const w = await open(page, 'data=own&layers=4&train=0.5&backend=cpu')
  const count = w.locator('.pg-own-count')
  await expect(count).toContainText('0 of at most 300 points')
  const plane = w.getByRole('application')
  await plane.focus()
  const keys = async (...all: string[]) => {
    for (const key of all) await page.keyboard.press(key)
  }
  // Two of class 0 on the left, the second picked up and carried down.
  await keys('Shift+ArrowLeft', 'Shift+ArrowLeft', 'Enter', 'Shift+ArrowUp', 'Enter')
  await expect(count).toContainText('2 of at most 300 points; class 0: 2')
  await keys('Space', 'ArrowDown', 'ArrowDown', 'Space')
  await expect(w.locator('.live')).toContainText('Put down')
  // Two of class 1 on the right, by pointer; one is dragged, one too many is taken away again.
  await press(w, 'Draw class 1')
  /** A place of the plane, wherever the page has scrolled to by now. */
  const at = async (x: number, y: number) => {
    await plane.scrollIntoViewIfNeeded()
    const box = (await plane.boundingBox())!
    return [box.x + box.width * x, box.y + box.height * y] as const
  }
  await page.mouse.click(...(await at(0.7, 0.4)))
  await page.mouse.click(...(await at(0.7, 0.6)))
  await page.mouse.click(...(await at(0.9, 0.9)))
  await expect(count).toContainText('class 0: 2, class 1: 3')
  await page.mouse.move(...(await at(0.7, 0.6)))
  await page.mouse.down()
  await page.mouse.move(...(await at(0.8, 0.7)), { steps: 4 })
  await page.mouse.up()
  await expect(count).toContainText('class 0: 2, class 1: 3')
  await press(w, 'Take points away')
  await page.mouse.click(...(await at(0.9, 0.9)))
  await expect(count).toContainText('class 0: 2, class 1: 2')
  await press(w, 'Undo')
  await expect(count).toContainText('class 0: 2, class 1: 3')
  await press(w, 'Redo')
  await expect(count).toContainText('class 0: 2, class 1: 2')
  await press(w, 'Train')
  await expect.poll(() => after(w, 'validation accuracy'), { timeout: 60_000 }).toBe(100)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

  test('a tap draws, a finger on a point drags it, a finger beside all points scrolls the page', async ({
    page,
  }) => {
    const w = await open(page, 'data=own')
    const count = w.locator('.pg-own-count')
    await expect(count).toContainText('0 of at most')
    await expect(status(w)).toHaveText('Draw two points at least, then press Train.')
    const box = (await w.getByRole('application').boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const session = await page.context().newCDPSession(page)
    const finger = async (fromX: number, fromY: number, toY: number) => {
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: number) =>
        session.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: at === undefined ? [] : [{ x: fromX, y: at }],
        })
      await touch('touchStart', fromY)
      for (let i = 1; i <= 8; i++) await touch('touchMove', fromY + ((toY - fromY) * i) / 8)
      await touch('touchEnd')
    }
    await page.touchscreen.tap(x, y)
    await expect(count).toContainText('class 0: 1')
    // The page stays where it is, and the point goes up: there is room for another in its place.
    await finger(x, y, y - 80)
    await page.touchscreen.tap(x, y)
    await expect(count).toContainText('class 0: 2')
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0)
    await finger(x + 80, y + 40, y - 160)
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(50)
    await expect(count).toContainText('class 0: 2')
  })
})
