import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, LANGS, SLUGS, test, WIDGETS } from './fixtures.ts'

const THEMES = ['light', 'dark', 'projector'] as const

/**
 * Everything in the first theme; what a theme changes are colours alone. Those of formulas are looked at on the pages of
 * the widgets: a lesson has thousands of their parts, the same everywhere.
 */
function auditOf(page: Page, path: string, theme: (typeof THEMES)[number]): AxeBuilder {
  const audit = new AxeBuilder({ page })
  if (path.startsWith('embed/') || theme === 'light') return audit
  return audit.withRules(['color-contrast']).exclude('.katex')
}

/** Every page, with its islands awake, in every theme. */
for (const lang of LANGS) {
  const pages = [
    '',
    `${lang}/`,
    `${lang}/glossary/`,
    ...SLUGS.map((s) => `${lang}/${s}/`),
    ...WIDGETS.map((w) => `embed/${lang}/${w}/`),
  ]
  for (const path of lang === 'en'
    ? [...pages, ...WIDGETS.map((w) => `embed/${w}/`), '404.html']
    : pages.slice(1)) {
    test(`axe finds nothing on /${path} in any theme`, async ({ page, faults }) => {
      // A colour on its way from one theme to the other is neither's.
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await page.goto(path)
      const islands = page.locator('gradstep-island')
      for (let i = 0; i < (await islands.count()); i++) {
        await islands.nth(i).scrollIntoViewIfNeeded()
        await expect(islands.nth(i)).toHaveAttribute('data-awake', '')
      }
      for (const theme of THEMES) {
        await page.evaluate((t) => void (document.documentElement.dataset.theme = t), theme)
        const { violations } = await auditOf(page, path, theme).analyze()
        const found = violations.flatMap((v) =>
          v.nodes.slice(0, 3).map((n) => `${theme} ${v.id}: ${n.html.slice(0, 160)}`),
        )
        expect(found).toEqual([])
      }
      faults.seen.splice(0, faults.seen.length, ...faults.seen.filter((f) => !f.includes('404')))
    })
  }
}

test('targets are large enough to touch', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 })
  for (const id of WIDGETS) {
    await page.goto(`embed/en/${id}/`)
    await expect(page.locator('#widget')).toHaveAttribute('data-awake', '')
    const small = await page
      .locator('#widget')
      .locator('button:visible, select:visible, input:visible, summary:visible')
      .evaluateAll((all) =>
        all
          .map((e) => ({
            name: e.getAttribute('aria-label') ?? e.textContent,
            box: e.getBoundingClientRect(),
          }))
          .filter(({ box }) => box.width < 24 || box.height < 24)
          .map(({ name, box }) => `${name} ${box.width.toFixed()}×${box.height.toFixed()}`),
      )
    expect(small).toEqual([])
  }
})
