import { existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { normalBase } from './headers.mjs'
import { countPlaywright, countVitest, readReport } from './report.mjs'
import { run, seconds } from './run.mjs'
import { measure, table } from './size.mjs'

/**
 * The gate: `npm test` runs every stage and ends with `N passed, N failed`; `npm test -- unit lint` runs some;
 * `npm run test:long` runs what is marked as long (`*.long.test.ts`, and @long in e2e/).
 *
 * @typedef {import('./report.mjs').Counts} Counts
 * @typedef {() => Promise<Counts>} Stage
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const RESULTS = join(ROOT, 'test-results')
const CACHE = 'node_modules/.gradstep'
const ORDER = ['format', 'lint', 'types', 'unit', 'build', 'size', 'e2e']
const NEEDS_BUILD = ['size', 'e2e']

/** @param {string} what @param {string} script below node_modules @param {string[]} args @param {NodeJS.ProcessEnv} [env] */
function node(what, script, args, env = {}) {
  return run(what, process.execPath, [join(ROOT, 'node_modules', script), ...args], { cwd: ROOT, env })
}

/** @param {boolean} ok @returns {Counts} */
const one = (ok) => (ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 })

/** @param {boolean} long @returns {Record<string, Stage>} */
function stages(long) {
  const prettier = [
    '--check',
    '.',
    '--cache',
    '--cache-strategy',
    'content',
    '--cache-location',
    `${CACHE}/prettier`,
  ]
  const eslint = ['.', '--max-warnings', '0', '--cache', '--cache-strategy', 'content']
  return {
    format: async () => one((await node('format', 'prettier/bin/prettier.cjs', prettier)).code === 0),
    lint: async () =>
      one(
        (await node('lint', 'eslint/bin/eslint.js', [...eslint, '--cache-location', `${CACHE}/eslint`]))
          .code === 0,
      ),
    types: async () => one((await node('types', 'typescript/bin/tsc', [])).code === 0),
    unit: () => unit(long),
    build,
    size,
    e2e: () => endToEnd(long),
  }
}

/** @param {boolean} long */
async function unit(long) {
  const file = fresh('unit.json')
  const which = long ? ['.long.test.'] : ['--exclude', '**/*.long.test.*']
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const env = long ? { GRADSTEP_LONG: '1' } : {}
  const { code } = await node('unit', 'vitest/vitest.mjs', ['run', ...which, ...reporters], env)
  return readReport(file, code, countVitest)
}

async function build() {
  const { ok, reused } = await ensureBuilt()
  if (reused) console.log('  nothing has changed since the last build, which is used again')
  return one(ok)
}

async function size() {
  try {
    const rows = measure(join(ROOT, 'dist'), normalBase(process.env['BASE_PATH']))
    console.log(table(rows))
    const passed = rows.filter((row) => row.ok).length
    return { passed, failed: rows.length - passed }
  } catch (error) {
    console.error(/** @type {Error} */ (error).message)
    return one(false)
  }
}

/** @param {boolean} long */
async function endToEnd(long) {
  const file = fresh('e2e.json')
  const env = long ? { GRADSTEP_LONG: '1' } : {}
  const { code } = await node('end-to-end', '@playwright/test/cli.js', ['test'], env)
  return readReport(file, code, countPlaywright)
}

/** Where a report goes; an old one is removed, so that it can never be read as today's. @param {string} name */
function fresh(name) {
  mkdirSync(RESULTS, { recursive: true })
  const file = join(RESULTS, name)
  rmSync(file, { force: true })
  return file
}

/** Which kinds of long tests there are. @returns {string[]} stages */
function longStages() {
  const units = ['src', 'lessons', 'tools'].flatMap((folder) => filesIn(join(ROOT, folder)))
  const specs = filesIn(join(ROOT, 'e2e')).filter((file) => /\.spec\.tsx?$/.test(file))
  const hasUnits = units.some((file) => /\.long\.test\.tsx?$/.test(file))
  const hasSpecs = specs.some((file) => readFileSync(file, 'utf8').includes('@long'))
  return [...(hasUnits ? ['unit'] : []), ...(hasSpecs ? ['build', 'e2e'] : [])]
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path) : [path]
  })
}

/**
 * The stages to run, in their order, with the build before whatever needs it.
 * @param {readonly string[]} asked empty: all
 * @param {readonly string[]} all
 * @throws {Error} naming a stage that does not exist
 */
export function choose(asked, all) {
  const unknown = asked.find((name) => !ORDER.includes(name))
  if (unknown !== undefined)
    throw new Error(`There is no stage ${unknown}; the stages are ${ORDER.join(', ')}.`)
  if (asked.length === 0) return [...all]
  const wanted = asked.some((name) => NEEDS_BUILD.includes(name)) ? [...asked, 'build'] : asked
  return all.filter((name) => wanted.includes(name))
}

/**
 * Runs stages one after the other; a failed one stops only those that cannot go on without it.
 * @param {readonly string[]} names
 * @param {Record<string, Stage>} table
 * @param {(line: string) => void} [say]
 * @returns {Promise<Counts>}
 */
export async function runStages(names, table, say = console.log) {
  const total = { passed: 0, failed: 0 }
  const lines = []
  let built = true
  for (const name of names) {
    const started = Date.now()
    const stage = table[name]
    if (!stage || (NEEDS_BUILD.includes(name) && !built)) {
      total.failed += 1
      lines.push(`  ${name.padEnd(8)} not run, because the build failed: counts as failed`)
      continue
    }
    say(`\n── ${name}`)
    const { passed, failed } = await stage()
    if (name === 'build') built = failed === 0
    total.passed += passed
    total.failed += failed
    const line = `  ${name.padEnd(8)} ${passed} passed, ${failed} failed, ${seconds(Date.now() - started)}`
    say(line)
    lines.push(line)
  }
  say(`\n${lines.join('\n')}\n`)
  return total
}

async function main() {
  const words = process.argv.slice(2)
  const long = words.includes('--long')
  const asked = words.filter((word) => word !== '--long')
  const names = choose(asked, long ? longStages() : ORDER)
  if (names.length === 0) console.log('There are no long tests yet.')
  const { passed, failed } = await runStages(names, stages(long))
  console.log(`${passed} passed, ${failed} failed`)
  if (failed > 0 || passed === 0) process.exitCode = 1
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    await main()
  } catch (error) {
    console.error(/** @type {Error} */ (error).message)
    process.exitCode = 1
  }
}
