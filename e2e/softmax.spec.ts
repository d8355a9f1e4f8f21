import { expect, test, widget } from './fixtures.ts'

/** softmax, written out here, apart from the code under test. */
function byHand(z: readonly number[], t = 1): number[] {
  const e = z.map((x) => Math.exp(x / t))
  const sum = e.reduce((a, b) => a + b, 0)
  return e.map((x) => x / sum)
}

test('logits and temperature give the probabilities one works out by hand', async ({ page }) => {
  await page.goto('embed/en/softmax-lab/')
  const lab = await widget(page, 0)
  const p = (name: string) => lab.locator(`.softmax-row[data-class=${name}] .softmax-p`)
  const expected = (values: readonly number[]) =>
    expect
      .poll(async () =>
        (await lab.locator('.softmax-p').evaluateAll((all) => all.map((e) => e.getAttribute('data-p')))).map(
          (x, i) => Math.abs(Number(x) - values[i]!) < 1e-12,
        ),
      )
      .toEqual(values.map(() => true))
  await expected(byHand([2, 1, 0.1]))

  const field = lab.getByRole('textbox', { name: 'Logit of class C' })
  await field.fill('3')
  await field.press('Enter')
  await expected(byHand([2, 1, 3]))
  await expect(p('C')).toHaveText('0.6652')

  // A slider of 200 positions over −5 to 5: one to the right is 0.05 more.
  const slider = lab.getByRole('slider', { name: 'Logit of class A' })
  await slider.focus()
  await slider.press('ArrowRight')
  await expected(byHand([2.05, 1, 3]))
  await lab.getByRole('button', { name: 'Add a class' }).click()
  const temperature = lab.getByRole('textbox', { name: 'Temperature' })
  await temperature.fill('2.5')
  await temperature.press('Enter')
  await expected(byHand([2.05, 1, 3, 0], 2.5))
})

test('the definition overflows where the other way does not, and float32 earlier', async ({ page }) => {
  await page.goto('embed/zh/softmax-lab/?logits=0,1,2')
  const lab = await widget(page, 0)
  const shift = lab.getByRole('textbox', { name: '每个对数几率都加上' })
  await shift.fill('1000')
  await shift.press('Enter')
  const status = lab.locator('.softmax-status')
  await expect(lab.locator('.softmax-p').nth(2)).toHaveText('0.6652')
  await lab.getByRole('combobox', { name: '算法' }).selectOption('直接按定义')
  await expect(status).toHaveAttribute('data-condition', 'overflow')
  await expect(status).toContainText('709.8')
  await expect(lab.locator('.softmax-p').nth(2)).toHaveText('NaN')
  await expect(lab.locator('.live').last()).toContainText('上溢')
  // The way back is one press in the comparison of both.
  await lab.getByRole('button', { name: '先减最大值' }).click()
  await expect(lab.locator('.softmax-p').nth(2)).toHaveText('0.6652')

  await page.goto('embed/en/softmax-lab/?logits=88,89&method=naive')
  const single = await widget(page, 0)
  await expect(single.locator('.softmax-status')).toHaveAttribute('data-condition', 'fine')
  await single.getByRole('combobox', { name: 'Number format' }).selectOption('float32')
  await expect(single.locator('.softmax-status')).toHaveAttribute('data-condition', 'overflow')
  await expect(single.locator('.softmax-status')).toContainText('88.72')
})

test('stages and classes by keyboard, each said once', async ({ page }) => {
  await page.goto('embed/en/softmax-lab/?logits=1,0&target=B')
  const lab = await widget(page, 0)
  const bar = lab.locator('.play-bar')
  const lines = lab.locator('.softmax-lines')
  const said = lab.locator('.live').last()
  await bar.focus()
  for (const [key, stage, result, text] of [
    ['Home', 'scaled', '1', 'logit divided by the temperature, class A: 1.'],
    ['ArrowRight', 'shifted', '0', 'with the maximum taken off, class A: 0.'],
    ['ArrowDown', 'shifted', '−1', 'with the maximum taken off, class B: −1.'],
    ['ArrowRight', 'exponential', '0.3679', 'exponential, class B: 0.3679.'],
    ['ArrowRight', 'sum', '1.368', 'sum of the exponentials, class B: 1.368.'],
    ['ArrowRight', 'probability', '0.2689', 'probability, class B: 0.2689.'],
    ['End', 'gradient', '−0.7311', 'gradient, class B: −0.7311.'],
    ['ArrowLeft', 'loss', '1.313', 'cross-entropy, class B: 1.313.'],
    ['ArrowUp', 'loss', '1.313', 'cross-entropy, class A: 1.313.'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(lines).toHaveAttribute('data-stage', stage)
    await expect(lines).toHaveAttribute('data-result', result)
    await expect(said).toHaveText(text)
  }
})

test('your turn: a named mistake, the right answer, and numbers that can tell', async ({ page }) => {
  await page.goto('embed/en/softmax-lab/?logits=2,1,0.1&t=2')
  const lab = await widget(page, 0)
  await lab.getByRole('button', { name: 'Hide a probability' }).click()
  const answer = lab.getByRole('textbox', { name: 'Probability of class A' })
  const verdict = lab.locator('.verdict')
  await expect(lab.locator('.softmax-p').first()).toHaveText('?')
  await answer.fill('1')
  await answer.press('Enter')
  await expect(verdict).toContainText('still has to be divided')
  await answer.fill(byHand([2, 1, 0.1])[0]!.toFixed(3))
  await answer.press('Enter')
  await expect(verdict).toContainText('the result for T = 1')
  await answer.fill(byHand([2, 1, 0.1], 2)[0]!.toFixed(3))
  await answer.press('Enter')
  await expect(verdict).toContainText('Right')
  // At T = 1 the rule and two mistakes are one.
  const temperature = lab.getByRole('textbox', { name: 'Temperature' })
  await temperature.fill('1')
  await temperature.press('Enter')
  await expect(verdict).toBeEmpty()
  await answer.fill('0.659')
  await answer.press('Enter')
  await expect(verdict).toContainText('cannot tell')
  await lab.getByRole('button', { name: 'Ask with numbers that can tell' }).click()
  await expect(temperature).not.toHaveValue('1')
  await lab.getByRole('button', { name: 'Show it' }).click()
  await expect(lab.locator('.softmax-p').first()).not.toHaveText('?')
})
