import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect, test, widget } from './fixtures.ts'

const open = async (page: Page, query: string, lang: 'en' | 'zh' = 'en'): Promise<Locator> => {
  await page.goto(`embed/${lang}/network-playground/?${query}`)
  return widget(page, 0)
}
const board = (w: Locator) => w.locator('.playground')
const press = (w: Locator, name: string | RegExp) => w.getByRole('button', { name, exact: true }).click()
const expectStep = (w: Locator, n: number) =>
  expect(board(w)).toHaveAttribute('data-step', String(n), { timeout: 60_000 })
const fill = async (field: Locator, value: string) => {
  await field.fill(value)
  await field.press('Enter')
}
const SMALL = 'backend=cpu&layers=3&count=60'

test('a run is pinned, compared with the next, returned to, and travels in the link @both', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const w = await open(page, SMALL)
  const pin = w.getByRole('button', { name: 'Pin this run', exact: true })
  await expect(pin).toHaveAttribute('aria-disabled', 'true')
  for (let i = 1; i <= 3; i++) {
    await press(w, 'One step')
    await expectStep(w, i)
  }
  await pin.click()
  const pins = w.getByRole('list', { name: 'Pinned runs' })
  await expect(pins).toContainText('A the same settings')
  const rate = w.getByRole('textbox', { name: 'Learning rate' })
  await fill(rate, '0.3')
  await expect(pins).toContainText('A learning rate 0.03 (now 0.3)')
  await expect(w.locator('.chart-line-label.pin-0')).toHaveText('A')

  await press(w, 'Copy link to this state')
  await expect(w.locator('.live')).toHaveText('Link copied.')
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await page.goto('about:blank')
  await page.goto(link)
  const again = await widget(page, 0)
  await expect(again.getByRole('list', { name: 'Pinned runs' })).toContainText('learning rate 0.03 (now 0.3)')

  await press(again, 'Back to the settings of A')
  await expect(again.getByRole('textbox', { name: 'Learning rate' })).toHaveValue('0.03')
  await press(again, 'Remove A')
  await expect(again.getByRole('list', { name: 'Pinned runs' })).toHaveCount(0)
  await press(again, 'Undo')
  await expect(again.getByRole('list', { name: 'Pinned runs' })).toContainText('A the same settings')
})

test('axis and smoothing are chosen by keyboard and remembered', async ({ page }) => {
  const w = await open(page, `${SMALL}&scale=log&smooth=0.9`)
  await expect(w.locator('.chart-y-label').first()).toContainText('smoothed, β = 0.9')
  await press(w, 'One step')
  await expectStep(w, 1)
  await w.getByText('Axis and smoothing').press('Enter')
  await expect(w.getByLabel('Axis of losses')).toHaveValue('log')
  await expect(w.locator('.pg-chart-options .katex').first()).toBeVisible()
  const slider = w.getByRole('slider', { name: 'Smoothing β' })
  await slider.press('Home')
  await expect(w.locator('.chart-y-label').first()).toHaveText('cross-entropy (nats)')
  await press(w, 'Undo')
  await expect(w.locator('.chart-y-label').first()).toContainText('β = 0.9')
})

test('one change runs beside the present settings; a sweep can be stopped, and its value taken @both', async ({
  page,
}) => {
  const w = await open(page, SMALL)
  await w.getByText('Change one thing: two runs from the same seed').press('Enter')
  const trial = w.locator('.pg-fold-trial')
  await expect(trial).toContainText('Both have the same points, first weights and batches.')
  await fill(trial.getByRole('textbox', { name: 'to', exact: true }), '1')
  await fill(trial.getByRole('textbox', { name: 'Steps' }), '20')
  await press(trial, 'Run both')
  const rows = trial.locator('tbody tr')
  await expect(rows).toHaveCount(2, { timeout: 30_000 })
  await expect(trial.locator('tbody tr[data-phase=done]')).toHaveCount(2, { timeout: 60_000 })
  await expect(rows.nth(0)).toContainText(/0\.03 \(now\)\s*20/)
  await expect(trial.locator('.chart-line-label')).toHaveText(['0.03', '1'])
  await expect(w.locator('.live')).toContainText(
    /0\.03: validation loss [\d.]+ at step 20\. 1: validation loss/,
  )
  // The run that the play bar drives was not touched.
  await expectStep(w, 0)

  await w.getByText('Sweep one setting').press('Enter')
  const sweep = w.locator('.pg-fold-sweep')
  await sweep.getByLabel('Change').selectOption('units')
  const values = sweep.getByRole('textbox', { name: 'to these values' })
  await fill(values, '1, 2, 99')
  await expect(sweep.getByRole('alert')).toContainText('2 to 9 different whole numbers from 1 to 8')
  await fill(values, '6, 2')
  await fill(sweep.getByRole('textbox', { name: 'Steps' }), '15')
  await press(sweep, 'Run the sweep')
  await expect(sweep.locator('tbody tr[data-phase=done]')).toHaveCount(2, { timeout: 60_000 })
  await press(sweep, 'Set to 6')
  await expect(w.locator('.pg-unit')).toHaveCount(9)
  await fill(values, '1, 2, 3, 4, 5, 6, 7, 8')
  await fill(sweep.getByRole('textbox', { name: 'Steps' }), '5000')
  await press(sweep, 'Run the sweep')
  await press(sweep, 'Stop')
  await expect(sweep.locator('tbody tr').nth(7)).toHaveAttribute('data-phase', 'stopped')
})

