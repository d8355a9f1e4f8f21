import { expect, NAMES, row, test, widget } from './fixtures.ts'

test('the language switch keeps the place, the state and the history of a stepper @both', async ({
  page,
}) => {
  await page.goto('en/gradient-descent/')
  const stepper = await widget(page, 2)
  const en = NAMES.en
  await stepper.getByRole('button', { name: en.step, exact: true }).click()
  const rate = stepper.getByRole('textbox', { name: en.rate })
  await rate.fill('0.05')
  await rate.press('Enter')
  await stepper.getByRole('button', { name: en.step, exact: true }).click()
  const step = await stepper.locator('[data-step]').getAttribute('data-step')
  const numbers = await row(stepper, Number(step))
  // The switch beside a heading, in the middle of the lesson.
  const link = page.locator('.section-head', { has: page.locator('#s3') }).getByRole('link')
  await link.evaluate((e) => e.scrollIntoView({ block: 'center' }))
  const top = (await link.boundingBox())!.y
  await link.click()
  await expect(page).toHaveURL(/\/zh\/gradient-descent\/$/)
  const zh = NAMES.zh
  const there = page.locator('#w2')
  await expect(there).toHaveAttribute('data-awake', '')
  await expect(there.locator('[data-step]')).toHaveAttribute('data-step', step ?? '')
  expect(await row(there, Number(step))).toEqual(numbers)
  await expect(page.locator('#s3')).toBeInViewport()
  expect(Math.abs((await page.locator('#s3').boundingBox())!.y - top)).toBeLessThan(120)
  // The history came along: undo the stepping, then the learning rate.
  await there.getByRole('button', { name: zh.undo }).click()
  await there.getByRole('button', { name: zh.undo }).click()
  await expect(there.getByRole('textbox', { name: zh.rate })).toHaveValue('0.15')
  await there.getByRole('button', { name: zh.redo }).click()
  await expect(there.getByRole('textbox', { name: zh.rate })).toHaveValue('0.05')
})

test('a running training run goes on in the other language with nothing lost @both', async ({ page }) => {
  await page.goto('en/neurons-and-layers/')
  const w = await widget(page, 2)
  const board = w.locator('.playground')
  await w.getByLabel('Compute on').selectOption('cpu')
  await w.getByRole('button', { name: 'Train', exact: true }).click()
  await expect
    .poll(async () => Number(await board.getAttribute('data-step')), { timeout: 60_000 })
    .toBeGreaterThan(40)
  const at = Number(await board.getAttribute('data-step'))
  await page.locator('.site-head [data-switch]').click()
  await expect(page).toHaveURL(/\/zh\//)
  const there = page.locator('#w2 .playground')
  await expect(there).toHaveAttribute('data-phase', 'running', { timeout: 60_000 })
  expect(Number(await there.getAttribute('data-step'))).toBeGreaterThanOrEqual(at)
  await expect(page.locator('#w2').getByLabel('运算设备')).toHaveValue('cpu')
  await page.locator('#w2').getByRole('button', { name: '暂停', exact: true }).click()
  await expect(there).toHaveAttribute('data-phase', 'paused')
  // The curve begins where the run began, not where the page did.
  const chart = page.locator('#w2 .pg-chart')
  await chart.locator('summary', { hasText: '用表格查看损失' }).click()
  expect(Number(await chart.locator('tbody tr').first().locator('th,td').first().textContent())).toBe(0)
})

test('a snapshot resumes with the very numbers of a run that was not interrupted @both', async ({ page }) => {
  const weights = async (place: string) => {
    const table = page.locator(`${place} .pg-weights`)
    if ((await table.getAttribute('open')) === null) await table.locator('summary').click()
    await expect(table.locator('input').first()).toBeVisible()
    await expect(page.locator(`${place} .playground`)).toHaveAttribute('data-drawn', 'true')
    return table.locator('input').evaluateAll((all) => all.map((e) => (e as HTMLInputElement).value))
  }
  const steps = async (name: string, from: number, to: number) => {
    for (let i = from + 1; i <= to; i++) {
      await page.locator('#w2').getByRole('button', { name, exact: true }).click()
      await expect(page.locator('#w2 .playground')).toHaveAttribute('data-step', String(i), {
        timeout: 60_000,
      })
    }
  }
  await page.goto('en/neurons-and-layers/')
  const w = await widget(page, 2)
  await w.getByLabel('Compute on').selectOption('cpu')
  await steps('One step', 0, 6)
  const uninterrupted = await weights('#w2')
  await w.getByRole('button', { name: 'Reset to step 0' }).click()
  await expect(w.locator('.playground')).toHaveAttribute('data-step', '0')
  await steps('One step', 0, 3)
  await page.locator('.site-head [data-switch]').click()
  await expect(page.locator('#w2 .playground')).toHaveAttribute('data-step', '3', { timeout: 60_000 })
  await steps('前进一步', 3, 6)
  expect(await weights('#w2')).toEqual(uninterrupted)
})

test('what was handed over is for one page and one time', async ({ page }) => {
  await page.goto('en/gradient-descent/')
  const stepper = await widget(page, 1)
  await stepper.getByRole('button', { name: 'Step', exact: true }).click()
  await page.locator('.site-head [data-switch]').click()
  await expect(page).toHaveURL(/\/zh\//)
  await page.waitForLoadState()
  await expect(page.locator('#w1 [data-step]')).toHaveAttribute('data-step', '1')
  await page.reload()
  const again = await widget(page, 1)
  await expect(again.locator('[data-step]')).toHaveAttribute('data-step', '0')
})

test('damaged or alien hand-overs cost nothing', async ({ page }) => {
  for (const text of [
    '{',
    '{"at":1}',
    JSON.stringify({
      at: Date.now(),
      page: 'gradient-descent/',
      place: null,
      parcels: { '1': { id: 'x', past: [], present: { step: 'many' }, future: [], run: '!', running: true } },
    }),
  ]) {
    await page.goto('en/')
    await page.evaluate((t) => sessionStorage.setItem('gradstep:handover', t), text)
    await page.goto('en/gradient-descent/')
    await expect((await widget(page, 1)).locator('[data-step]')).toHaveAttribute('data-step', '0')
  }
})
