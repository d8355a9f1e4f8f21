import { createContext, runInContext } from 'node:vm'
import fs from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import { expect, LANGS, NAMES, test, widget } from './fixtures.ts'

const WORDS = {
  en: {
    turn: 'Your turn',
    take: 'Take it away',
    edit: 'Change the numbers of this step',
    closed: 'Step 2 is yours to work out',
    hide: 'Hide',
    update: 'update',
    loss: 'loss',
    every: 'every result of the step',
    correction: 'leaving out the bias correction',
    table: 'The table: CSV',
    program: 'The program',
    language: 'Language',
    download: 'Download CSV',
    sheet: 'Make the worksheet',
    print: 'Print',
    byHand: 'Adam by hand',
    answers: 'Answers',
  },
  zh: {
    turn: '轮到你了',
    take: '导出这次运行',
    edit: '修改这一步的数值',
    closed: '第2步正由你来算',
    hide: '隐藏',
    update: '更新量',
    loss: '损失',
    every: '这一步的所有结果',
    correction: '没有作偏差校正',
    table: '数据表：CSV',
    program: '程序',
    language: '语言',
    download: '下载CSV',
    sheet: '生成练习纸',
    print: '打印',
    byHand: '手算Adam',
    answers: '答案',
  },
} as const

const opened = async (stepper: Locator, title: string) => {
  await stepper.getByText(title, { exact: true }).click()
}

for (const lang of LANGS) {
  test(`a hidden update is worked out, and the step that shows a missing correction is offered (${lang})`, async ({
    page,
  }) => {
    const [t, w] = [NAMES[lang], WORDS[lang]]
    // (x − 3)² from 0 with β₂ = 0.99: the first step is 0.1 either way, the second is not.
    await page.goto(`embed/${lang}/optimizer-stepper/?optimizer=adam&objective=square&beta2=0.99&step=1`)
    const stepper = await widget(page, 0)
    await opened(stepper, w.turn)
    await stepper.getByLabel(w.hide, { exact: true }).selectOption(w.update)
    const field = stepper.getByRole('textbox', { name: w.update, exact: true })
    const verdict = stepper.locator('.your-turn .verdict')
    await field.fill('0.1')
    await field.press('Enter')
    await expect(stepper.locator('.answer')).toHaveAttribute('data-state', 'wrong')
    await field.fill('−0.1')
    await stepper.getByRole('button', { name: t.check, exact: true }).click()
    await expect(stepper.locator('.answer')).toHaveAttribute('data-state', 'right')
    await expect(verdict).toContainText(w.correction)
    await expect(page.locator('.live')).toContainText(w.correction)

    // The proposal leads to the second step: m = −1.12 and v = 0.36·0.99 + 0.3364, uncorrected 0.1·1.12/√0.6928.
    await stepper.locator('.your-turn-places button').first().click()
    await expect(stepper.locator('[data-step]')).toHaveAttribute('data-step', '2')
    const v = 0.99 * 0.36 + 0.01 * 5.8 ** 2
    const epsilon = Number(await stepper.getByRole('textbox', { name: /Epsilon|小常数/ }).inputValue())
    await field.fill(String((-0.1 * 1.12) / (Math.sqrt(v) + epsilon)))
    await field.press('Enter')
    await expect(stepper.locator('.answer')).toHaveAttribute('data-state', 'wrong')
    await expect(verdict).toContainText(w.correction)
  })
}

