import fs from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { build } from 'vite'

/*
 * Lab pages: the engine in a real browser without the site around it. `openLab(page, 'x')` builds e2e/lab/x.ts, which
 * is no part of the site, and opens a page that runs it, at the address of the site's server (WebGPU wants a secure
 * origin). What the script puts on `window.lab` is called with `page.evaluate`.
 */

const FOLDER = import.meta.dirname
const BUILT = path.resolve(FOLDER, '../../node_modules/.gradstep/lab')

const built = new Map<string, Promise<string>>()

async function buildLab(name: string): Promise<string> {
  const outDir = path.join(BUILT, name)
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      lib: { entry: path.join(FOLDER, `${name}.ts`), formats: ['es'], fileName: () => 'lab.js' },
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'chrome107',
      rolldownOptions: { checks: { pluginTimings: false } },
    },
  })
  return fs.readFile(path.join(outDir, 'lab.js'), 'utf8')
}

/** Opens the lab page of that name; its script has run when this resolves. */
export async function openLab(page: Page, name: string): Promise<void> {
  const building = built.get(name) ?? buildLab(name)
  built.set(name, building)
  const body = await building
  const html = '<!doctype html><title>lab</title><script type="module" src="lab.js"></script>'
  await page.route(`**/lab/${name}/**`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body })
      : route.fulfill({ contentType: 'text/html', body: html }),
  )
  await page.goto(`lab/${name}/index.html`)
  await page.waitForFunction(() => 'lab' in window)
}
