import type { Locator, Page } from '@playwright/test'
import { outcomeOf } from '../lessons/regularization/facts.ts'
import { expect, test, widget } from './fixtures.ts'

const open = async (page: Page, query = '', lang: 'en' | 'zh' = 'en'): Promise<Locator> => {
  await page.goto(`embed/${lang}/overfit-lab/?${query}`)
  return widget(page, 0)
}
const lab = (w: Locator) => w.locator('.overfit')
const press = (w: Locator, name: string) => w.getByRole('button', { name, exact: true }).click()
const cure = (w: Locator, value: string) => w.getByRole('combobox', { name: 'Cure' }).selectOption(value)
const expectAt = (w: Locator, attribute: 'step' | 'plain-step', n: number) =>
  expect(lab(w)).toHaveAttribute(`data-${attribute}`, String(n), { timeout: 60_000 })
/** The cells of a row of numbers: without a cure, and with it. */
const row = async (w: Locator, name: string): Promise<readonly [string, string]> => {
  const cells = w.locator('.of-numbers tr', { has: w.page().getByRole('rowheader', { name, exact: true }) })
  const [left = '', right = ''] = await cells.getByRole('cell').allTextContents()
  return [left, right]
}

test('without a cure the validation loss turns; with L2, from the same seed, it stays down', async ({
  page,
}) => {
  const w = await open(page)
  await press(w, 'Train')
  await expectAt(w, 'step', 2000)
  await expect(lab(w)).toHaveAttribute('data-phase', 'paused')
  const [alone] = await row(w, 'validation loss')
  expect(Number(alone)).toBeGreaterThan(1)
  const [lowest] = await row(w, 'lowest validation loss')
  expect(parseFloat(lowest)).toBeLessThan(0.45)

  await cure(w, 'l2')
  // What was trained without a cure is kept, and not trained by the play bar.
  await expectAt(w, 'plain-step', 2000)
  await expectAt(w, 'step', 0)
  await press(w, 'Train')
  await expectAt(w, 'step', 2000)
  await expect.poll(() => row(w, 'network of step')).toEqual(['2,000', '2,000'])
  const [same, cured] = await row(w, 'validation loss')
  expect(same).toBe(alone)
  expect(Number(cured)).toBeLessThan(0.45)
  await expect(w.locator('.chart').getByText('validation, none')).toBeVisible()

  // Another strength is another run; undo brings the old one's description back.
  const strength = w.getByRole('textbox', { name: 'λ of L2' })
  await strength.fill('0.1')
  await strength.press('Enter')
  await expectAt(w, 'step', 0)
  await expectAt(w, 'plain-step', 2000)
  await w.getByRole('button', { name: 'Undo' }).click()
  await expect(strength).toHaveValue('0.03')
})

test('early stopping stops by itself and keeps the best network; the other run goes on', async ({ page }) => {
  const w = await open(page, 'cure=early')
  await press(w, 'Train')
  await expect(w.locator('.of-status')).toContainText('stopped at step', { timeout: 60_000 })
  const text = (await w.locator('.of-status').textContent()) ?? ''
  const [, stopped, best] = /step (\d+)\. .* at step (\d+),/.exec(text) ?? []
  expect(Number(stopped) - Number(best)).toBe(200)
  await expectAt(w, 'plain-step', 2000)
  await expect.poll(() => row(w, 'network of step')).toEqual(['2,000', best])
  const [loss, lowest] = [await row(w, 'validation loss'), await row(w, 'lowest validation loss')]
  expect(lowest[1]).toBe(`${loss[1]} (step ${best})`)
  // Both runs are the same until then.
  expect(lowest[0]).toBe(lowest[1])
})

test('everything by keyboard, and the same numbers again after a reset', async ({ page }) => {
  const w = await open(page, 'cure=jitter&seed=3')
  const bar = w.getByRole('group', { name: 'Training' })
  await bar.focus()
  await page.keyboard.press('ArrowRight')
  await expectAt(w, 'step', 10)
  await page.keyboard.press('ArrowRight')
  await expectAt(w, 'step', 20)
  await expectAt(w, 'plain-step', 20)
  const numbers = await row(w, 'validation loss')
  expect(numbers[0]).not.toBe(numbers[1])
  await page.keyboard.press('Space')
  await expect(lab(w)).toHaveAttribute('data-phase', 'running')
  await page.keyboard.press('Space')
  await expect(lab(w)).toHaveAttribute('data-phase', 'paused')
  await press(w, 'Reset to step 0')
  await expectAt(w, 'step', 0)
  await press(w, 'Ten steps')
  await press(w, 'Ten steps')
  await expectAt(w, 'step', 20)
  await expect.poll(async () => (await row(w, 'validation loss'))[1]).toBe(numbers[1])
})

test('a run in the lesson goes on in the other language, and its companion catches up @both', async ({
  page,
}) => {
  await page.goto('en/regularization/')
  const w = await widget(page, 1)
  await cure(w, 'l2')
  await press(w, 'Train')
  await expect.poll(async () => Number(await lab(w).getAttribute('data-step'))).toBeGreaterThan(200)
  await page.locator('.site-head [data-switch]').click()
  await expect(page).toHaveURL(/\/zh\/regularization\/$/)
  const there = await widget(page, 1)
  await expect(there.getByRole('combobox', { name: '对策' })).toHaveValue('l2')
  await expectAt(there, 'step', 2000)
  await expectAt(there, 'plain-step', 2000)
  // Nothing was lost: it ends where a run without an interruption ends.
  const { validationLoss } = outcomeOf({ cure: 'l2' })
  await expect.poll(async () => Number((await row(there, '验证损失'))[1])).toBeCloseTo(validationLoss, 2)
  expect(Number((await row(there, '验证损失'))[0])).toBeGreaterThan(1)
})
