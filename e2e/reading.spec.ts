import { expect, LANGS, pictures, SLUGS, test, WIDGETS } from './fixtures.ts'

const OTHER = { en: 'zh', zh: 'en' } as const

for (const lang of LANGS) {
  for (const slug of SLUGS) {
    test(`${lang}/${slug} can be read without script @both`, async ({ browser, baseURL }) => {
      const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) })
      const page = await context.newPage()
      await page.goto(`${lang}/${slug}/`)
      const main = page.locator('main')
      expect((await main.innerText()).length).toBeGreaterThan(1500)
      const islands = page.locator('gradstep-island')
      for (let i = 0; i < (await islands.count()); i++) {
        const island = islands.nth(i)
        const shapes = pictures(island).locator(':is(path, polyline, rect, circle, line)')
        expect(await shapes.count(), 'pictures').toBeGreaterThan(3)
        for (const chart of await island.locator('.chart:has(.chart-still, .chart-live)').all())
          await expect(chart.locator('.chart-still polyline').first()).toBeAttached()
        await expect(island.locator('.widget-title')).toBeVisible()
      }
      // KaTeX's HTML is laid out and its MathML is there for those who listen.
      const formula = main.locator('.katex').first()
      await expect(formula.locator('math')).toBeAttached()
      expect((await formula.locator('.katex-html').boundingBox())!.width).toBeGreaterThan(5)
      await expect(main.locator('.solution summary').first()).toBeVisible()
      await context.close()
    })
  }

  test(`${lang}: head of a lesson @both`, async ({ page }) => {
    await page.goto(`${lang}/gradient-descent/`)
    await expect(page.locator('html')).toHaveAttribute('lang', lang === 'en' ? 'en' : 'zh-Hans')
    expect(await page.title()).not.toBe('')
    const alternate = page.locator(`link[hreflang="${lang === 'en' ? 'zh-Hans' : 'en'}"]`)
    await expect(alternate).toHaveAttribute('href', new RegExp(`/${OTHER[lang]}/gradient-descent/$`))
    expect(
      ((await page.locator('meta[name=description]').getAttribute('content')) ?? '').length,
    ).toBeGreaterThan(10)
  })

  test(`${lang}: from the contents to a lesson and back, and where one stopped @both`, async ({ page }) => {
    await page.goto(`${lang}/`)
    await page.locator('[data-lesson="gradient-descent"] .lesson-link').click()
    await expect(page).toHaveURL(new RegExp(`/${lang}/gradient-descent/$`))
    await page.locator('#s2').evaluate((e) => e.scrollIntoView())
    await expect
      .poll(() => page.evaluate(() => localStorage.getItem('gradstep:stopped')))
      .toContain('"anchor":"s')
    await page.locator('.brand').click()
    const on = page.locator('.stopped a')
    await expect(on).toHaveAttribute('href', new RegExp(`/${lang}/gradient-descent/#s\\d$`))
    await on.click()
    await expect(page.locator('main h1')).toBeVisible()
  })

  test(`${lang}: an answer given before the page's script is there waits for it`, async ({ page }) => {
    let release: () => void = () => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/assets/page-*.js', async (route) => {
      await released
      await route.continue()
    })
    await page.goto(`${lang}/gradient-descent/`, { waitUntil: 'commit' })
    const question = page.locator('form[data-question="where-does-it-land"]')
    await question.locator('input').fill('3')
    await question.locator('input').press('Enter')
    await expect(question).toHaveAttribute('data-early', '')
    await expect(question).not.toHaveAttribute('data-state')
    release()
    await expect(question).toHaveAttribute('data-state', 'right')
  })

  test(`${lang}: a question names a mistake, takes the right answer and opens its solution @both`, async ({
    page,
  }) => {
    await page.goto(`${lang}/gradient-descent/`)
    const question = page.locator('form[data-question="where-does-it-land"]')
    const solution = question.locator('.solution')
    await expect(question).toHaveAttribute('data-state', 'asked')
    await expect(solution).toHaveJSProperty('inert', true)
    const input = question.locator('input')
    await input.fill('abc')
    await input.press('Enter')
    await expect(question.locator('.verdict')).not.toBeEmpty()
    await expect(question).toHaveAttribute('data-state', 'asked')
    // Half of the right answer: the factor 2 of the derivative was forgotten.
    await input.fill('1.5')
    await input.press('Enter')
    await expect(question).toHaveAttribute('data-state', 'wrong')
    await expect(question.locator('.verdict')).toContainText('2')
    await input.fill('３')
    await input.press('Enter')
    await expect(question).toHaveAttribute('data-state', 'right')
    await expect(solution).toHaveAttribute('open', '')
  })
}

test('the front door offers both languages and remembers the choice', async ({ page }) => {
  await page.goto('')
  await page.getByRole('link', { name: '开始' }).click()
  await expect(page).toHaveURL(/\/zh\/$/)
  await page.goto('')
  await expect(page).toHaveURL(/\/zh\/$/)
})

test('an address that is none is a real 404, in both languages', async ({ page, faults }) => {
  const response = await page.goto('en/no-such-lesson/')
  expect(response?.status()).toBe(404)
  await expect(page.locator('section[lang=en]', { hasText: 'There is no page here' })).toBeVisible()
  await expect(page.locator('section[lang=zh-Hans]', { hasText: '没有这个页面' })).toBeVisible()
  // The browser itself reports the status of the page; that is what was asked for.
  faults.seen.splice(0, faults.seen.length, ...faults.seen.filter((f) => !f.includes('404')))
})

test('sitemap, licences and favicon are there', async ({ request }) => {
  const sitemap = await (await request.get('sitemap.xml')).text()
  for (const lang of LANGS) for (const slug of SLUGS) expect(sitemap).toContain(`/${lang}/${slug}/</loc>`)
  expect(sitemap).not.toContain('/embed/')
  const licences = await (await request.get('licenses.txt')).text()
  for (const name of [
    'react',
    'katex',
    'recharts',
    '@tensorflow/tfjs-core',
    '@fontsource-variable/source-serif-4',
  ])
    expect(licences).toContain(name)
  expect((await request.get('favicon.svg')).headers()['content-type']).toContain('svg')
})

test('a widget without a language offers both', async ({ page }) => {
  for (const id of WIDGETS) {
    await page.goto(`embed/${id}/`)
    await expect(page.locator(`a[href$="/embed/en/${id}/"]`)).toBeVisible()
    await expect(page.locator(`a[href$="/embed/zh/${id}/"]`)).toBeVisible()
  }
})

test('a theme is kept from page to page', async ({ page }) => {
  await page.goto('en/')
  await page.locator('[data-theme-choice]').selectOption('dark')
  await page.goto('zh/gradient-descent/')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.locator('[data-theme-choice]')).toHaveValue('dark')
  const [red = 255] = await page.evaluate(() =>
    (getComputedStyle(document.documentElement).backgroundColor.match(/\d+/g) ?? []).map(Number),
  )
  expect(red).toBeLessThan(60)
})

test('what is pressed before a widget is awake is done as soon as it is @both', async ({ page }) => {
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/assets/hydrate-*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('embed/en/optimizer-stepper/')
  const step = page.getByRole('button', { name: 'Step', exact: true })
  await step.click()
  await step.click()
  await page.getByLabel('Optimizer', { exact: true }).selectOption('momentum')
  await expect(page.locator('#widget')).not.toHaveAttribute('data-awake')
  release()
  await expect(page.locator('[data-step]')).toHaveAttribute('data-step', '2')
  await expect(page.getByRole('button', { name: 'velocity' })).toBeVisible()
})