test('the layers show how gradients vanish, and follow the run @both', async ({ page }) => {
  const w = await open(page, 'backend=cpu&layers=4,4,4,4&activation=sigmoid&count=60')
  await w.getByText('Inside the layers: activations and gradients').press('Enter')
  const layers = w.locator('.pg-fold-layers')
  await expect(layers).toContainText('At step 0, over 30 training points.')
  await layers.getByText('The numbers of the layers as a table').press('Enter')
  const rows = layers.locator('tbody tr')
  await expect(rows).toHaveCount(5)
  const rms = async (row: number) =>
    Number((await rows.nth(row).locator('td').last().textContent())?.replace('−', '-'))
  // Four sigmoids, each with a slope of at most 1/4: the first layer's gradient is a small part of the last's.
  expect(await rms(0)).toBeLessThan((await rms(4)) / 100)
  await press(w, 'One step')
  await expect(layers).toContainText('At step 1, over 30 training points.')
})

test('the run is saved as files: its losses, and its pictures as they are on the screen', async ({
  page,
}) => {
  const w = await open(page, SMALL)
  await press(w, 'One step')
  await expectStep(w, 1)
  await w.getByText('Save the run as a file').press('Enter')
  const saved = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent('download'), press(w, name)])
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }
  expect((await saved('Losses, pinned runs too, as CSV')).name).toBe('losses.csv')
  const chart = await saved('Loss chart as SVG')
  expect(chart.name).toBe('chart.svg')
  /** What of a picture is drawn, and what is left for a style sheet that the file does not have. */
  const read = (svg: string) =>
    page.evaluate((text) => {
      const file = new DOMParser().parseFromString(text, 'image/svg+xml')
      return {
        root: file.documentElement.tagName,
        words: [...file.querySelectorAll('text')].map((e) => e.textContent),
        dashed: file.querySelectorAll('[stroke-dasharray]:not([stroke-dasharray="none"])').length,
        left: file.querySelectorAll('[class], [style], script, foreignObject').length,
        unresolved: /var\(|currentcolor/i.test(text),
      }
    }, svg)
  const drawn = await read(chart.bytes.toString())
  expect(drawn).toMatchObject({ root: 'svg', left: 0, unresolved: false })
  expect(drawn.words).toEqual(
    expect.arrayContaining(['cross-entropy (nats)', 'training', 'validation', 'step']),
  )
  expect(drawn.dashed).toBeGreaterThan(0)
  const plane = await read((await saved('What the network says as SVG')).bytes.toString())
  expect(plane).toMatchObject({ root: 'svg', left: 0, unresolved: false })
  // Pixels: two for each of the page, and not of one colour.
  const png = await saved('What the network says as PNG')
  expect(png.name).toBe('plane.png')
  const box = (await w.locator('.pg-output').boundingBox())!
  const pixels = await page.evaluate(async (data) => {
    const image = new Image()
    image.src = `data:image/png;base64,${data}`
    await image.decode()
    const canvas = document.createElement('canvas')
    ;[canvas.width, canvas.height] = [image.width, image.height]
    const context = canvas.getContext('2d')!
    context.drawImage(image, 0, 0)
    const colours = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)
    return { width: image.width, colours: new Set(colours).size }
  }, png.bytes.toString('base64'))
  expect(pixels.width).toBe(2 * (Math.ceil(box.width) + 24))
  expect(pixels.colours).toBeGreaterThan(20)
})
