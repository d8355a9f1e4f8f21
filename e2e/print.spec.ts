import type { Page } from '@playwright/test'
import { expect, LANGS, pictures, SLUGS, test } from './fixtures.ts'

/** Paper of 210 × 297 mm at 96 pixels to the inch. */
const PAPER = { width: 794, height: 1123 }

/** What only a screen has a use for. */
const CHROME = [
  '.site-controls',
  '.site-foot',
  '.toc',
  '.onward',
  '.play-bar',
  '.widget-tools',
  '.question-answer',
]

/** Whether each of these takes any room. */
const visible = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) => all.map((e) => e.getClientRects().length > 0))

/** The lightness of a colour as the browser writes it, from 0 to 255. */
const lightness = (page: Page, what: 'backgroundColor' | 'color') =>
  page.evaluate((key) => {
    const [r = 0, g = 0, b = 0] = (
      getComputedStyle(document.documentElement)[key].match(/[\d.]+/g) ?? []
    ).map(Number)
    return (r + g + b) / 3
  }, what)

for (const lang of LANGS) {
  for (const slug of SLUGS) {
    test(`${lang}/${slug} on paper: text and first frames, and nothing to press`, async ({ page }) => {
      await page.setViewportSize(PAPER)
      await page.emulateMedia({ media: 'print' })
      await page.goto(`${lang}/${slug}/`)
      await expect(page.locator('main h1')).toBeVisible()
      // All of it is on the paper but what is folded away.
      for (const part of [
        'main h2',
        'main > p:not(.standing)',
        '.question-text',
        '.katex-html',
        'figcaption',
      ]) {
        const shown = await visible(page, `${part}:not(details:not([open]) *)`)
        expect(shown.length, part).toBeGreaterThan(1)
        expect(shown, part).not.toContain(false)
      }
      for (const part of CHROME) {
        const shown = await visible(page, part)
        // Not every widget is played.
        if (part !== '.play-bar') expect(shown.length, part).toBeGreaterThan(0)
        expect(shown, part).not.toContain(true)
      }
      for (const island of await page.locator('gradstep-island').all()) {
        expect((await pictures(island).first().boundingBox())!.width).toBeGreaterThan(100)
        for (const chart of await island.locator('.chart-plot:visible').all())
          expect((await chart.boundingBox())!.width).toBeGreaterThan(100)
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(wide).toBeLessThanOrEqual(PAPER.width)
    })
  }

  test(`${lang}: a lesson becomes a document of several pages`, async ({ page }) => {
    for (const slug of SLUGS) {
      await page.goto(`${lang}/${slug}/`)
      const document = (await page.pdf({ format: 'A4' })).toString('latin1')
      expect(document.slice(0, 5)).toBe('%PDF-')
      const pages = document.match(/\/Type\s*\/Page\b(?!s)/g) ?? []
      expect(pages.length).toBeGreaterThan(2)
      console.log(`${lang}/${slug} prints on ${pages.length} pages`)
    }
  })
}

test('a page read in the dark is printed on white', async ({ page }) => {
  await page.goto('en/gradient-descent/')
  for (const theme of ['dark', 'projector', 'light']) {
    await page.emulateMedia({ media: 'screen' })
    await page.locator('[data-theme-choice]').selectOption(theme)
    await page.emulateMedia({ media: 'print' })
    expect(await lightness(page, 'backgroundColor'), theme).toBeGreaterThan(240)
    expect(await lightness(page, 'color'), theme).toBeLessThan(60)
  }
  // The same where the system is dark.
  await page.emulateMedia({ media: 'screen', colorScheme: 'dark' })
  await page.locator('[data-theme-choice]').selectOption('auto')
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  expect(await lightness(page, 'backgroundColor')).toBeGreaterThan(240)
})
