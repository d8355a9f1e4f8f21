import type { Locator } from '@playwright/test'
import { expect, LANGS, NAMES, numberIn, test, widget } from './fixtures.ts'
import { formulasIn, lastDigit, valueOf } from './mathml.ts'

const FIELDS = {
  en: { α: 'Learning rate', β1: 'Decay of the first moment', β2: 'Decay of the second moment', ε: 'Epsilon' },
  zh: { α: '学习率', β1: '一阶矩衰减率', β2: '二阶矩衰减率', ε: '小常数' },
} as const

/** Row t of the table, by the symbols in its head. */
async function rowOf(stepper: Locator, t: number): Promise<Record<string, number>> {
  const heads = (await formulasIn(stepper.locator('thead'))).map(([head = '']) => head.replace(/[{}]/g, ''))
  const cells = await stepper.locator(`tr[data-t="${t}"]`).locator('th, td').allTextContents()
  expect(cells).toHaveLength(heads.length)
  return Object.fromEntries(heads.map((head, i) => [head, numberIn(cells[i] ?? '')]))
}

const agree = (own: number, shown: string, what: string) =>
  expect(Math.abs(own - valueOf(shown)), `${what}: ${own}, shown ${shown}`).toBeLessThanOrEqual(
    1.000001 * lastDigit(shown),
  )

for (const lang of LANGS) {
  test(`a step of Adam worked out from the page alone agrees with the page (${lang})`, async ({ page }) => {
    await page.goto(`${lang}/adam/`)
    const stepper = await widget(page, 1)
    const step = stepper.getByRole('button', { name: NAMES[lang].step, exact: true })
    const at = stepper.locator('[data-step]')
    await step.click()
    await expect(at).toHaveAttribute('data-step', '1')
    await expect(stepper.locator('tr[data-t="1"]')).toBeVisible()

    // What is on the paper: the rule in symbols, its settings, and where the first step has led.
    const rule = (await formulasIn(stepper.locator('.rule'))).map(([line = '']) => line.split('='))
    const known: Record<string, number> = { t: 2 }
    for (const [symbol, name] of Object.entries(FIELDS[lang]))
      known[symbol] = Number(await stepper.getByRole('textbox', { name, exact: true }).inputValue())
    const first = await rowOf(stepper, 1)
    known['θt−1'] = first['x']!
    known['mt−1'] = first['m']!
    known['vt−1'] = first['v']!
    // The last line is the loss, (x − 3)²; its slope at x from two points beside it, which is exact for a square.
    const loss = (x: number): number => valueOf(rule.at(-1)![1]!, { x })
    known['gt'] = (loss(first['x']! + 1) - loss(first['x']! - 1)) / 2
    const own: number[] = [known['gt']]
    for (const [left = '', right = ''] of rule.slice(1, -1)) {
      known[left.replace(/[{}]/g, '')] = valueOf(right, known)
      own.push(valueOf(right, known))
    }
    own.push(loss(own.at(-1)!))
    expect(own).toHaveLength(9)

    await step.click()
    await expect(at).toHaveAttribute('data-step', '2')
    const second = await rowOf(stepper, 2)
    expect(Math.abs(second['x']! - known['θt']!)).toBeLessThanOrEqual(1e-4)
    expect(Math.abs(second['L']! - loss(known['θt']!))).toBeLessThanOrEqual(1e-3)
    // Line by line: the result is ours, and so is what the numbers that are shown give.
    const lines = stepper.locator('.lines')
    for (const [i, row] of (await stepper.locator('.rule-row').all()).entries()) {
      await row.click()
      await expect(row).toHaveAttribute('aria-current', 'step')
      const name = (await row.getAttribute('aria-label')) ?? ''
      await expect(lines).toHaveAttribute('aria-label', new RegExp(`${name}$`))
      const shown = async () => (await formulasIn(lines))[0]!.map((line) => line.replace(/^.*=/, ''))
      await expect.poll(async () => (await shown()).length).toBeGreaterThanOrEqual(2)
      const [numbers = '', result = ''] = (await shown()).slice(-2)
      agree(own[i]!, result, name)
      agree(valueOf(numbers), result, `${name} as it stands there`)
    }
  })

  test(`the worked step in the text of the lesson is right, line by line (${lang})`, async ({ page }) => {
    await page.goto(`${lang}/adam/`)
    const formulas = await formulasIn(page.locator('main'))
    const worked = formulas.filter(
      (rows) => rows.length > 5 && rows.every((row) => row.split('=').length === 3),
    )
    expect(worked).toHaveLength(1)
    expect(worked[0]).toHaveLength(8)
    for (const row of worked[0]!) {
      const [name = '', numbers = '', result = ''] = row.split('=')
      agree(valueOf(numbers), result, name)
    }
  })
}
