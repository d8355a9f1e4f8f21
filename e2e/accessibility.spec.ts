import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, LANGS, SLUGS, test, WIDGETS } from './fixtures.ts'

const THEMES = ['light', 'dark', 'projector'] as const
type Theme = (typeof THEMES)[number]

/** The page with its islands awake. */
async function open(page: Page, path: string): Promise<void> {
  // A colour on its way from one theme to the other is neither's.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(path)
  const islands = page.locator('gradstep-island')
  for (let i = 0; i < (await islands.count()); i++) {
    await islands.nth(i).scrollIntoViewIfNeeded()
    await expect(islands.nth(i)).toHaveAttribute('data-awake', '')
  }
}

async function expectNothing(page: Page, theme: Theme, of = (audit: AxeBuilder) => audit): Promise<void> {
  await page.evaluate((t) => void (document.documentElement.dataset.theme = t), theme)
  const { violations } = await of(new AxeBuilder({ page })).analyze()
  const found = violations.flatMap((v) =>
    v.nodes.slice(0, 3).map((n) => `${theme} ${v.id}: ${n.html.slice(0, 160)}`),
  )
  expect(found).toEqual([])
}

/**
 * What a theme changes are colours alone. Those of formulas are looked at on the pages of the widgets: a lesson has
 * thousands of their parts, the same everywhere.
 */
const colours = (audit: AxeBuilder) => audit.withRules(['color-contrast']).exclude('.katex')

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
    const isEmbed = path.startsWith('embed/')
    test(`axe finds nothing on /${path} in any theme`, async ({ page, faults }) => {
      await open(page, path)
      for (const theme of THEMES)
        await expectNothing(page, theme, isEmbed || theme === 'light' ? undefined : colours)
      faults.seen.splice(0, faults.seen.length, ...faults.seen.filter((f) => !f.includes('404')))
    })
    if (isEmbed) continue
    test(`axe finds nothing at all on /${path} in the other themes either @long`, async ({
      page,
      faults,
    }) => {
      await open(page, path)
      for (const theme of ['dark', 'projector'] as const) await expectNothing(page, theme)
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
