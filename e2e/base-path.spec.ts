import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { createServer } from '../tools/serve.mjs'
import { expect, LANGS, NAMES, row, SLUGS, test as base, widget, WIDGETS } from './fixtures.ts'

/* The same site below a path of its host: built, served and read there. */

const BASE = '/course/'
const root = resolve(import.meta.dirname, '..')
const KEPT = ['node_modules', 'dist', '.git', '.tmp', 'test-results', 'playwright-report']

/** Builds a copy of the tree, so that the site of the other specs stays as it is. */
async function build(copy: string): Promise<void> {
  for (const name of readdirSync(root))
    if (!KEPT.includes(name)) cpSync(join(root, name), join(copy, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const env = { ...process.env, NODE_ENV: 'production', BASE_PATH: BASE, GRADSTEP_SSR_OUT: '.ssr' }
  const building = spawn(process.execPath, [vite, 'build'], { cwd: copy, env })
  const said: string[] = []
  building.stdout.on('data', (chunk) => said.push(String(chunk)))
  building.stderr.on('data', (chunk) => said.push(String(chunk)))
  const code = await new Promise<number | null>((done) => building.once('close', done))
  if (code !== 0) throw new Error(`The build for ${BASE} failed:\n${said.join('')}`)
}

const test = base.extend<object, { site: string }>({
  site: [
    async ({ browserName }, use) => {
      const copy = mkdtempSync(join(tmpdir(), `gradstep-base-path-${browserName}-`))
      try {
        await build(copy)
        const server = createServer({ dir: join(copy, 'dist'), base: BASE })
        await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
        await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`)
        server.closeAllConnections()
        await new Promise((done) => server.close(done))
      } finally {
        rmSync(copy, { recursive: true, force: true })
      }
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ site }, use) => use(site),
})

// One build for all: a worker of its own builds its own.
test.describe.configure({ mode: 'serial' })

/** Every address that the page asks for, from now on. */
function watch(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (r) => asked.push(r.url()))
  return asked
}

const outside = (asked: readonly string[], site: string) =>
  asked.filter((url) => !url.startsWith(site) && !url.startsWith('data:') && !url.startsWith('blob:'))

const PAGES = [
  '',
  '404.html',
  ...LANGS.flatMap((lang) => [
    `${lang}/`,
    ...SLUGS.map((slug) => `${lang}/${slug}/`),
    ...WIDGETS.map((id) => `embed/${lang}/${id}/`),
  ]),
  ...WIDGETS.map((id) => `embed/${id}/`),
]

test('every link, asset and alternate of every page is below the path, and there', async ({
  page,
  site,
  request,
}) => {
  const found = new Map<string, string>()
  for (const path of PAGES) {
    await page.goto(path)
    const addresses = await page
      .locator('[href], [src]')
      .evaluateAll((all) =>
        all
          .filter((e) => !e.matches('a[href^="http"], use'))
          .map((e) => new URL(e.getAttribute('href') ?? e.getAttribute('src') ?? '', document.baseURI).href),
      )
    expect(addresses.length, path).toBeGreaterThan(2)
    expect(outside(addresses, site), path).toEqual([])
    for (const address of addresses) found.set(address.replace(/#.*$/, ''), path)
  }
  for (const [address, path] of found)
    expect((await request.get(address)).status(), `${address} on ${path}`).toBe(200)
})

test('the front door, the contents, a lesson, and the other language with the state', async ({
  page,
  site,
}) => {
  const asked = watch(page)
  await page.goto('')
  await page.locator('a[data-language="en"]').click()
  await expect(page).toHaveURL(`${site}en/`)
  await page.locator('[data-lesson="gradient-descent"] .lesson-link').click()
  await expect(page).toHaveURL(`${site}en/gradient-descent/`)
  const stepper = await widget(page, 2)
  await stepper.getByRole('button', { name: NAMES.en.step, exact: true }).click()
  const at = Number(await stepper.locator('[data-step]').getAttribute('data-step'))
  const numbers = await row(stepper, at)
  await page.locator('.site-head [data-switch]').click()
  await expect(page).toHaveURL(`${site}zh/gradient-descent/`)
  const there = page.locator('#w2')
  await expect(there.locator('[data-step]')).toHaveAttribute('data-step', String(at))
  expect(await row(there, at)).toEqual(numbers)

  // The choice is remembered, and where one stopped.
  await page.goto('')
  await expect(page).toHaveURL(`${site}zh/`)
  await expect(page.locator('.stopped a')).toHaveAttribute(
    'href',
    /^(http:.*)?\/course\/zh\/gradient-descent\//,
  )
  expect(outside(asked, site)).toEqual([])
})

test('an embed trains: worker, kernels and chart come from below the path', async ({ page, site }) => {
  const asked = watch(page)
  page.on('worker', (worker) => asked.push(worker.url()))
  await page.goto('embed/en/network-playground/?backend=cpu&layers=2')
  const w = await widget(page, 0)
  await w.getByRole('button', { name: 'One step', exact: true }).click()
  await expect(w.locator('.playground')).toHaveAttribute('data-step', '1', { timeout: 60_000 })
  await expect(w.locator('.recharts-surface').first()).toBeVisible()
  expect(asked.some((url) => url.includes('/course/assets/'))).toBe(true)
  expect(outside(asked, site)).toEqual([])
})

test('a lost reader gets a real 404 with ways back', async ({ page, site, faults }) => {
  for (const path of ['en/no-such-lesson/', 'nowhere']) {
    const response = await page.goto(path)
    expect(response?.status()).toBe(404)
    await page.getByRole('link', { name: 'To the contents' }).click()
    await expect(page).toHaveURL(`${site}en/`)
  }
  // Above the path this site has nothing to say.
  const host = new URL(site).origin
  expect((await page.request.get(`${host}/en/`)).status()).toBe(404)
  expect((await page.request.get(`${host}/`)).status()).toBe(404)
  // The browser itself reports the status of the page; that is what was asked for.
  faults.seen.splice(0, faults.seen.length, ...faults.seen.filter((f) => !f.includes('404')))
})

test('headers and sitemap know the path', async ({ request, site }) => {
  const headersOf = async (path: string) => (await request.get(path)).headers()
  for (const path of ['', 'en/', 'en/gradient-descent/', 'zh/neurons-and-layers/']) {
    const csp = (await headersOf(path))['content-security-policy'] ?? ''
    expect(csp, path).toContain("default-src 'none'")
    expect(csp, path).toContain("frame-ancestors 'self'")
    expect(csp, path).not.toContain('unsafe')
  }
  const embed = (await headersOf('embed/en/optimizer-stepper/'))['content-security-policy'] ?? ''
  expect(embed).toContain('frame-ancestors *')
  expect(embed).not.toContain("frame-ancestors 'self'")

  const lesson = await (await request.get('en/gradient-descent/')).text()
  const asset = /"\/course\/(assets\/[^"]+\.js)"/.exec(lesson)?.[1] ?? ''
  expect((await headersOf(asset))['cache-control']).toContain('immutable')

  const sitemap = await (await request.get('sitemap.xml')).text()
  const listed = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => new URL(url).pathname)
  // The front door; contents, glossary and lessons of each language.
  expect(listed.length).toBe(1 + LANGS.length * (2 + SLUGS.length))
  for (const path of listed) {
    expect(path.startsWith(BASE), path).toBe(true)
    expect((await request.get(`${site}${path.slice(BASE.length)}`)).status(), path).toBe(200)
  }
})
