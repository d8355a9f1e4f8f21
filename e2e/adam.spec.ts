import type { Locator, Page } from '@playwright/test'
import { expect, LANGS, NAMES, test, widget } from './fixtures.ts'
import { expectFocus, pressOn, tabTo } from './focus.ts'

/* The lesson on Adam from end to end, by keyboard alone, as it is heard: no click, no focus(), no fill(). */

/** What is heard, number for number: the second step of Adam on (x − 3)², worked out with a calculator. */
const SECOND = ['−5.800', '−1.120', '0.06960', '−5.895', '34.82', '5.901', '−0.09990', '0.1999']
const T = {
  en: {
    turn: 'Your turn',
    hide: 'Hide',
    names: ['gradient', 'first moment', 'second moment', 'first moment, bias-corrected'].concat([
      'second moment, bias-corrected',
      'denominator',
      'update',
      'parameter',
    ]),
    part: (name: string, value: string) => `${name}: ${value}.`,
    step: (t: number, x: string, loss: string) => `Step ${t}. x = ${x}. Loss ${loss}.`,
    start: 'Start.',
    right: 'Right.',
    mistake: 'update: Not this. You get this number by',
    correction: 'leaving out the bias correction',
    rightUpdate: 'update: Right.',
  },
  zh: {
    turn: '轮到你了',
    hide: '隐藏',
    names: ['梯度', '一阶矩', '二阶矩', '偏差校正后的一阶矩', '偏差校正后的二阶矩', '分母', '更新量', '参数'],
    part: (name: string, value: string) => `${name}：${value}。`,
    step: (t: number, x: string, loss: string) => `第 ${t} 步。x = ${x}。损失 ${loss}。`,
    start: '起点。',
    right: '正确。',
    mistake: '更新量: 不对。',
    correction: '没有作偏差校正',
    rightUpdate: '更新量: 正确。',
  },
} as const

/** Everything that the live region has said so far. */
async function transcriptOf(page: Page, live: Locator): Promise<() => Promise<string[]>> {
  await live.evaluate((region) => {
    const said: string[] = []
    const note = () => said.push(region.textContent ?? '')
    new MutationObserver(note).observe(region, { childList: true, characterData: true, subtree: true })
    Object.assign(window, { said })
  })
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said)
}

async function answer(page: Page, id: string, text: string, right: string): Promise<void> {
  const form = page.locator(`[data-question="${id}"]`)
  const field = form.getByRole('textbox')
  await tabTo(page, field)
  await page.keyboard.insertText(text)
  await page.keyboard.press('Enter')
  await expect(form.getByRole('status')).toContainText(right)
}

for (const lang of LANGS) {
  const [t, names] = [T[lang], NAMES[lang]]

  test(`${lang}: the lesson on Adam by keyboard, and what a screen reader hears of it`, async ({ page }) => {
    await page.goto(`${lang}/adam/`)
    const stepper = await widget(page, 1)
    const live = stepper.locator('.live')
    const transcript = await transcriptOf(page, live)
    await answer(page, 'first-step-of-adam', '0.1', t.right)

    // A step, and inside the next one line by line.
    const step = stepper.getByRole('button', { name: names.step, exact: true })
    await tabTo(page, step)
    await pressOn(page, step, 'Enter')
    await expect(live).toHaveText(t.step(1, '0.1000', '8.410'))
    for (const [i, value] of SECOND.entries()) {
      await pressOn(page, step, 'ArrowDown')
      await expect(live).toHaveText(t.part(t.names[i]!, value))
    }
    await pressOn(page, step, 'ArrowDown')
    await expect(live).toHaveText(t.step(2, '0.1999', '7.841'))
    expect(await transcript()).toEqual([
      t.step(1, '0.1000', '8.410'),
      ...SECOND.map((value, i) => t.part(t.names[i]!, value)),
      t.step(2, '0.1999', '7.841'),
    ])

    // Your turn: the update without any correction, 0.1·1.12/√0.0696, then the right one.
    await tabTo(page, stepper.getByText(t.turn, { exact: true }), 'Shift+Tab')
    await page.keyboard.press('Enter')
    const choice = stepper.getByLabel(t.hide, { exact: true })
    await expect(choice).toBeVisible()
    await tabTo(page, choice)
    for (let i = 0; i < 7; i++) await page.keyboard.press('ArrowDown')
    const field = stepper.getByRole('textbox', { name: t.names[6]!, exact: true })
    await tabTo(page, field)
    await page.keyboard.insertText(String((-0.1 * 1.12) / (Math.sqrt(0.0696) + 1e-8)))
    await page.keyboard.press('Enter')
    await expect(live).toContainText(t.mistake)
    await expect(live).toContainText(t.correction)
    await expectFocus(page, field)
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText('−0.0999')
    await page.keyboard.press('Enter')
    await expect(live).toContainText(t.rightUpdate)

    // On through the text: the other questions, and a link that sets the figure.
    await answer(page, 'where-it-overshoots', '40', t.right)
    await answer(page, 'without-correction', '10', t.right)
    const link = page.locator('a.try[data-try="1"]', { hasText: /^(outside|在根号外)$/ })
    await tabTo(page, link)
    await page.keyboard.press('Enter')
    await expect(stepper.getByRole('textbox', { name: /Epsilon|小常数/ })).toHaveValue('0.1')
  })
}
