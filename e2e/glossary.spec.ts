import { devices } from '@playwright/test'
import { expect, LANGS, test } from './fixtures.ts'

const WORDS = {
  en: { link: 'learning rate', other: '学习率', means: 'gradient is multiplied', entry: 'Gradient descent' },
  zh: { link: '学习率', other: 'learning rate', means: '决定步子的大小', entry: '梯度下降' },
} as const

for (const lang of LANGS) {
  const words = WORDS[lang]

  test(`${lang}: a term is explained on hover and on focus, above its line, and Escape closes it`, async ({
    page,
  }) => {
    await page.goto(`${lang}/gradient-descent/`)
    const term = page.locator('a.term[href$="#learning-rate"]')
    const box = page.locator('.term-box')
    await expect(box).toBeAttached()
    await term.evaluate((e) => e.scrollIntoView({ block: 'center' }))
    await expect(term).toHaveAccessibleDescription(new RegExp(words.means))
    await term.hover()
    await expect(box).toContainText(words.means)
    await expect(box).toContainText(words.other)
    await expect(box).toHaveAttribute('aria-hidden', 'true')
    const [over, word] = [(await box.boundingBox())!, (await term.boundingBox())!]
    expect(over.y + over.height).toBeLessThanOrEqual(word.y)
    await page.keyboard.press('Escape')
    await expect(box).toBeHidden()
    await page.mouse.move(5, 5)
    await term.focus()
    await expect(box).toBeVisible()
    await page.keyboard.press('Tab')
    await expect(box).not.toContainText(words.means)
    await term.focus()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/glossary\/#learning-rate$/)
    await expect(page.locator('#learning-rate')).toBeInViewport()
    await expect(page.locator('#learning-rate')).toContainText(words.entry)
  })

  test(`${lang}: the glossary is searched in both languages and by pinyin`, async ({ page }) => {
    await page.goto(`${lang}/`)
    await page.locator('.site-head a[href$="/glossary/"]').click()
    const entries = page.locator('.entry:visible')
    await expect(entries.first()).toBeVisible()
    const all = await entries.count()
    expect(all).toBeGreaterThan(60)
    const find = page.getByRole('searchbox')
    for (const typed of ['learning RATE', '学习率', 'xuexilv']) {
      await find.fill(typed)
      await expect(page.locator('#learning-rate')).toBeVisible()
      await expect(page.locator('#saddle-point')).toBeHidden()
    }
    await find.fill('qqq')
    await expect(entries).toHaveCount(0)
    await expect(page.getByRole('status')).not.toBeEmpty()
    // A letter leads on, whatever the search has hidden.
    await page.locator('.letters a', { hasText: 'L' }).click()
    await expect(entries).toHaveCount(all)
    await expect(page.locator('#letter-L')).toBeInViewport()
    await page.locator('.site-head [data-switch]').click()
    await expect(page).toHaveURL(new RegExp(`/${lang === 'en' ? 'zh' : 'en'}/glossary/$`))
  })
}

test('a first tap explains a term, within the window, and a second one follows the link', async ({
  browser,
  baseURL,
}) => {
  const { userAgent, viewport, hasTouch, isMobile } = devices['Pixel 5']
  const context = await browser.newContext({
    userAgent,
    viewport,
    hasTouch,
    isMobile,
    ...(baseURL ? { baseURL } : {}),
  })
  const page = await context.newPage()
  await page.goto('zh/neurons-and-layers/')
  const term = page.locator('a.term').nth(3)
  const box = page.locator('.term-box')
  await expect(box).toBeAttached()
  await term.evaluate((e) => e.scrollIntoView({ block: 'center' }))
  await term.tap()
  await expect(box).toBeVisible()
  await expect(page).toHaveURL(/neurons-and-layers/)
  const { x, width } = (await box.boundingBox())!
  expect(x).toBeGreaterThanOrEqual(0)
  expect(x + width).toBeLessThanOrEqual(viewport.width)
  await page.locator('h2').first().tap()
  await expect(box).toBeHidden()
  await term.tap()
  await expect(box).toBeVisible()
  await term.tap()
  await expect(page).toHaveURL(/\/zh\/glossary\/#/)
  await context.close()
})

test('without script a term is a link to its entry', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) })
  const page = await context.newPage()
  await page.goto('en/gradient-descent/')
  await page.locator('a.term[href$="#curvature"]').click()
  await expect(page.locator('#curvature')).toBeInViewport()
  await expect(page.getByRole('searchbox')).toBeHidden()
  await context.close()
})
