import { runInNewContext } from 'node:vm'
import { expect, LANGS, test, widget } from './fixtures.ts'

const TEXTS = {
  en: {
    fold: 'Take it away',
    language: 'Language',
    make: 'Make the worksheet',
    print: 'Print',
    mark: 'by hand',
  },
  zh: { fold: '导出这次运行', language: '语言', make: '生成练习纸', print: '打印', mark: '手动' },
} as const

/** Momentum on a line through four points: mini-batches, clipping, a schedule, and numbers of every kind changed. */
const STATE = {
  optimizer: 'momentum',
  convention: 'sum',
  objective: 'least-squares',
  formula: 'x^2',
  condition: 10,
  points: [-2, 0.5, -1, 0, 1, 2, 2.5, 1.5],
  sampled: { batch: 'mini', size: 2, sample: 1, seed: 3 },
  scheduled: { schedule: 'cosine', total: 20, every: 30, gamma: 'auto', floor: 0.001, warmup: 3 },
  start: [-0.5, 3],
  hyper: { alpha: 0.1, clip: 2 },
  changes: [
    { step: 1, name: 'g', coordinate: 0, value: 2 },
    { step: 2, name: 'theta', coordinate: 0, value: 0.75 },
    { step: 3, name: 'u', coordinate: 1, value: -0.5 },
    { step: 4, name: 'alpha', value: 0.05 },
  ],
  picks: [{ step: 2, samples: [0, 3] }],
  step: 6,
  sub: 0,
  focus: 3,
  span: 10,
  digits: 4,
}
const HASH = `#state=v1.${Buffer.from(JSON.stringify(STATE)).toString('base64url')}`

const cells = (line: string): string[] => line.trim().split(',')

for (const lang of LANGS) {
  test(`a run with everything changed: its program prints its table, its worksheet prints alone (${lang})`, async ({
    page,
  }) => {
    const t = TEXTS[lang]
    await page.goto(`embed/${lang}/optimizer-stepper/${HASH}`)
    const stepper = await widget(page, 0)
    await stepper.getByText(t.fold, { exact: true }).click()
    await stepper.getByLabel(t.language).selectOption('javascript')
    const [table, , , program] = await stepper.locator('.take-away textarea').all()

    const printed: string[] = []
    runInNewContext(await program!.inputValue(), { console: { log: (line: string) => printed.push(line) } })
    const [head, ...rows] = (await table!.inputValue()).trim().split('\n').map(cells)
    expect(head!.slice(-5)).toEqual(['norm', 'rate', 'alpha', 'samples', 'by_hand'])
    expect(rows.map((row) => row.at(-1))).toEqual(['', '', 'w g_w', 'u_b samples', '', 'alpha', ''])
    expect(printed).toHaveLength(8)
    printed.map(cells).forEach((row, i) => {
      const expected = [head!, ...rows][i]!.slice(0, -1)
      expect(row).toHaveLength(expected.length)
      row.forEach((text, c) => {
        const [a, b] = [Number(text), Number(expected[c])]
        const isNear = Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b))
        expect(text === expected[c] || isNear, `${i}, ${c}: ${text} and ${expected[c]}`).toBe(true)
      })
    })

    await stepper.getByRole('button', { name: t.make }).click()
    const preview = stepper.locator('.sheet-preview')
    // Two numbers within three steps, on the blank table and among the answers, and the samples of step 3; u in step 3.
    await expect(preview.getByText(t.mark, { exact: true })).toHaveCount(7)
    await page.evaluate(() => {
      window.print = () => {}
    })
    await stepper.getByRole('button', { name: t.print, exact: true }).click()
    await page.emulateMedia({ media: 'print' })
    await expect(page.locator('.sheet-paper')).toBeVisible()
    await expect(stepper).toBeHidden()
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
  })
}
