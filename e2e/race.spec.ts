import { expect, LANGS, NAMES, test, widget } from './fixtures.ts'

const TEXTS = {
  en: {
    search: 'Find the best rate of each',

    start: 'Start',
    end: 'Step 500 of 500',
  },
  zh: { search: '为各参赛者找最佳学习率', start: '起点', end: '第500步，共500步' },
} as const

for (const lang of LANGS) {
  test(`a race by keyboard to its end, with the steps that the logarithm says @both (${lang})`, async ({
    page,
  }) => {
    await page.goto(`embed/${lang}/optimizer-race/?runners=gradient-descent@0.01,momentum,adam`)
    const race = await widget(page, 0)
    const cells = race.locator('tr[data-lane="A"] td')
    await expect(cells).toHaveCount(4)
    // y is gone in one step of α = 1/100, x shrinks by 0.99: 8·0.99^(2t) ≤ 0.001 from here on.
    const arrival = Math.ceil(Math.log(8000) / (-2 * Math.log(0.99)))
    await race.locator('.play-bar').focus()
    await page.keyboard.press('ArrowRight')
    await expect(race.locator('[data-step]')).toHaveAttribute('data-step', '1')
    await expect(cells.nth(2)).not.toHaveText(String(arrival))
    await page.keyboard.press('End')
    await expect(race.locator('[data-step]')).toHaveText(TEXTS[lang].end)
    await expect(cells.nth(2)).toHaveText(String(arrival))
    await expect(cells.nth(3)).toHaveText(String(arrival))
    await page.keyboard.press('Home')
    await expect(race.locator('[data-step]')).toHaveAttribute('data-step', '0')
  })
}

test('the best rate of each is searched while the page lives, and one undo takes it back', async ({
  page,
}) => {
  await page.goto('embed/en/optimizer-race/?objective=bowl&runners=gradient-descent,gradient-descent@0.01')
  const race = await widget(page, 0)
  await race.getByRole('button', { name: TEXTS.en.search }).click()
  const rate = (letter: string) => race.locator(`tr[data-lane="${letter}"] td`).first()
  // 2/(1 + 10) = 0.18; of the grid, 0.178.
  await expect(rate('A')).toHaveText('0.178')
  await expect(rate('B')).toHaveText('0.178')
  await expect(race.getByText('best of 41 learning rates')).toBeVisible()
  await race.getByRole('button', { name: NAMES.en.undo }).click()
  await expect(rate('A')).toHaveText('0.1')
  await expect(rate('B')).toHaveText('0.01')
})

test('the start is moved by keys, dragged and clicked, for all runners', async ({ page }) => {
  await page.goto('embed/en/optimizer-race/?objective=bowl')
  const race = await widget(page, 0)
  const start = race.getByRole('slider', { name: TEXTS.en.start, exact: true })
  const at = (text: string) => expect(start).toHaveAttribute('aria-valuetext', text)
  await at('x = −4, y = 2')
  await start.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Shift+ArrowDown')
  await at('x = −3.9, y = 1')
  const box = (await race.locator('.plot-area').boundingBox())!
  await page.mouse.click(box.x + box.width * 0.75, box.y + box.height / 2)
  await expect(start).toHaveAttribute('aria-valuetext', /^x = 2\.\d+, y = −?0/)
  const from = (await start.boundingBox())!
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.25, { steps: 4 })
  await page.mouse.up()
  await expect(start).toHaveAttribute('aria-valuetext', /^x = −2\.\d+, y = 1\.\d+/)
})

test('a runner is added, given another form, and named with it; a bad address is told', async ({ page }) => {
  await page.goto('embed/en/optimizer-race/?runners=adam,momentum@99')
  const race = await widget(page, 0)
  await expect(race.getByText('“adam,momentum@99” is not a possible value of runners')).toBeVisible()
  await race.getByRole('button', { name: 'Add a runner' }).click()
  await expect(race.locator('tr[data-lane="D"] th')).toContainText('Nesterov')
  await race.getByLabel('Runner D').selectOption('momentum')
  await race.getByRole('button', { name: 'More settings of D' }).click()
  await race.getByLabel('Form of D').selectOption('average')
  await expect(race.locator('tr[data-lane="D"] th')).toContainText('u = βu + (1 − β)g')
  await expect(race.getByText('No framework of those compared here')).toBeVisible()
})
