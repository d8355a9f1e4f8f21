import { expect, LANGS, NAMES, numberIn, row, test, widget } from './fixtures.ts'

/** Adam on 0.5·x² + 5·y² from (−4, 2), α = 0.1: written out here, apart from the code under test. */
function adamByHand(steps: number) {
  const theta = [-4, 2]
  const curvature = [1, 10]
  const m = [0, 0]
  const v = [0, 0]
  const rows = []
  for (let t = 1; t <= steps; t++) {
    for (let i = 0; i < 2; i++) {
      const g = curvature[i]! * theta[i]!
      m[i] = 0.9 * m[i]! + 0.1 * g
      v[i] = 0.999 * v[i]! + 0.001 * g ** 2
      const step = (0.1 * (m[i]! / (1 - 0.9 ** t))) / (Math.sqrt(v[i]! / (1 - 0.999 ** t)) + 1e-8)
      theta[i] = theta[i]! - step
    }
    rows.push({ theta: [...theta], m: [...m], v: [...v], loss: 0.5 * theta[0]! ** 2 + 5 * theta[1]! ** 2 })
  }
  return rows
}

/** Shown to four digits: within one unit of the last. */
const near = (shown: number, exact: number) =>
  expect(Math.abs(shown - exact)).toBeLessThanOrEqual(
    10 ** (Math.floor(Math.log10(Math.abs(exact) || 1)) - 3) * 1.01,
  )

for (const lang of LANGS) {
  test(`Adam forward, inside a step, and back, against numbers worked out apart @both (${lang})`, async ({
    page,
  }) => {
    const t = NAMES[lang]
    await page.goto(`embed/${lang}/optimizer-stepper/?optimizer=adam`)
    const stepper = await widget(page, 0)
    const step = stepper.getByRole('button', { name: t.step, exact: true })
    const byHand = adamByHand(5)
    for (const [i, expected] of byHand.entries()) {
      await step.click()
      await expect(stepper.locator('[data-step]')).toHaveAttribute('data-step', String(i + 1))
      const [x, y, loss, , , mx, my, vx, vy] = await row(stepper, i + 1)
      near(x!, expected.theta[0]!)
      near(y!, expected.theta[1]!)
      near(loss!, expected.loss)
      near(mx!, expected.m[0]!)
      near(my!, expected.m[1]!)
      near(vx!, expected.v[0]!)
      near(vy!, expected.v[1]!)
    }

    // Inside the next step: the third stop is v, from the numbers of step 5.
    const next = stepper.getByRole('button', { name: t.subForward })
    for (let i = 0; i < 3; i++) await next.click()
    await expect(stepper.locator('.lines')).toHaveAttribute('data-stop', 'v')
    const values = ((await stepper.locator('.lines').getAttribute('data-values')) ?? '')
      .split(' ')
      .map(Number)
    const last = byHand[4]!
    for (let i = 0; i < 2; i++) {
      const g = [1, 10][i]! * last.theta[i]!
      expect(values[i]).toBeCloseTo(0.999 * last.v[i]! + 0.001 * g ** 2, 12)
    }
    const shown = await stepper.locator('.lines .result').allTextContents()
    near(numberIn(shown[1] ?? ''), values[1]!)

    const back = stepper.getByRole('button', { name: t.back, exact: true })
    await back.click()
    await expect(stepper.locator('[data-step]')).toHaveAttribute('data-sub', '0')
    for (let i = 0; i < 2; i++) await back.click()
    await expect(stepper.locator('[data-step]')).toHaveAttribute('data-step', '3')
    near((await row(stepper, 3))[0]!, byHand[2]!.theta[0]!)
  })
}

