import type { Locator, Page } from '@playwright/test'
import { expect, LANGS, NAMES, numberIn, test, widget } from './fixtures.ts'
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
    raceStart: 'Start',
    raceSaid: /^Step (\d+)\. Lowest loss: \w ?([^,]+), (.*)\.$/,
    raceAnew: 'Runners: A Momentum 0.01, B AdaGrad 1.33, C Adam 0.562.',
    momentum: 'Momentum',
  },
  zh: {
    turn: '轮到你了',
    hide: '隐藏',
    names: ['梯度', '一阶矩', '二阶矩', '偏差校正后的一阶矩', '偏差校正后的二阶矩', '分母', '更新量', '参数'],
    part: (name: string, value: string) => `${name}：${value}。`,
    step: (t: number, x: string, loss: string) => `第 ${t} 步。x = ${x}。损失 ${loss}。`,
    start: '起点。',
    right: '正确。',
    mistake: '更新量：不对。',
    correction: '没有作偏差校正',
    rightUpdate: '更新量：正确。',
    raceStart: '起点',
    raceSaid: /^第(\d+)步。损失最低的是\w ?([^：]+)：(.*)。$/,
    raceAnew: '参赛者：A 动量法 0.01；B AdaGrad 1.33；C Adam 0.562。',
    momentum: '动量法',
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

/** The first steps of the lesson's race on ½x² + 50y², worked out here: each runner's loss after each. */
function raceFrom(
  start: readonly number[],
  steps: number,
  momentum: string,
): { name: string; losses: number[] }[] {
  const slope = ([x = 0, y = 0]: readonly number[]) => [x, 100 * y]
  const lossOf = ([x = 0, y = 0]: readonly number[]) => 0.5 * x ** 2 + 50 * y ** 2
  const run = (name: string, update: (g: number, memory: number[], t: number) => number) => {
    const memories: number[][] = start.map(() => [0, 0])
    let at = [...start]
    const losses = Array.from({ length: steps }, (_, t) => {
      const g = slope(at)
      at = at.map((x, i) => x - update(g[i]!, memories[i]!, t + 1))
      return lossOf(at)
    })
    return { name, losses }
  }
  return [
    run(momentum, (g, u) => 0.01 * (u[0] = 0.9 * u[0]! + g)),
    run('AdaGrad', (g, s) => (5.62 * g) / (Math.sqrt((s[0] = s[0]! + g * g)) + 1e-10)),
    run('Adam', (g, moments, t) => {
      const m = (moments[0] = 0.9 * moments[0]! + 0.1 * g)
      const v = (moments[1] = 0.999 * moments[1]! + 0.001 * g * g)
      return (0.075 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
    }),
  ]
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

  test(`${lang}: the race of the lesson on Adam by keyboard, and what is heard of it`, async ({ page }) => {
    await page.goto(`${lang}/adam/`)
    const race = await widget(page, 2)
    const live = race.locator('.live')
    const start = race.getByRole('slider', { name: t.raceStart, exact: true })
    const place = ((await start.getAttribute('aria-valuetext')) ?? '').match(/[−-]?[\d.]+/g)!.map(numberIn)
    const transcript = await transcriptOf(page, live)
    const bar = race.locator('.play-bar')
    await tabTo(page, bar)
    const runners = raceFrom(place, 12, t.momentum)
    for (let k = 0; k < 12; k++) {
      await pressOn(page, bar, 'ArrowRight')
      await expect(race.locator('[data-step]')).toHaveAttribute('data-step', String(k + 1))
    }
    const expected = Array.from({ length: 12 }, (_, k) => {
      const best = runners.reduce((a, b) => (b.losses[k]! < a.losses[k]! ? b : a))
      return { step: k + 1, name: best.name, loss: best.losses[k]! }
    })
    const said = (await transcript()).map((text) => t.raceSaid.exec(text)?.slice(1) ?? [text])
    expect(said.map(([step, name]) => [Number(step), name])).toEqual(expected.map((e) => [e.step, e.name]))
    said.forEach(([, , loss], k) => expect(numberIn(loss ?? '') / expected[k]!.loss).toBeCloseTo(1, 3))

    // A link of the text sets the race, which is then another one, at its start.
    const link = page.locator('a.try[data-try="2"]').first()
    await tabTo(page, link)
    await page.keyboard.press('Enter')
    await expect(live).toHaveText(t.raceAnew)
    await expect(bar).toBeFocused()
  })
}
