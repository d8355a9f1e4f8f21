import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { hashInputs } from './build.mjs'

const root = mkdtempSync(join(tmpdir(), 'gradstep-build-'))
afterAll(() => rmSync(root, { recursive: true }))
const put = (file: string, text: string) => {
  mkdirSync(join(root, file, '..'), { recursive: true })
  writeFileSync(join(root, file), text)
}

test('every input of the build changes the hash; tests and results do not', () => {
  put('src/core/a.ts', '1')
  const seen = [hashInputs(root, {})]
  const expectNew = (env = {}) => {
    const hash = hashInputs(root, env)
    expect(seen).not.toContain(hash)
    seen.push(hash)
  }
  put('src/core/a.ts', '2')
  expectNew()
  for (const file of [
    'src/b/c.tsx',
    'lessons/x/en.mdx',
    'public/_headers',
    'tools/p.ts',
    'vite.config.ts',
    'package-lock.json',
  ]) {
    put(file, file)
    expectNew()
  }
  expectNew({ BASE_PATH: '/course/' })
  expectNew({ SITE_URL: 'https://example.org' })
  const before = hashInputs(root, {})
  put('src/core/a.test.ts', '1')
  put('dist/index.html', '1')
  put('e2e/a.spec.ts', '1')
  expect(hashInputs(root, { HOME: '/x' })).toBe(before)
})
