import { cpSync, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import sirv from 'sirv'
import { build } from 'vite'
import { executablePath } from '../browser.mjs'
import { columns, ratios, verdicts } from './table.mjs'

/**
 * `npm run bench`: every engine trains every work in the same Chromium, one after another, each in a fresh one. First
 * the losses of the first steps must agree; then a table with ratios is printed.
 *
 *   --work mlp,gpt       some works only       --engine gradstep,tfjs   some engines only
 *   --backend webgpu     some backends only    --seconds 2              how long to measure each
 *   --json               one object a line, nothing else
 *
 * @typedef {{ work: string, engine: string, backend: string, params?: number, dispatches?: number, submits?: number,
 *   buffers?: number, readbacks?: number, hostMs?: number, stepsPerSecond?: number, firstStepMs?: number,
 *   adapter: string, losses?: number[], why?: string, expected?: boolean }} Row
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const DIST = join(ROOT, 'node_modules/.gradstep/bench')
const WORKS = ['mlp', 'cnn', 'lstm', 'gpt', 'gpt-128']
const ENGINES = ['gradstep', 'tfjs', 'jax-js', 'gpt-tfjs', 'plain loops']
const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu']
/** What `--json` prints of a row. */
const SHOWN = [
  'work',
  'engine',
  'backend',
  'params',
  'dispatches',
  'submits',
  'buffers',
  'readbacks',
  'hostMs',
  'stepsPerSecond',
  'firstStepMs',
  'adapter',
  'why',
]
/** How many first losses must agree. */
const COMPARED = 5
/** The longest that one engine may take for one work, in milliseconds. */
const PATIENCE = 240_000

const { values: options } = parseArgs({
  options: {
    work: { type: 'string' },
    engine: { type: 'string' },
    backend: { type: 'string' },
    seconds: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
})

/** @param {string | undefined} asked @param {readonly string[]} all @param {string} what */
function chosen(asked, all, what) {
  if (asked === undefined) return all
  const names = asked.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !all.includes(name))
  if (unknown === undefined) return names
  console.error(`--${what} ${unknown}: there is none of that name; there are ${all.join(', ')}.`)
  process.exit(2)
}

/** @param {string} text */
const say = (text) => (options.json ? undefined : console.log(text))

/** Serves the built page; resolves to its address and a way to stop. */
async function serve() {
  const files = sirv(DIST, { dev: true })
  const server = createServer((request, response) => {
    // Shared memory and fine clocks need an isolated page.
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
    response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp')
    files(request, response, () => void response.writeHead(404).end())
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)))
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { url: `http://127.0.0.1:${address.port}/`, stop: () => server.close() }
}

/** The browser, with WebGPU on a software adapter unless GPU=1 asks for the machine's own. */
function launch() {
  const program = executablePath()
  const software =
    process.env['GPU'] === '1' ? ['--enable-features=Vulkan'] : ['--use-webgpu-adapter=swiftshader']
  return chromium.launch({
    ...(program ? { executablePath: program } : { channel: 'chromium' }),
    args: ['--no-sandbox', '--enable-unsafe-webgpu', '--enable-unsafe-swiftshader', ...software],
  })
}

/**
 * In a browser of its own: what one engine does to it is no matter of the next.
 * @param {string} url
 * @param {{ work: string, engine: string, backend: string }} asked
 * @returns {Promise<Row>}
 */
async function measure(url, asked) {
  const browser = await launch()
  const late = new Promise((resolve) =>
    setTimeout(
      () => resolve({ why: `not done after ${PATIENCE / 1000} s`, expected: false }),
      PATIENCE,
    ).unref(),
  )
  /** @type {string[]} */
  const complaints = []
  const measured = async () => {
    const page = await browser.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(url)
    await page.waitForFunction(() => 'bench' in window)
    const isGpu = asked.backend === 'webgpu'
    const adapter = isGpu ? await page.evaluate(() => /** @type {any} */ (window).adapter()) : ''
    const question = { ...asked, losses: COMPARED, milliseconds: 1000 * Number(options.seconds) }
    return { adapter, ...(await page.evaluate((q) => /** @type {any} */ (window).bench(q), question)) }
  }
  try {
    return { ...asked, adapter: '', ...(await Promise.race([measured(), late])) }
  } catch (error) {
    const why =
      complaints[0] ?? (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    return { ...asked, adapter: '', why, expected: false }
  } finally {
    await browser.close()
  }
}

const works = chosen(options.work, WORKS, 'work')
const engines = chosen(options.engine, ENGINES, 'engine')
const backends = chosen(options.backend, BACKENDS, 'backend')

say('building the page …')
await build({ configFile: join(ROOT, 'tools/bench/vite.config.ts'), logLevel: 'error' })
const wasm = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json'))
for (const file of ['', '-simd', '-threaded-simd']) {
  const name = `tfjs-backend-wasm${file}.wasm`
  if (existsSync(join(wasm, 'dist', name))) cpSync(join(wasm, 'dist', name), join(DIST, 'wasm', name))
}
const { url, stop } = await serve()
/** @type {Row[]} */
const rows = []
try {
  for (const work of works)
    for (const engine of engines)
      for (const backend of backends) {
        const row = await measure(url, { work, engine, backend })
        // What an engine does not claim to do is one line a work, not one a backend.
        if (row.expected && rows.some((r) => r.work === work && r.engine === engine && r.why === row.why))
          continue
        rows.push(row)
        if (options.json) console.log(JSON.stringify(row, SHOWN))
        else say(columns(row))
      }
} finally {
  stop()
}
const disagreeing = verdicts(rows)
if (!options.json) {
  console.log(`\n${ratios(rows)}`)
  console.log(
    disagreeing.length === 0 ? `\nThe first ${COMPARED} losses agree.` : `\n${disagreeing.join('\n')}`,
  )
}
process.exitCode = disagreeing.length > 0 ? 1 : 0
