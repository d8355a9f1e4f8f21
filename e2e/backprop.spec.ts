import type { Locator } from '@playwright/test'
import { expect, test, widget } from './fixtures.ts'

/** The cells of a quantity's row: operation, value, gradient. */
const cells = (stepper: Locator, node: string) => stepper.locator(`tr[data-node="${node}"] td`)

test('both passes by keyboard, said step by step, and back @both', async ({ page }) => {
  await page.goto('embed/en/backprop-stepper/')
  const stepper = await widget(page, 0)
  const at = stepper.locator('[data-step]')
  const live = stepper.locator('.live')
  await stepper.locator('.play-bar').focus()
  for (const [key, step, said] of [
    ['ArrowRight', 1, 'u = a·b = −6.'],
    ['ArrowDown', 3, 'L = s² = 4.'],
    ['ArrowRight', 4, 'Backward pass. Gradient of L: 1.'],
    ['ArrowRight', 5, 'From L to s: upstream 1, local derivative −4. Gradient −4.'],
    ['End', 9, 'From u to b: upstream −4, local derivative 2. Gradient −8.'],
    ['ArrowLeft', 8, 'From u to a: upstream −4, local derivative −3. Gradient 12.'],
    ['Home', 0, 'Start.'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(at).toHaveAttribute('data-step', String(step))
    await expect(live).toHaveText(said)
  }
  await page.keyboard.press('End')
  await expect(cells(stepper, 'a')).toHaveText(['given', '2', '12'])
  await expect(cells(stepper, 'b')).toHaveText(['given', '−3', '−8'])
})

test('an input edited keeps the place; undone, all is as before', async ({ page }) => {
  await page.goto('embed/zh/backprop-stepper/?graph=reused&step=7')
  const stepper = await widget(page, 0)
  await expect(cells(stepper, 'x')).toHaveText(['给定', '3', '−1'])
  const y = stepper.getByRole('textbox', { name: 'y' })
  await y.fill('5')
  await y.press('Enter')
  // ∂(xy + x)/∂x = y + 1.
  await expect(cells(stepper, 'x')).toHaveText(['给定', '3', '6'])
  await expect(stepper.locator('[data-step]')).toHaveAttribute('data-step', '7')
  await stepper.getByRole('button', { name: '撤销' }).click()
  await expect(cells(stepper, 'x')).toHaveText(['给定', '3', '−1'])
})

test('your turn: hidden, a mistake named, right, and the edge that cannot tell', async ({ page }) => {
  await page.goto('embed/en/backprop-stepper/?turn=on&step=8')
  const stepper = await widget(page, 0)
  await expect(cells(stepper, 'a').last()).toHaveText('to be found')
  await expect(stepper.locator('svg.bp-graph')).not.toHaveAttribute('aria-label', /a 12/)
  const field = stepper.getByRole('textbox', { name: '∂L/∂a = ?' })
  const verdict = stepper.locator('.verdict')
  for (const [answer, words] of [
    ['-4', 'you forgot the local derivative.'],
    ['-8', 'you took the wrong input of the product.'],
    ['7', 'Multiply the upstream gradient'],
    ['12', 'Right.'],
  ] as const) {
    await field.fill(answer)
    await field.press('Enter')
    await expect(verdict).toContainText(words)
    await expect(stepper.locator('.live')).toContainText(words)
  }
  await expect(cells(stepper, 'a').last()).toHaveText('12')
  // The local derivative of a sum is 1.
  await stepper.getByRole('button', { name: 'Go to the step that completes c' }).click()
  const other = stepper.getByRole('textbox', { name: '∂L/∂c = ?' })
  await other.fill('−4')
  await other.press('Enter')
  await expect(verdict).toContainText('cannot tell whether you forgot the local derivative')
  await stepper.getByRole('button', { name: 'Go to an edge that can tell' }).click()
  await expect(stepper.locator('[data-step]')).toHaveAttribute('data-step', '8')
})

test('values by hand: hidden everywhere, a mistake named, and the value that can tell (zh)', async ({
  page,
}) => {
  await page.goto('embed/zh/backprop-stepper/?graph=typed&f=(a*b)%2B(b*c)&values=2,2,3&turn=all&step=1')
  const stepper = await widget(page, 0)
  await expect(cells(stepper, 'v1')).toHaveText(['a·b', '待求', '–尚未求出'])
  await expect(stepper.locator('svg.bp-graph')).toHaveAttribute('aria-label', /已知的值：a 2，b 2，c 3。/)
  const field = stepper.getByRole('textbox', { name: /^v₁ = / })
  const verdict = stepper.locator('.verdict')
  for (const [answer, words] of [
    ['-4', '弄错了符号'],
    ['2', '漏乘了一个因子'],
    ['9', '再算一次'],
    ['4', '分辨不出你是否把两个因子相加'],
  ] as const) {
    await field.fill(answer)
    await field.press('Enter')
    await expect(verdict).toContainText(words)
  }
  await expect(cells(stepper, 'v1').nth(1)).toHaveText('4')
  await stepper.getByRole('button', { name: '跳到能分辨的值' }).click()
  await expect(stepper.locator('[data-step]')).toHaveAttribute('data-step', '2')
  await expect(cells(stepper, 'v2').nth(1)).toHaveText('待求')
})

test('a typed expression: a fault at its character, too large, and one that is drawn @both', async ({
  page,
}) => {
  await page.goto('embed/en/backprop-stepper/')
  const stepper = await widget(page, 0)
  await stepper.getByRole('combobox', { name: 'Computation' }).selectOption('typed')
  const field = stepper.getByRole('textbox', { name: 'Expression' })
  const fault = stepper.locator('.typed-field .complaint')
  for (const [typed, words] of [
    ['a + foo(b)', '“foo” at character 5 is not known'],
    ['('.repeat(5000), 'nested too deeply at character 65'],
    ['x^1e999', 'The number “1e999” at character 3 is too large'],
    ['x' + '+x'.repeat(60), 'at most 30 nodes'],
    ['x', 'A letter alone computes nothing'],
  ] as const) {
    await field.fill(typed)
    await field.press('Enter')
    await expect(fault).toContainText(words)
  }
  await field.fill('exp(x)*x')
  await field.press('Enter')
  await expect(fault).toHaveText('')
  await expect(cells(stepper, 'v1').first()).toHaveText('exp(x)')
  await expect(stepper.locator('[data-step]')).toHaveAttribute('data-last', '6')
})

test('on a phone a wide graph scrolls in its own frame and follows the steps', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 })
  await page.goto('embed/en/backprop-stepper/?graph=network')
  const stepper = await widget(page, 0)
  const frame = stepper.locator('.bp-frame')
  const scrolled = () => frame.evaluate((e) => e.scrollLeft)
  await stepper.getByRole('button', { name: 'To the end of this pass' }).click()
  await expect.poll(scrolled).toBeGreaterThan(300)
  await stepper.locator('.play-bar').focus()
  await page.keyboard.press('End')
  await expect.poll(scrolled).toBeLessThan(200)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})
