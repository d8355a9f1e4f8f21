import { expect, LANGS, pictures, test, widget, WIDGETS } from './fixtures.ts'

/** Values that addresses carry when somebody means ill, or nothing at all. */
const HOSTILE = [
  '1e9',
  'NaN',
  '-0',
  '1e400',
  '%00',
  '__proto__',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '%E2%80%AE',
  '',
]

for (const lang of LANGS) {
  for (const id of WIDGETS) {
    test(`${lang}/${id}: no chrome, prerendered, and hostile addresses get notes @both`, async ({ page }) => {
      await page.goto(`embed/${lang}/${id}/`)
      const w = await widget(page, 0)
      await expect(page.locator('.site-head, .site-foot')).toHaveCount(0)
      await expect(w.locator('.widget-notes')).toHaveCount(0)
      for (const value of HOSTILE) {
        await page.goto(
          `embed/${lang}/${id}/?optimizer=${value}&lr=${value}&seed=${value}&step=${value}&nonsense=1`,
        )
        const again = await widget(page, 0)
        await expect(pictures(again).first()).toBeVisible()
        const notes = again.locator('.widget-notes p')
        await expect(notes.filter({ hasText: 'nonsense' })).toBeVisible()
        await expect(notes.filter({ hasText: 'optimizer' })).toBeVisible()
      }
      await w.locator('.widget-notes button').click()
      await expect(w.locator('.widget-notes')).toHaveCount(0)
    })
  }
}

test('a non-default address never shows the wrong picture', async ({ page }) => {
  const shown: string[] = []
  await page.exposeFunction('saw', (text: string) => shown.push(text))
  await page.addInitScript(() => {
    const look = () => {
      const at = document.querySelector('[data-step]')
      if (at && getComputedStyle(at).visibility === 'visible')
        (window as unknown as { saw(t: string): void }).saw(at.getAttribute('data-step') ?? '')
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.goto('embed/en/optimizer-stepper/?optimizer=adam&step=7')
  await expect(page.locator('[data-step="7"]')).toBeVisible()
  // Sightings come over one by one; any other than 7 would stay in the list.
  await expect.poll(() => [...new Set(shown)]).toEqual(['7'])
})

test('reserved names: theme, controls, lock, poster', async ({ page }) => {
  await page.goto('embed/en/optimizer-stepper/?theme=dark&controls=min')
  const w = await widget(page, 0)
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(w.locator('.play-bar')).toBeVisible()
  await expect(w.locator('.controls')).not.toBeVisible()
  await expect(w.locator('.widget-tools')).toHaveCount(0)
  await page.goto('embed/en/optimizer-stepper/?controls=none')
  await expect(page.locator('.play-bar')).not.toBeVisible()
  await page.goto('embed/en/optimizer-stepper/?controls=lr')
  await widget(page, 0)
  await expect(page.getByRole('textbox', { name: 'Learning rate' })).toBeVisible()
  await expect(page.getByLabel('Function to minimize')).toHaveCount(0)
  await page.goto('embed/en/optimizer-stepper/?lock=1')
  await widget(page, 0)
  await expect(page.getByRole('textbox', { name: 'Learning rate' })).toBeDisabled()
  await page.getByRole('button', { name: 'Step', exact: true }).click()
  await expect(page.locator('[data-step="1"]')).toBeVisible()
  await page.goto('embed/en/optimizer-stepper/?poster=1')
  await expect(page.locator('.play-bar')).toBeVisible()
  await expect(page.locator('#widget')).not.toHaveAttribute('data-awake')
})

test('autoplay starts by itself, and only where it is asked for', async ({ page }) => {
  await page.goto('embed/en/optimizer-stepper/?autoplay=1')
  await expect(page.locator('[data-step="2"]')).toBeVisible()
})

test('an embed may be framed by anyone, a lesson by this site alone', async ({ request }) => {
  const csp = async (path: string) => (await request.get(path)).headers()['content-security-policy'] ?? ''
  expect(await csp('embed/en/optimizer-stepper/')).toContain('frame-ancestors *')
  expect(await csp('en/gradient-descent/')).toContain("frame-ancestors 'self'")
  for (const path of ['embed/en/optimizer-stepper/', 'en/gradient-descent/', '', 'zh/']) {
    expect(await csp(path)).toContain("default-src 'none'")
    expect(await csp(path)).not.toContain('unsafe')
  }
})
