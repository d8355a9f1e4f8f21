import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './run.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const STAMP = join(ROOT, 'node_modules', '.gradstep', 'build.json')
const FOLDERS = ['src', 'lessons', 'public', 'tools']
const FILES = ['vite.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json']
const VARIABLES = ['BASE_PATH', 'SITE_URL', 'NODE_ENV']

/**
 * A hash over everything the built site depends on: sources but not their tests, tools, configuration, packages,
 * and the variables the build reads.
 * @param {string} root
 * @param {Record<string, string | undefined>} env
 */
export function hashInputs(root, env) {
  const hash = createHash('sha256')
  const inFolders = FOLDERS.flatMap((folder) => filesIn(root, folder)).filter(
    (file) => !/\.test\.tsx?$/.test(file),
  )
  for (const file of [...inFolders, ...FILES].sort()) {
    const path = join(root, file)
    hash
      .update(`${file}\0`)
      .update(existsSync(path) ? readFileSync(path) : '')
      .update('\0')
  }
  for (const name of VARIABLES) hash.update(`${name}=${env[name] ?? ''}\0`)
  return hash.digest('hex')
}

/** @param {string} root @param {string} folder @returns {string[]} paths relative to root, with `/` */
function filesIn(root, folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? filesIn(root, path) : [path]
  })
}

/** Is the site in dist the one that the stamp speaks of? Another build may have replaced it. */
function builtAt() {
  return statSync(join(ROOT, 'dist', 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? null
}

/**
 * Builds the site unless dist already holds what these inputs give.
 * @returns {Promise<{ ok: boolean, reused: boolean }>}
 */
export async function ensureBuilt() {
  const inputs = hashInputs(ROOT, process.env)
  const stamp = existsSync(STAMP) ? JSON.parse(readFileSync(STAMP, 'utf8')) : null
  if (stamp?.inputs === inputs && stamp.builtAt === builtAt()) return { ok: true, reused: true }
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  const { code } = await run('building', process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
  })
  const at = builtAt()
  if (code !== 0 || at === null) return { ok: false, reused: false }
  mkdirSync(dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, JSON.stringify({ inputs, builtAt: at }))
  return { ok: true, reused: false }
}
