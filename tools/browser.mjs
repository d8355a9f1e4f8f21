import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Which browser the end-to-end tests use. Node built-ins only: the setup script asks before anything is installed.
 *
 * @typedef {object} Machine what the search may look at; tests hand in their own
 * @property {Record<string, string | undefined>} env
 * @property {string} platform as process.platform
 * @property {(path: string) => boolean} works does this program start and call itself Chromium or Chrome?
 *
 * @typedef {{ path: string, from: string }} Found
 */

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const RECORD = fileURLToPath(new URL('../node_modules/.gradstep/browser.json', import.meta.url))

/** @type {Machine} */
export const thisMachine = { env: process.env, platform: process.platform, works: startsAsChromium }

/**
 * The browser that CHROMIUM names, else the first on the PATH that works, else null.
 * @param {Machine} machine
 * @returns {Found | null}
 * @throws {Error} a sentence, when CHROMIUM names something that is not there or does not start
 */
export function findBrowser(machine) {
  const named = machine.env['CHROMIUM']
  if (named) {
    const path = /[\\/]/.test(named) ? (isFile(named) ? resolve(named) : null) : onPath(named, machine)
    const advice = 'Correct the variable CHROMIUM, or unset it to have a browser found or installed.'
    if (!path) throw new Error(`CHROMIUM names ${named}, which does not exist. ${advice}`)
    if (!machine.works(path))
      throw new Error(`CHROMIUM names ${path}, which does not start as a Chromium. ${advice}`)
    return { path, from: 'the variable CHROMIUM' }
  }
  for (const name of NAMES) {
    const path = onPath(name, machine)
    // Ubuntu's chromium-browser may be a stub that only says which package to install.
    if (path && machine.works(path)) return { path, from: 'the PATH' }
  }
  return null
}

/**
 * @param {string} name
 * @param {Pick<Machine, 'env' | 'platform'>} machine
 * @returns {string | null} the first file of that name on the PATH
 */
export function onPath(name, { env, platform }) {
  const file = platform === 'win32' && !name.endsWith('.exe') ? `${name}.exe` : name
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(Boolean)
  return folders.map((folder) => join(folder, file)).find(isFile) ?? null
}

/** @param {string} path */
function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

/** @param {string} path */
function startsAsChromium(path) {
  if (process.platform === 'win32') return true // there, `--version` opens a window
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 })
  return answer.status === 0 && /chrom/i.test(answer.stdout)
}

/** @returns {string | null} Playwright's own Chromium, when it has been downloaded */
export function playwrightsOwn() {
  try {
    const path = createRequire(import.meta.url)('@playwright/test').chromium.executablePath()
    return isFile(path) ? path : null
  } catch {
    return null // nothing is installed yet, or this platform has none
  }
}

/** What the choice depends on: when either changes, the setup script looks again. */
function surroundings() {
  return `${process.env['CHROMIUM'] ?? ''}\n${process.env['PATH'] ?? ''}`
}

/**
 * Keeps the choice, so that the next run need not start every candidate once.
 * @param {string | null} path null: Playwright's own
 */
export function rememberBrowser(path) {
  mkdirSync(dirname(RECORD), { recursive: true })
  writeFileSync(RECORD, JSON.stringify({ path, surroundings: surroundings() }))
}

/** @returns {{ path: string | null } | null} the remembered choice, if it still holds */
export function rememberedBrowser() {
  if (!existsSync(RECORD)) return null
  const record = JSON.parse(readFileSync(RECORD, 'utf8'))
  if (record.surroundings !== surroundings()) return null
  if (record.path === null) return playwrightsOwn() ? { path: null } : null
  return isFile(record.path) ? { path: record.path } : null
}

/**
 * For playwright.config.ts.
 * @returns {string | undefined} undefined: Playwright's own
 */
export function executablePath() {
  const path = (rememberedBrowser() ?? findBrowser(thisMachine))?.path
  return path ?? undefined
}
