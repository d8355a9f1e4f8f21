import type { Locator, Page } from '@playwright/test'
import { expect, LANGS, NAMES, SLUGS, test, widget } from './fixtures.ts'
import { expectFocus, pressOn, tabTo } from './focus.ts'

/* A whole lesson without a mouse: no click, no focus() and no fill() anywhere in this file. */

const T = {
  en: {
    train: 'Train',
    pause: 'Pause',
    addLayer: 'Add a hidden layer',
    removeLayer: 'Remove the last hidden layer',
    addUnit: 'Layer 1: add a unit',
    unit: 'Numbers of unit 1.1',
    bias: 'Bias of unit 1.1',
    data: 'Data',
  },
  zh: {
    train: '训练',
    pause: '暂停',
    addLayer: '增加一个隐藏层',
    removeLayer: '去掉最后一个隐藏层',
    addUnit: '第 1 层：增加一个神经元',
    unit: '神经元 1.1 的参数',
    bias: '神经元 1.1 的偏置',
    data: '数据集',
  },
} as const
const OTHER = { en: 'zh', zh: 'en' } as const

const button = (w: Locator, name: string) => w.getByRole('button', { name, exact: true })

/** Types over what a field holds, as one does after Tab has selected it. */
async function typeOver(page: Page, field: Locator, text: string): Promise<void> {
  await expectFocus(page, field)
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

/** An unfinished word of an input method, as for Chinese: the next Enter belongs to it, not to the page. */
async function compose(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  })
  await session.detach()
}

