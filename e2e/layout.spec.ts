import type { Route } from '@playwright/test'
import { expect, expectCharts, LANGS, SLUGS, test } from './fixtures.ts'

declare global {
  interface Window {
    shifts: { value: number; who: string[] }[]
    tasks: number[]
  }
}

for (const lang of LANGS) {
  for (const slug of SLUGS) {
    test(`${lang}/${slug}: nothing shifts from the first paint to the last island awake`, async ({
      page,
    }, info) => {
      await page.addInitScript(() => {
        // The fonts of formulas may take longer than a page waits for them; what moves then is another matter.
        const timeout = window.setTimeout
        const patient = (act: () => void, ms = 0) =>
          timeout(act, document.readyState === 'loading' ? 30 * ms : ms)
        Object.assign(window, { setTimeout: patient })
        window.shifts = []
        window.tasks = []
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & {
            value: number
            sources: { node: Node | null }[]
          })[]) {
            const who = entry.sources.map(({ node }) => {
              const e = node instanceof Element ? node : node?.parentElement
              return `${e?.tagName ?? '?'}.${e?.getAttribute('class') ?? ''}`
            })
            window.shifts.push({ value: entry.value, who })
          }
        }).observe({ type: 'layout-shift', buffered: true })
        new PerformanceObserver((list) =>
          window.tasks.push(...list.getEntries().map((e) => e.duration)),
        ).observe({
          type: 'longtask',
          buffered: true,
        })
      })
      await page.goto(`${lang}/${slug}/`)
      const islands = page.locator('gradstep-island')
      for (let i = 0; i < (await islands.count()); i++) {
        // Wheel, not scrollIntoView: the browser reports shifts as a reader would see them.
        for (let n = 0; n < 60 && !(await islands.nth(i).evaluate((e) => e.hasAttribute('data-awake'))); n++)
          await page.mouse.wheel(0, 300)
        await expect(islands.nth(i)).toHaveAttribute('data-awake', '')
        await islands.nth(i).scrollIntoViewIfNeeded()
        await expectCharts(islands.nth(i))
      }
      expect(await page.evaluate(() => window.shifts)).toEqual([])
      const longest = await page.evaluate(() => Math.max(0, ...window.tasks))
      console.log(
        `longest main-thread task on load, ${lang}/${slug}: ${longest === 0 ? 'under 50' : longest.toFixed(0)} ms`,
      )
      info.annotations.push({ type: 'longest task on load', description: `${longest} ms` })
    })
  }

  test(`${lang}: a page shows its text when the fonts of its formulas are here, however late, but waits a second at most`, async ({
    page,
  }) => {
    const fonts = /KaTeX_.*\.woff2/
    const held: Route[] = []
    await page.route(fonts, (route) => void held.push(route))
    const text = page.locator('main h1')
    await page.addInitScript(() =>
      new MutationObserver((changes) => {
        for (const { target } of changes)
          if ((target as HTMLElement).dataset['waiting'] === '') Object.assign(window, { waited: true })
      }).observe(document, { attributeFilter: ['data-waiting'], subtree: true }),
    )
    await page.goto(`${lang}/adam/`, { waitUntil: 'commit' })
    await expect(text).toBeVisible()
    expect(await page.evaluate(() => (window as unknown as { waited?: boolean }).waited)).toBe(true)
    expect(held.length).toBeGreaterThan(0)

    // All that the page is set in is asked for in its head; what widgets add when they wake is another matter.
    await page.unroute(fonts)
    await page.route('**/assets/page-*.js', (route) =>
      route.fulfill({ body: '', contentType: 'text/javascript' }),
    )
    for (const slug of SLUGS) {
      await page.goto(`${lang}/${slug}/`)
      await expect(page.locator('html')).not.toHaveAttribute('data-waiting')
      const late = await page.evaluate(() => {
        const early = [...document.querySelectorAll<HTMLLinkElement>('link[rel="preload"][as="font"]')].map(
          (link) => link.href,
        )
        return performance
          .getEntriesByType('resource')
          .map((entry) => entry.name)
          .filter((name) => name.includes('KaTeX_') && !early.includes(name))
      })
      expect(late, slug).toEqual([])
    }
  })

  for (const width of [320, 390, 1280, 1920]) {
    test(`${lang}: no page is wider than a window of ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 800 })
      for (const path of [
        `${lang}/`,
        `${lang}/glossary/`,
        ...SLUGS.map((s) => `${lang}/${s}/`),
        `embed/${lang}/optimizer-stepper/`,
        `embed/${lang}/network-playground/`,
      ]) {
        await page.goto(path)
        const { scroll, client } = await page.evaluate(() => ({
          scroll: document.documentElement.scrollWidth,
          client: document.documentElement.clientWidth,
        }))
        expect(scroll, path).toBeLessThanOrEqual(client)
      }
    })
  }
}

test('the chart’s lines stay where they are when Recharts takes over', async ({ page }) => {
  await page.route('**/assets/Live-*.js', async (route) => {
    await held
    await route.continue()
  })
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.goto('embed/en/optimizer-stepper/?step=6')
  const still = page.locator('.chart-still polyline')
  await expect(still).toHaveAttribute('points', /,.*,.*,/)
  const points = ((await still.getAttribute('points')) ?? '').split(' ').map((p) => p.split(',').map(Number))
  const frame = (await page.locator('.chart-plot').boundingBox())!
  release()
  const line = page.locator('.recharts-line path.recharts-curve')
  await expect(line).toBeAttached()
  const d = (await line.getAttribute('d')) ?? ''
  const drawn = [...d.matchAll(/[ML]\s*([\d.-]+)[, ]([\d.-]+)/g)].map((m) => [Number(m[1]), Number(m[2])])
  expect(drawn.length).toBe(points.length)
  for (const [i, [x = 0, y = 0]] of points.entries()) {
    expect(drawn[i]![0]).toBeCloseTo((x / 100) * frame.width, 0)
    expect(drawn[i]![1]).toBeCloseTo((y / 100) * frame.height, 0)
  }
})
