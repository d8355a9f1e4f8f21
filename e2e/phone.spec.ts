import type { Locator, Page } from '@playwright/test'
import { expect, expectCharts, LANGS, NAMES, row, SLUGS, test, widget, WIDGETS } from './fixtures.ts'

const T = {
  en: { train: 'Train', pause: 'Pause', unit: 'Numbers of unit 1.2', bias: 'Bias of unit 1.2' },
  zh: { train: '训练', pause: '暂停', unit: '神经元 1.2 的参数', bias: '神经元 1.2 的偏置' },
} as const

const button = (w: Locator, name: string) => w.getByRole('button', { name, exact: true })

/** What reaches beyond the right edge of the screen without standing in a box that scrolls or cuts. */
const tooWide = (page: Page) =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const isHeld = (element: Element): boolean => {
      for (let e = element.parentElement; e && e !== document.body; e = e.parentElement)
        if (getComputedStyle(e).overflowX !== 'visible') return true
      return false
    }
    return [...document.body.querySelectorAll('*')]
      .filter((e) => e.getBoundingClientRect().right > width + 1 && !isHeld(e))
      .map((e) => `${e.tagName} ${e.getAttribute('class') ?? ''} to ${e.getBoundingClientRect().right}`)
  })

/** Neither the page is wider than the screen nor anything on it. */
async function expectToFit(page: Page, width: number): Promise<void> {
  const wide = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth])
  expect(wide).toEqual([width, width])
  expect(await tooWide(page)).toEqual([])
}

/** Every island of the page awake, charts and all. */
async function wakeAll(page: Page): Promise<void> {
  const islands = page.locator('gradstep-island')
  for (let i = 0; i < (await islands.count()); i++) {
    await islands.nth(i).scrollIntoViewIfNeeded()
    await expect(islands.nth(i)).toHaveAttribute('data-awake', '')
    await expectCharts(islands.nth(i))
  }
}

const pagesIn = (lang: 'en' | 'zh') => [
  '',
  `${lang}/`,
  '404.html',
  ...SLUGS.map((slug) => `${lang}/${slug}/`),
  ...WIDGETS.flatMap((id) => [`embed/${lang}/${id}/`, `embed/${id}/`]),
]

for (const lang of LANGS) {
  const t = { ...NAMES[lang], ...T[lang] }

  test.describe(`${lang}, on a phone`, () => {
    test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

    test('the stepper is stepped, and a tap in the plot sets the start', async ({ page }) => {
      await page.goto(`${lang}/gradient-descent/`)
      const w = await widget(page, 2)
      const at = w.locator('[data-step]')
      await button(w, t.reset).tap()
      await expect(at).toHaveAttribute('data-step', '0')
      await button(w, t.step).tap()
      await button(w, t.step).tap()
      await expect(at).toHaveAttribute('data-step', '2')
      await button(w, t.subForward).tap()
      await expect(at).toHaveAttribute('data-sub', '1')
      await button(w, t.back).tap()
      await button(w, t.back).tap()
      await expect(at).toHaveAttribute('data-step', '1')

      // The marks of the plot's axes say what the place means that is tapped: here the zero of both.
      const zero = (axis: 'x' | 'y') => w.locator(`.plot .chart-tick-${axis}`).getByText('0', { exact: true })
      await w.locator('.plot-area').scrollIntoViewIfNeeded()
      const [across, up] = [(await zero('x').boundingBox())!, (await zero('y').boundingBox())!]
      await page.touchscreen.tap(across.x + across.width / 2, up.y + up.height / 2)
      await expect(at).toHaveAttribute('data-step', '0')
      const [x = NaN, y = NaN] = await row(w, 0)
      // A finger is no pointer: a twentieth of what the plot shows.
      expect(Math.abs(x)).toBeLessThan(0.5)
      expect(Math.abs(y)).toBeLessThan(0.5)
      await expectToFit(page, 360)
    })

    test('the playground is trained, paused and edited @both', async ({ page }) => {
      await page.goto(`${lang}/neurons-and-layers/`)
      const w = await widget(page, 2)
      const board = w.locator('.playground')
      await button(w, t.train).tap()
      await expect
        .poll(async () => Number(await board.getAttribute('data-step')), { timeout: 60_000 })
        .toBeGreaterThan(3)
      await button(w, t.pause).tap()
      await expect(board).toHaveAttribute('data-phase', 'paused')
      const unit = button(w, t.unit)
      await unit.tap()
      await expect(unit).toHaveAttribute('aria-pressed', 'true')
      const bias = w.locator('.pg-editor').getByRole('textbox', { name: t.bias, exact: true })
      await bias.tap()
      await bias.fill('0.75')
      await bias.press('Enter')
      await expect(bias).toHaveValue('0.75')
      await button(w, t.undo).tap()
      await expect(bias).not.toHaveValue('0.75')
      await expectToFit(page, 360)
    })
  })

  test.describe(`${lang}, on the narrowest phone`, () => {
    test.use({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true })

    test('no page and nothing on it is wider than the screen', async ({ page, faults }) => {
      for (const path of pagesIn(lang)) {
        await test.step(path, async () => {
          await page.goto(path)
          await expectToFit(page, 320)
          await wakeAll(page)
          await expectToFit(page, 320)
        })
      }
      faults.seen.splice(0, faults.seen.length, ...faults.seen.filter((f) => !f.includes('404')))
    })
  })

  test.describe(`${lang}, at 400 %`, () => {
    // A window of 1280 × 1024, four times as large.
    test.use({ viewport: { width: 320, height: 256 } })

    for (const [slug, place, counter] of [
      ['gradient-descent', 1, '[data-step]'],
      ['neurons-and-layers', 2, '.playground'],
    ] as const) {
      test(`the bar of ${slug} can be reached, seen whole and used @both`, async ({ page }) => {
        await page.goto(`${lang}/${slug}/`)
        const w = await widget(page, place)
        const bar = w.locator('.play-bar')
        await bar.scrollIntoViewIfNeeded()
        const box = (await bar.boundingBox())!
        expect(box.x).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width).toBeLessThanOrEqual(320)
        expect(box.height).toBeLessThanOrEqual(256)
        // Nothing lies over any of its buttons.
        const hidden = await bar.locator('button').evaluateAll((all) =>
          all
            .filter((e) => {
              const { left, top, width, height } = e.getBoundingClientRect()
              return !e.contains(document.elementFromPoint(left + width / 2, top + height / 2))
            })
            .map((e) => e.getAttribute('aria-label')),
        )
        expect(hidden).toEqual([])
        const step = slug === 'gradient-descent' ? t.step : { en: 'One step', zh: '前进一步' }[lang]
        await button(w, step).click()
        await expect(w.locator(counter)).toHaveAttribute('data-step', '1', { timeout: 60_000 })
        await expectToFit(page, 320)
      })
    }
  })
}