for (const lang of LANGS) {
  const t = { ...NAMES[lang], ...T[lang] }

  test(`${lang}: from the front door into a lesson, past what stands before the text @both`, async ({
    page,
  }) => {
    await page.goto('')
    await tabTo(page, page.locator(`a[data-language="${lang}"]`))
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`/${lang}/$`))
    await tabTo(page, page.locator(`[data-lesson="${SLUGS[0]}"] .lesson-link`))
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`/${lang}/${SLUGS[0]}/$`))

    // A key pressed while the page still comes in goes to the browser.
    await page.waitForLoadState()
    // The skip link is the first stop, can be seen there, and leaves out header and contents.
    await page.keyboard.press('Tab')
    const skip = page.locator('.skip')
    await expectFocus(page, skip)
    expect((await skip.boundingBox())!.height).toBeGreaterThan(20)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    const inText = () => page.evaluate(() => document.activeElement?.closest('main') !== null)
    await expect.poll(inText).toBe(true)
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  })

  test(`${lang}: a question is answered by Enter, but not by an Enter of the input method @both`, async ({
    page,
  }) => {
    await page.goto(`${lang}/gradient-descent/`)
    const question = page.locator('form[data-question="where-does-it-land"]')
    await expect(question).toHaveAttribute('data-state', 'asked')
    const input = question.locator('input')
    await tabTo(page, input)
    await compose(page, '３')
    await page.keyboard.press('Enter')
    await expect(question.locator('.verdict')).toBeEmpty()
    await expect(question).toHaveAttribute('data-state', 'asked')
    await page.keyboard.insertText('３')
    await expect(input).toHaveValue('３')
    await page.keyboard.press('Enter')
    await expect(question).toHaveAttribute('data-state', 'right')
    await expectFocus(page, input)
    // What has opened is the next thing after the button.
    await tabTo(page, question.locator('.solution summary'))
    await page.keyboard.press('Enter')
    await expect(question.locator('.solution')).not.toHaveAttribute('open')
  })

  test(`${lang}: the stepper of a lesson is stepped, changed and undone @both`, async ({ page }) => {
    await page.goto(`${lang}/gradient-descent/`)
    const w = page.locator('#w1')
    const at = w.locator('[data-step]')
    const bar = w.locator('.play-bar')
    await tabTo(page, bar)
    await widget(page, 1)
    await pressOn(page, bar, 'ArrowRight')
    await expect(at).toHaveAttribute('data-step', '1')
    await pressOn(page, bar, 'ArrowDown')
    await expect(at).toHaveAttribute('data-sub', '1')
    await pressOn(page, bar, 'ArrowLeft')
    await expect(at).toHaveAttribute('data-sub', '0')
    const step = button(w, t.step)
    await tabTo(page, step)
    await pressOn(page, step, 'Enter')
    await pressOn(page, step, 'Space')
    await expect(at).toHaveAttribute('data-step', '3')

    // A button that can do nothing any more keeps the focus.
    const reset = button(w, t.reset)
    await tabTo(page, reset, 'Shift+Tab')
    await pressOn(page, reset, 'Enter')
    await expect(at).toHaveAttribute('data-step', '0')
    await expect(reset).toHaveAttribute('aria-disabled', 'true')

    const rate = w.getByRole('textbox', { name: t.rate })
    await tabTo(page, rate)
    // Taken, this would be refused aloud.
    await compose(page, '−９')
    await page.keyboard.press('Enter')
    await expect(w.getByRole('alert')).toHaveCount(0)
    await page.keyboard.insertText('−９')
    await expect(rate).toHaveValue('−９')
    await typeOver(page, rate, '0.25')
    await pressOn(page, rate, 'Enter')
    await expect(rate).toHaveValue('0.25')
    const undo = button(w, t.undo)
    await tabTo(page, undo)
    await pressOn(page, undo, 'Enter')
    await expect(rate).toHaveValue('0.1')
    await pressOn(page, undo, 'Control+Shift+Z')
    await expect(rate).toHaveValue('0.25')
    await pressOn(page, undo, 'Control+Z')
    await expect(rate).toHaveValue('0.1')
  })

  test(`${lang}: a network is trained, edited and rebuilt @both`, async ({ page }) => {
    await page.goto(`${lang}/neurons-and-layers/`)
    const w = page.locator('#w2')
    const board = w.locator('.playground')
    const stepOf = async () => Number(await board.getAttribute('data-step'))
    const bar = w.locator('.play-bar')
    await tabTo(page, bar)
    await widget(page, 2)

    await pressOn(page, bar, 'ArrowRight')
    await expect(board).toHaveAttribute('data-step', '1', { timeout: 60_000 })
    await pressOn(page, bar, 'Space')
    await expect.poll(stepOf, { timeout: 60_000 }).toBeGreaterThan(5)
    await pressOn(page, bar, 'Space')
    await expect(board).toHaveAttribute('data-phase', 'paused')
    const train = button(w, t.train)
    await tabTo(page, train)
    const stopped = await stepOf()
    await page.keyboard.press('Enter')
    // The same button is now the one that pauses.
    await expectFocus(page, button(w, t.pause))
    await expect.poll(stepOf, { timeout: 60_000 }).toBeGreaterThan(stopped)
    await page.keyboard.press('Enter')
    await expect(board).toHaveAttribute('data-phase', 'paused')
    await expectFocus(page, train)

    // A unit, and its bias.
    const unit = button(w, t.unit)
    await tabTo(page, unit)
    await pressOn(page, unit, 'Space')
    await expect(unit).toHaveAttribute('aria-pressed', 'true')
    const bias = w.locator('.pg-editor').getByRole('textbox', { name: t.bias, exact: true })
    await tabTo(page, bias)
    await typeOver(page, bias, '1.25')
    await pressOn(page, bias, 'Enter')
    await expect(bias).toHaveValue('1.25')

    // A weight, in the fold.
    const fold = w.locator('.pg-weights summary')
    await tabTo(page, fold)
    await pressOn(page, fold, 'Enter')
    const weight = w.locator('.pg-weights input').first()
    await tabTo(page, weight)
    const before = await weight.inputValue()
    await compose(page, '９')
    await page.keyboard.press('Enter')
    await expect(w.locator('.live')).not.toContainText('9')
    await page.keyboard.insertText('９')
    await typeOver(page, weight, '-2.5')
    await pressOn(page, weight, 'Enter')
    await expect(weight).toHaveValue(/^[-−]2\.5$/)

    // Undo twice, from a place that is no text field.
    await tabTo(page, fold, 'Shift+Tab')
    await pressOn(page, fold, 'Control+Z')
    await expect(weight).toHaveValue(before)
    await expect(bias).toHaveValue('1.25')
    await pressOn(page, fold, 'Control+Z')
    await expect(bias).not.toHaveValue('1.25')

    // A layer more, until there can be no more, and back.
    const add = button(w, t.addLayer)
    const layers = w.locator('.pg-heads > span')
    await tabTo(page, add, 'Shift+Tab')
    await pressOn(page, add, 'Enter')
    await expect(layers).toHaveCount(5)
    await pressOn(page, add, 'Enter')
    await expect(layers).toHaveCount(6)
    await expect(add).toHaveAttribute('aria-disabled', 'true')
    await pressOn(page, add, 'Enter')
    await expect(layers).toHaveCount(6)
    const remove = button(w, t.removeLayer)
    await tabTo(page, remove, 'Shift+Tab')
    await pressOn(page, remove, 'Enter')
    await expect(layers).toHaveCount(5)
    const addUnit = button(w, t.addUnit)
    const units = w.locator('.pg-column').nth(1).getByRole('button')
    await expect(units).toHaveCount(4)
    await tabTo(page, addUnit)
    await pressOn(page, addUnit, 'Enter')
    await expect(units).toHaveCount(5)
    await pressOn(page, addUnit, 'Control+Z')
    await expect(units).toHaveCount(4)
    await pressOn(page, addUnit, 'Control+Z')
    await expect(layers).toHaveCount(6)

    // A choice from a list.
    const data = w.getByLabel(t.data, { exact: true })
    await tabTo(page, data)
    await expect(data).toHaveValue('circles')
    await pressOn(page, data, 'ArrowDown')
    await expect(data).toHaveValue('xor')
  })

  test(`${lang}: language and theme are chosen without a mouse @both`, async ({ page }) => {
    await page.goto(`${lang}/gradient-descent/`)
    const theme = page.locator('[data-theme-choice]')
    await expect(theme).toHaveValue('auto')
    await tabTo(page, theme)
    await pressOn(page, theme, 'ArrowDown')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
    await pressOn(page, theme, 'ArrowDown')
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    // The switch beside the third heading, not the one far away at the head.
    const beside = page.locator('.section-head', { has: page.locator('#s3') }).locator('[data-switch]')
    await tabTo(page, beside)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`/${OTHER[lang]}/gradient-descent/$`))
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    await expect(page.locator('#s3')).toBeInViewport()
  })

  test(`${lang}: after a switch of language Tab goes on where one was reading`, async ({ page }) => {
    await page.goto(`${lang}/gradient-descent/`)
    const beside = page.locator('.section-head', { has: page.locator('#s3') }).locator('[data-switch]')
    await tabTo(page, beside)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`/${OTHER[lang]}/gradient-descent/$`))
    await expect(page.locator('#s3')).toBeInViewport()
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true)
  })
}
