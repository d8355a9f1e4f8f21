import { expect, test, widget } from './fixtures.ts'

/*
 * Adam's first step on ½x² + 5y² from (−4, 2), α = 0.1, worked out apart: m = 0.1·g, v = 0.001·g², both corrected back to
 * g and g², d = |g| + 10⁻⁸, so that every coordinate moves by 0.1. Four digits; what is inexact keeps its zeros.
 */
const TRANSCRIPT = {
  en: [
    'gradient: x = −4, y = 20.',
    'first moment: x = −0.4000, y = 2.000.',
    'second moment: x = 0.01600, y = 0.4000.',
    'first moment, bias-corrected: x = −4, y = 20.',
    'second moment, bias-corrected: x = 16, y = 400.',
    'denominator: x = 4.000, y = 20.00.',
    'update: x = −0.1000, y = 0.1000.',
    'parameter: x = −3.900, y = 1.900.',
    'Step 1. x = −3.900, y = 1.900. Loss 25.66.',
  ],
  zh: [
    '梯度：x = −4，y = 20。',
    '一阶矩：x = −0.4000，y = 2.000。',
    '二阶矩：x = 0.01600，y = 0.4000。',
    '偏差校正后的一阶矩：x = −4，y = 20。',
    '偏差校正后的二阶矩：x = 16，y = 400。',
    '分母：x = 4.000，y = 20.00。',
    '更新量：x = −0.1000，y = 0.1000。',
    '参数：x = −3.900，y = 1.900。',
    '第 1 步。x = −3.900，y = 1.900。损失 25.66。',
  ],
} as const

for (const lang of ['en', 'zh'] as const) {
  test(`one step of Adam by keyboard, as a screen reader hears it (${lang})`, async ({ page }) => {
    await page.goto(`embed/${lang}/optimizer-stepper/?optimizer=adam`)
    const stepper = await widget(page, 0)
    await stepper.locator('.play-bar').focus()
    for (const [i, sentence] of TRANSCRIPT[lang].entries()) {
      await page.keyboard.press('ArrowDown')
      await expect(stepper.locator('.live'), `stop ${i + 1}`).toHaveText(sentence)
    }
    await expect(stepper.locator('[data-step]')).toHaveAttribute('data-step', '1')
  })
}