test('what is hidden stands nowhere on the page, and comes back when it was answered or the panel is folded', async ({
  page,
}) => {
  const w = WORDS.en
  await page.goto('embed/en/optimizer-stepper/?optimizer=adam&objective=square&step=2')
  const stepper = await widget(page, 0)
  await expect(stepper.locator('tr[data-t="2"]')).toContainText('0.1999')
  await opened(stepper, w.edit)
  await expect(stepper.locator('.edit-field')).toHaveCount(4)
  await opened(stepper, w.take)
  await stepper.getByRole('button', { name: w.sheet }).click()
  await expect(stepper.getByRole('textbox', { name: w.table, exact: true })).toHaveValue(/0\.19989/)
  await opened(stepper, w.turn)
  await stepper.getByLabel(w.hide, { exact: true }).selectOption(w.every)
  await expect(stepper.locator('tr[data-t="2"]')).not.toContainText('0.1999')
  await expect(stepper.locator('.take-away')).toContainText(w.closed)
  const html = await stepper.evaluate((island) => {
    const fields = island.querySelectorAll<HTMLInputElement>('input, textarea')
    return [island.innerHTML, ...[...fields].map((field) => field.value)].join(' ')
  })
  // θ₂, m₂ and v₂ to four digits, wherever they might stand: texts, titles, data.
  for (const digits of ['0.1999', '0.19989', '1.120', '1.1199', '0.06960', '0.0696'])
    expect(html).not.toContain(digits)
  const field = stepper.getByRole('textbox', { name: 'first moment', exact: true })
  await field.fill('-1.12')
  await field.press('Enter')
  await expect(stepper.locator('tr[data-t="2"]')).toContainText('−1.120')
  await expect(stepper.locator('tr[data-t="2"]')).not.toContainText('0.1999')
  await opened(stepper, w.turn)
  await expect(stepper.locator('tr[data-t="2"]')).toContainText('0.1999')
  await expect(stepper.getByRole('textbox', { name: w.table, exact: true })).toHaveValue(/0\.19989/)
})

test('a run taken away: the table downloads, and the JavaScript program prints the same', async ({
  page,
}) => {
  const w = WORDS.en
  await page.goto('embed/en/optimizer-stepper/?optimizer=adam&objective=bowl&step=7')
  const stepper = await widget(page, 0)
  await opened(stepper, w.take)
  const coming = page.waitForEvent('download')
  await stepper.getByRole('button', { name: w.download }).click()
  const file = await fs.readFile(await (await coming).path(), 'utf8')
  const table = stepper.getByRole('textbox', { name: w.table, exact: true })
  await expect(table).toHaveValue(file.replaceAll('\r\n', '\n'))

  await stepper.getByLabel(w.language).selectOption('JavaScript')
  const program = stepper.getByRole('textbox', { name: w.program, exact: true })
  await expect(program).toHaveValue(/console\.log/)
  const lines: string[] = []
  runInContext(
    await program.inputValue(),
    createContext({ console: { log: (line: string) => lines.push(line) } }),
  )
  const numbers = (text: string) =>
    text
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(',').map(Number))
  const [printed, downloaded] = [numbers(lines.join('\n')), numbers(file)]
  expect(printed).toHaveLength(8)
  printed.forEach((row, t) =>
    row.forEach((x, i) => {
      const y = downloaded[t]![i]!
      expect(Math.abs(x - y)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(y)))
    }),
  )
})

for (const lang of LANGS) {
  test(`a worksheet is printed alone, its answers on a page of their own (${lang})`, async ({ page }) => {
    const w = WORDS[lang]
    await page.goto(`embed/${lang}/optimizer-stepper/?optimizer=adam&objective=square`)
    const stepper = await widget(page, 0)
    await opened(stepper, w.take)
    await stepper.getByRole('button', { name: w.sheet }).click()
    await page.evaluate(() => (window.print = () => {}))
    await stepper.getByRole('button', { name: w.print, exact: true }).click()
    await page.emulateMedia({ media: 'print' })
    const paper = page.locator('.sheet-paper')
    await expect(paper.getByRole('heading', { name: w.byHand })).toBeVisible()
    await expect(page.locator('#widget')).toBeHidden()
    const answers = paper.locator('.sheet-answers')
    await expect(answers.getByRole('heading', { name: w.answers })).toBeVisible()
    await expect(answers).toHaveCSS('break-before', 'page')
    // The second row by hand: g = −5.8, m = −1.12, v = 0.0696, θ = 0.1999; the blank table has none of it.
    await expect(answers.locator('tr').nth(3)).toContainText('−5.800−1.1200.06960')
    await expect(paper.locator('.sheet-table').first()).not.toContainText('5.800')
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
    await expect(page.locator('#widget')).toBeVisible()
  })
}
