import type { Locator, Page } from '@playwright/test'
import { expect, numberIn, test, widget } from './fixtures.ts'

const T = {
  en: {
    prediction: (i: number) => `Prediction ${i}`,
    toLogits: 'Compute from logits',
    undo: 'Undo',
    add: 'Add a sample',
    remove: (i: number) => `Remove sample ${i}`,
    infinite: 'infinite',
  },
  zh: {
    prediction: (i: number) => `预测值${i}`,
    turn: '自己算：隐藏结果',
    mean: '你算的平均',
    notDivided: '求和之后没有除以n',
    right: '正确。',
  },
} as const

const results = (w: Locator, part: string) => w.locator(`.lb-lines.is-${part}`)
const total = (w: Locator, name: 'sum' | 'mean') => w.locator(`[data-total="${name}"] td`).first()
const termOf = (w: Locator, i: number) => w.locator(`[data-sample="${i}"] [data-cell="term"]`)

/** Moves the pointer from the middle of a handle by so many pixels, in a few moves. */
async function drag(page: Page, handle: Locator, dx: number, dy: number): Promise<void> {
  const dot = (await handle.locator('.handle-dot').boundingBox())!
  const [x, y] = [dot.x + dot.width / 2, dot.y + dot.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + dx, y + dy, { steps: 6 })
  await page.mouse.up()
}

test('a prediction is dragged and the term, the loss and the gradient follow', async ({ page }) => {
  const t = T.en
  await page.goto('embed/en/loss-bench/')
  const w = await widget(page, 0)
  await expect(total(w, 'mean')).toHaveText('0.875')
  const handle = w.getByRole('slider', { name: t.prediction(4), exact: true })
  await expect(handle).toHaveAttribute('aria-valuetext', '5.5')
  const frame = (await w.locator('.lb-frame').boundingBox())!
  // The window is 8 high: an eighth of the frame is 1.
  await drag(page, handle, 0, frame.height / 8)
  await expect(handle).toHaveAttribute('aria-valuetext', '4.5')
  await expect(termOf(w, 4)).toHaveText('0.25')
  await expect(total(w, 'mean')).toHaveText('0.375')
  await expect(results(w, 'term')).toHaveAttribute('data-results', '0.25')
  await expect(results(w, 'gradient')).toHaveAttribute('data-results', '0.25')
  await expect(results(w, 'total')).toHaveAttribute('data-results', '0.375')
  await expect(results(w, 'total').locator('.katex-html')).toContainText('0.25+1+0+0.25')
  // A drag is one change.
  await w.getByRole('button', { name: t.undo, exact: true }).click()
  await expect(total(w, 'mean')).toHaveText('0.875')
})

test('by keyboard alone: a prediction, a hidden result, a named mistake, the right answer', async ({
  page,
}) => {
  const t = T.zh
  await page.goto('embed/zh/loss-bench/?y=0,1,0,1&p=0.3,0.7,0.1,0.8')
  const w = await widget(page, 0)
  const handle = w.getByRole('slider', { name: t.prediction(4), exact: true })
  await handle.focus()
  await handle.press('Shift+ArrowUp')
  await expect(handle).toHaveAttribute('aria-valuetext', '0.9')
  await expect(w.getByRole('status').last()).toContainText('0.05')
  const turn = w.getByRole('button', { name: t.turn, exact: true })
  await turn.focus()
  await turn.press('Enter')
  await expect(total(w, 'mean')).toHaveText('?')
  await expect(results(w, 'total').locator('.katex-html')).not.toContainText('0.05')
  const answer = w.getByRole('textbox', { name: t.mean, exact: true })
  await answer.fill('0.2')
  await answer.press('Enter')
  await expect(w.locator('.verdict')).toContainText(t.notDivided)
  await answer.fill('0.05')
  await answer.press('Enter')
  await expect(w.locator('.verdict')).toContainText(t.right)
})

test('a certain and wrong prediction is infinite, and from logits it is not', async ({ page }) => {
  const t = T.en
  await page.goto('embed/en/loss-bench/?loss=bce')
  const w = await widget(page, 0)
  const field = w.getByRole('textbox', { name: t.prediction(2), exact: true })
  await field.fill('0')
  await field.press('Enter')
  await expect(total(w, 'mean')).toHaveText('∞')
  await expect(w.locator('.lb-status')).toContainText(t.infinite)
  await w.getByRole('button', { name: t.toLogits, exact: true }).click()
  await expect.poll(async () => numberIn(await total(w, 'mean').textContent())).toBeCloseTo(5.142, 2)
  await expect(w.locator('.lb-status')).not.toContainText(t.infinite)
})

test('samples come and go, and a typed number that is none changes nothing', async ({ page }) => {
  const t = T.en
  await page.goto('embed/en/loss-bench/')
  const w = await widget(page, 0)
  await w.getByRole('button', { name: t.add, exact: true }).click()
  await expect(w.locator('[data-sample]')).toHaveCount(5)
  await w.getByRole('button', { name: t.remove(4), exact: true }).click()
  await expect(w.locator('[data-sample]')).toHaveCount(4)
  const field = w.getByRole('textbox', { name: t.prediction(1), exact: true })
  await field.fill('2000')
  await field.press('Enter')
  await expect(w.getByRole('alert')).toContainText('1000')
  await expect(termOf(w, 1)).toHaveText('0.25')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

  test('a finger drags a bar without scrolling the page, and nothing is wider than the screen', async ({
    page,
  }) => {
    await page.goto('embed/zh/loss-bench/?loss=cce-logits&classes=5')
    const w = await widget(page, 0)
    const handle = w.getByRole('slider', { name: '预测值1，类别A', exact: true })
    await handle.scrollIntoViewIfNeeded()
    const dot = (await handle.locator('.handle-dot').boundingBox())!
    const [x, y] = [dot.x + dot.width / 2, dot.y + dot.height / 2]
    const before = await page.evaluate(() => scrollY)
    const cdp = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: number) =>
      cdp.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x, y: at }] })
    // Beside the dot, but on its target.
    await touch('touchStart', y + 8)
    for (const by of [5, 10, 15, 20, 25]) await touch('touchMove', y + 8 + by)
    await touch('touchEnd')
    await expect.poll(async () => numberIn(await handle.getAttribute('aria-valuetext'))).toBeLessThan(1)
    expect(await page.evaluate(() => scrollY)).toBe(before)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  })
})