test('everything by keyboard: step, parts, ends, undo @both', async ({ page }) => {
  await page.goto('embed/en/optimizer-stepper/?optimizer=momentum&lr=0.05')
  const stepper = await widget(page, 0)
  const at = stepper.locator('[data-step]')
  const bar = stepper.locator('.play-bar')
  await page.keyboard.press('Tab')
  for (let i = 0; i < 40 && !(await bar.evaluate((e) => e === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await expect(bar).toBeFocused()
  for (const [key, step, sub] of [
    ['ArrowRight', 1, 0],
    ['ArrowRight', 2, 0],
    ['ArrowDown', 2, 1],
    ['ArrowDown', 2, 2],
    ['ArrowUp', 2, 1],
    ['ArrowLeft', 2, 0],
    ['ArrowLeft', 1, 0],
    ['End', 10, 0],
    ['Home', 0, 0],
  ] as const) {
    await page.keyboard.press(key)
    await expect(at).toHaveAttribute('data-step', String(step))
    await expect(at).toHaveAttribute('data-sub', String(sub))
  }
  // The page keeps its own keys.
  await page.keyboard.press('PageDown')
  await expect(at).toHaveAttribute('data-step', '0')
  await page.keyboard.press(' ')
  await expect(at).not.toHaveAttribute('data-step', '0')
  await page.keyboard.press(' ')
  await page.keyboard.press('Control+z')
  await expect(at).toHaveAttribute('data-step', '0')
})

test('a hyperparameter changed on the way, undone and redone @both', async ({ page }) => {
  await page.goto('embed/en/optimizer-stepper/?step=4')
  const stepper = await widget(page, 0)
  const field = stepper.getByRole('textbox', { name: 'Learning rate' })
  const before = await row(stepper, 4)
  await field.fill('1e-2')
  await field.press('Enter')
  await stepper.getByRole('button', { name: 'Step', exact: true }).click()
  expect(await row(stepper, 4)).toEqual(before)
  // One step of 0.01 from there: x is multiplied by 1 − 0.01·1.
  near((await row(stepper, 5))[0]!, before[0]! * 0.99)
  await expect(stepper.locator('.stepper-status')).toContainText('α to 0.01 after step 4')
  await stepper.getByRole('button', { name: 'Undo' }).click()
  await stepper.getByRole('button', { name: 'Undo' }).click()
  await expect(field).toHaveValue('0.1')
  await stepper.getByRole('button', { name: 'Redo' }).click()
  await expect(field).toHaveValue('0.01')
})

test('a number that cannot be used is refused with a sentence, and the old one stays', async ({ page }) => {
  await page.goto('embed/en/optimizer-stepper/')
  const stepper = await widget(page, 0)
  const field = stepper.getByRole('textbox', { name: 'Learning rate' })
  await field.fill('-3')
  await field.press('Enter')
  await expect(stepper.getByRole('alert')).toContainText('from 0.0001 to 10')
  await field.press('Escape')
  await expect(field).toHaveValue('0.1')
})

test('a typed formula: a mistake is named at its character, a good one is stepped @both', async ({
  page,
}) => {
  await page.goto('embed/en/optimizer-stepper/')
  const stepper = await widget(page, 0)
  await stepper.getByLabel('Function to minimize').selectOption('typed')
  const formula = stepper.getByRole('textbox', { name: 'Formula in x and y' })
  await formula.fill('(x-1)^2 + foo(y)')
  await expect(stepper.locator('.typed-field .complaint')).toContainText('“foo” at character 11')
  await formula.press('Enter')
  await formula.fill('(x-3)^2')
  await formula.press('Enter')
  await expect(stepper.locator('tr[data-t="0"] td')).toHaveCount(3)
  const start = stepper.getByRole('textbox', { name: 'Start, x' })
  await start.fill('0')
  await start.press('Enter')
  await stepper.getByRole('button', { name: 'Step', exact: true }).click()
  await expect.poll(async () => (await row(stepper, 1))[0]).toBeCloseTo(0.6, 4)
})

test('divergence is named with its step, and one undo recovers', async ({ page }) => {
  await page.goto('embed/en/optimizer-stepper/?objective=square&lr=10')
  const stepper = await widget(page, 0)
  await expect(stepper.locator('.stepper-status')).toContainText('α = 10 is above that')
  await stepper.getByRole('slider', { name: 'Step number' }).press('End')
  for (let i = 0; i < 12 && !(await stepper.locator('.stepper-status.wrong').isVisible()); i++) {
    await stepper.locator('.play-bar').focus()
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowRight')
  }
  await expect(stepper.locator('.stepper-status.wrong')).toContainText('no longer a finite number')
  await stepper.getByRole('button', { name: 'Undo' }).click()
  await expect(stepper.locator('[data-step]')).toHaveAttribute('data-step', '0')
})

test('a step is said to those who listen, in the language of the page', async ({ page }) => {
  for (const [lang, said] of [
    ['en', /^Step 1\. x = −3\.6/],
    ['zh', /^第 1 步。x = −3\.6/],
  ] as const) {
    await page.goto(`embed/${lang}/optimizer-stepper/`)
    const stepper = await widget(page, 0)
    await stepper.locator('.play-bar').focus()
    await page.keyboard.press('ArrowRight')
    await expect(stepper.locator('.live')).toHaveText(said)
  }
})

test('a link carries the state', async ({ page, context, baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], {
    origin: new URL(baseURL ?? '').origin,
  })
  await page.goto('en/gradient-descent/')
  const stepper = await widget(page, 1)
  const before = await stepper.locator('tr[data-t="0"] td').allTextContents()
  for (let i = 0; i < 3; i++) await stepper.getByRole('button', { name: 'Step', exact: true }).click()
  const field = stepper.getByRole('textbox', { name: 'Learning rate' })
  await field.fill('0.2')
  await field.press('Enter')
  const wanted = await stepper.locator('tr[data-t="3"] td').allTextContents()
  await stepper.getByRole('button', { name: 'Copy link to this state' }).click()
  await expect(stepper.locator('.live')).toHaveText('Link copied.')
  const link = await page.evaluate(() => navigator.clipboard.readText())
  await page.goto('en/')
  await page.goto(link)
  const again = page.locator('#w1')
  await expect(again).toHaveAttribute('data-awake', '')
  await expect(again.locator('.play-bar')).toBeInViewport()
  await expect(again.locator('[data-step]')).toHaveAttribute('data-step', '3')
  expect(await again.locator('tr[data-t="3"] td').allTextContents()).toEqual(wanted)
  expect(before.length).toBe(wanted.length)
  await expect(again.getByRole('textbox', { name: 'Learning rate' })).toHaveValue('0.2')
})

test('a velocity changed by hand is marked, followed, and given back @both', async ({ page }) => {
  await page.goto('embed/en/optimizer-stepper/?optimizer=momentum&objective=square&lr=0.1&beta=0.5&step=2')
  const stepper = await widget(page, 0)
  await stepper.getByText('Change the numbers of this step').click()
  const field = stepper.getByRole('textbox', { name: /^velocity/ })
  await field.fill('4')
  await field.press('Enter')
  await expect(stepper.locator('.live')).toHaveText('velocity changed by hand to 4.')
  await expect(stepper.locator('tr[data-t="2"] td.by-hand')).toHaveText('4')
  await expect(stepper.locator('.stepper-status')).toContainText('velocity to 4 after step 2')
  const [before = NaN] = await row(stepper, 2)
  await stepper.getByRole('button', { name: 'Step', exact: true }).click()
  // u = 0.5·4 + 2(x − 3), x ← x − 0.1·u
  await expect
    .poll(async () => (await row(stepper, 3))[0])
    .toBeCloseTo(before - 0.1 * (2 + 2 * (before - 3)), 3)
  await stepper.getByRole('button', { name: 'Undo' }).click()
  await stepper.getByRole('button', { name: 'Undo' }).click()
  await expect(stepper.locator('td.by-hand')).toHaveCount(0)
})

test('another optimizer and another way to write it; mini-batches by hand', async ({ page }) => {
  await page.goto('embed/en/optimizer-stepper/')
  const stepper = await widget(page, 0)
  await stepper.getByRole('combobox', { name: 'Optimizer' }).selectOption('adagrad')
  await stepper
    .getByLabel('Convention')
    .selectOption({ label: 'ε inside the root · TensorFlow.js, Keras, Optax' })
  await expect(stepper.getByRole('textbox', { name: 'Epsilon' })).toHaveValue('1e-7')
  await stepper.getByLabel('Function to minimize').selectOption('least-squares')
  await stepper.getByLabel('Samples of a step').selectOption('one')
  await stepper.getByRole('button', { name: 'Step', exact: true }).click()
  await stepper.getByRole('button', { name: /^Sample 4:/ }).click()
  await expect(stepper.locator('.samples')).toContainText('chosen by hand')
  await stepper.getByRole('button', { name: 'Step', exact: true }).click()
  await stepper.getByRole('button', { name: 'gradient', exact: true }).click()
  // B = {1, 4}: the mean of the two, in the loss of the step.
  await expect(stepper.locator('.lines .mord').filter({ hasText: '{1,4}' }).first()).toBeAttached()
})

for (const lang of LANGS) {
  test(`each stop has its mark in the picture, its cell in the table and its place in the formulas (${lang})`, async ({
    page,
  }) => {
    await page.goto(`embed/${lang}/optimizer-stepper/?optimizer=adam&step=2`)
    const stepper = await widget(page, 0)
    const next = stepper.getByRole('button', { name: NAMES[lang].subForward })
    const made = stepper.locator('tr[data-t="3"] td')
    const current = stepper.locator('td[aria-current]')
    // Of x, y, L, two gradients, two m, two v: which column is marked at each stop, and in how many rows it is read.
    const columns: Record<string, number> = { g: 3, m: 5, v: 7, theta: 0, loss: 2 }
    const read: Record<string, number> = { g: 3, delta: 2, loss: 1 }
    for (const stop of ['g', 'm', 'v', 'm_hat', 'v_hat', 'd', 'delta', 'theta', 'loss']) {
      await next.click()
      if (stop === 'loss') break
      await expect(stepper.locator('.stop-mark')).toHaveAttribute('data-mark', stop)
      await expect(stepper.locator('.rule li:has(.highlight)')).toHaveCount(read[stop] ?? 2)
      const column = columns[stop]
      if (column === undefined) await expect(current).toHaveCount(0)
      else {
        await expect(current).toHaveCount(2)
        const at = stop === 'g' ? stepper.locator('tr[data-t="2"] td') : made
        await expect(at.nth(column)).toHaveAttribute('aria-current', 'step')
      }
      if (stop === 'm') {
        await expect(made.nth(5)).not.toHaveText('\u00a0')
        await expect(made.nth(7)).toHaveText('\u00a0')
        await expect(stepper.locator('.plot[role=img]')).toHaveAccessibleName(/first moment|一阶矩/)
      }
    }
  })
}
