import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findBrowser } from './browser.mjs'

const dir = mkdtempSync(join(tmpdir(), 'gradstep-browser-'))
afterAll(() => rmSync(dir, { recursive: true }))
const [first, second, third] = ['first', 'second', 'third'].map((name) => {
  mkdirSync(join(dir, name))
  return join(dir, name)
}) as [string, string, string]
const stub = join(first, 'chromium-browser')
const chrome = join(second, 'google-chrome')
for (const file of [stub, chrome]) writeFileSync(file, '')
mkdirSync(join(third, 'chromium')) // a folder of that name is no program

const machine = (env: Record<string, string>, works = (path: string) => path !== stub) => ({
  env: { PATH: [third, first, second].join(delimiter), ...env },
  platform: 'linux',
  works,
})

test('the first on the PATH that works is taken, not a stub that only points at a package', () => {
  expect(findBrowser(machine({}))).toEqual({ path: chrome, from: 'the PATH' })
  expect(findBrowser(machine({}, () => true))?.path).toBe(stub)
  expect(findBrowser(machine({ PATH: third }))).toBeNull()
  expect(findBrowser(machine({ PATH: '' }))).toBeNull()
})

test('CHROMIUM goes before the PATH, as a path or as a name', () => {
  expect(findBrowser(machine({ CHROMIUM: chrome, PATH: '' }))?.path).toBe(chrome)
  expect(findBrowser(machine({ CHROMIUM: 'google-chrome' }))?.path).toBe(chrome)
})

test('CHROMIUM that names nothing, or no browser, is an error and never replaced by another', () => {
  expect(() => findBrowser(machine({ CHROMIUM: join(dir, 'none') }))).toThrow('which does not exist')
  expect(() => findBrowser(machine({ CHROMIUM: 'none' }))).toThrow('which does not exist')
  expect(() => findBrowser(machine({ CHROMIUM: stub }))).toThrow('does not start as a Chromium')
})
