import { noisy, tooLong, tooLongLoss, tries, warmLoss } from '../lessons/learning-rate-schedules/facts.ts'
import { expect, LANGS, NAMES, numberIn, test, widget } from './fixtures.ts'

const WORDS = {
  en: {
    warmUp: 'Warm-up',
    export: /Take the schedule away/,
    as: 'As',
    failed: /At the constant rate 8 nothing was learned/,
  },
  zh: {
    warmUp: '预热',
    export: /导出调度/,
    as: '格式',
    failed: /学习率恒为 8，什么也没有学到/,
  },
} as const

/** αₖ of a warm-up of W updates from a tenth of the peak, then half a cosine to 0 at T: written out here. */
const byHand = (k: number, peak: number, W: number, T: number): number =>
  k < W ? peak * (0.1 + (0.9 * k) / W) : (peak / 2) * (1 + Math.cos((Math.PI * (k - W)) / (T - W)))

for (const lang of LANGS) {
  test(`the rates of the table are those of the formula, at any step @both (${lang})`, async ({ page }) => {
    await page.goto(
      `embed/${lang}/schedule-designer/?rate=0.8&warmup=50&warmupstart=0.1&total=200&updates=200`,
    )
    const designer = await widget(page, 0)
    const scrub = designer.locator('.designer-scrub')
    for (const k of [0, 20, 50, 125, 199]) {
      await scrub.fill(String(k))
      const row = designer.locator(`tr[data-k="${k}"]`)
      await expect(row).toHaveClass('current')
      await expect(row.locator('td').first()).toHaveText(String(k + 1))
      const shown = numberIn(await row.locator('td').nth(1).textContent())
      const exact = byHand(k, 0.8, 50, 200)
      expect(Math.abs(shown - exact)).toBeLessThanOrEqual(exact * 1e-3)
      await expect(designer.locator('.designer-lines')).toHaveAttribute('data-step', String(k))
    }
  })

  test(`a warm-up rescues a rate at which training fails @both (${lang})`, async ({ page }) => {
    const t = WORDS[lang]
    await page.goto(`embed/${lang}/schedule-designer/?schedule=constant&rate=8&batch=100`)
    const designer = await widget(page, 0)
    const words = designer.locator('.designer-words')
    const handle = designer
      .locator('.handle')
      .and(designer.getByRole('slider', { name: t.warmUp, exact: true }))
    await handle.focus()
    for (let i = 0; i < 10; i++) await page.keyboard.press('Shift+ArrowRight')
    await expect(handle).toHaveAttribute('aria-valuenow', '100')
    await expect(words).toHaveAttribute('data-behind', 'false')
    await expect(words).toHaveText(t.failed)
    await expect
      .poll(async () => numberIn(/0\.\d+/.exec((await words.textContent()) ?? '')?.[0] ?? null))
      .toBeLessThan(0.05)
    // Undo takes the whole walk of the handle back.
    await designer.getByRole('button', { name: NAMES[lang].undo }).click()
    await expect(handle).toHaveAttribute('aria-valuenow', '0')
    await expect(words).toHaveAttribute('data-behind', 'false')
  })
}

test('the peak is dragged, the picture stands still under the finger, and the runs follow', async ({
  page,
}) => {
  await page.goto('embed/en/schedule-designer/')
  const designer = await widget(page, 0)
  const handle = designer.locator('.handle').and(designer.getByRole('slider', { name: 'Peak rate' }))
  const ticks = designer.locator('.designer-curve .chart-tick-y')
  const before = await ticks.allTextContents()
  const box = (await designer.locator('.designer-plot').boundingBox())!
  const y = (rate: number) => box.y + box.height * (1 - rate / 3)
  await page.mouse.move(box.x, y(2))
  await page.mouse.down()
  for (const rate of [1.8, 1.2, 0.6, 0.3]) await page.mouse.move(box.x, y(rate))
  await expect.poll(async () => Number(await handle.getAttribute('aria-valuenow'))).toBeLessThan(0.35)
  await expect(ticks).toHaveText(before)
  await page.mouse.up()
  await expect(ticks).not.toHaveText(before)
  await expect(designer.locator('.designer-words')).toHaveAttribute('data-behind', 'false')
  await expect(designer.locator('.designer-words')).toContainText('At the constant rate 0.3')
})

test('the schedule is taken away as code that was opened on demand', async ({ page }) => {
  await page.goto('embed/en/schedule-designer/?schedule=step-decay&every=50&factor=0.5&clip=1')
  const designer = await widget(page, 0)
  await expect(designer.locator('.designer-code')).toHaveCount(0)
  await designer.getByText(WORDS.en.export).click()
  const code = designer.locator('.designer-code')
  await expect(code).toContainText('lr_scheduler.StepLR(optimizer, step_size=50, gamma=0.5)')
  await expect(code).toContainText('clip_grad_norm_(model.parameters(), 1)')
  await designer.getByLabel(WORDS.en.as, { exact: true }).selectOption('csv')
  await expect(code).toContainText('50,51,1\r\n'.trim())
  const saving = page.waitForEvent('download')
  await designer.getByRole('link', { name: 'Save schedule.csv' }).click()
  expect((await saving).suggestedFilename()).toBe('schedule.csv')
})

test('a run is the same in the browser as in the build, to the last digit shown', async ({ page }) => {
  const words = async (query: string) => {
    await page.goto(`embed/en/schedule-designer/?${query}`)
    return (await widget(page, 0)).locator('.designer-words')
  }
  const long = await words(`schedule=cosine&rate=${noisy.rate}&batch=${noisy.batch}&total=${tooLong}`)
  await expect(long).toHaveText(new RegExp(`the loss is ${tooLongLoss.toPrecision(3)} after`))
  const warm = await words(`schedule=constant&rate=6&batch=100&warmup=${tries.rising.warmUp}`)
  await expect(warm).toHaveText(new RegExp(`the loss is ${warmLoss.toPrecision(3)} after`))
})
