import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { normalBase } from './headers.mjs'

/**
 * The size budget of contents and lesson pages, compressed, fonts apart.
 *
 * @typedef {{ file: string, src?: string, imports?: string[], dynamicImports?: string[], css?: string[] }} Chunk
 * @typedef {Record<string, Chunk>} Manifest Vite's, keyed by source path
 * @typedef {{ gzip: number, brotli: number }} Bytes
 * @typedef {{ page: string, what: string, budget: number, gzip: number, brotli: number, ok: boolean,
 *   why?: string }} Row budget, gzip and brotli in bytes
 */

/**
 * Bytes as brotli, which every supported browser asks for over https and the site has ready; gzip is printed beside it.
 * Readable; the first widget works; it with everything that follows by itself; what each further
 * widget adds when it comes near the screen.
 */
export const BUDGET = { readable: 60_000, controls: 120_000, everything: 290_000, further: 40_000 }

const HOST = 'src/widget-kit/hydrate.tsx'
const WIDGET = /^src\/widgets\/([^/]+)\/index\.tsx?(?:\?lang=(\w+))?$/
/** What a reader must ask for before it is fetched: folders of this name. */
const ON_DEMAND = /\/on-demand\//
/** Names of flags that tfjs-core registers: strings, so they survive minification, and nobody else has them. */
export const TFJS_MARKS = ['TENSORLIKE_CHECK_SHAPE_CONSISTENCY', 'CANVAS2D_WILL_READ_FREQUENTLY_FOR_GPU']

/** @param {string} tag @param {string} name */
function attribute(tag, name) {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag)
  return found?.[1] ?? found?.[2] ?? found?.[3]
}

/**
 * The style sheets and scripts that a page names itself, as written.
 * @param {string} html
 * @returns {{ styles: string[], scripts: string[] }}
 */
export function references(html) {
  /** @type {Set<string>} */ const styles = new Set()
  /** @type {Set<string>} */ const scripts = new Set()
  for (const [tag] of html.matchAll(/<(?:link|script)\b[^>]*>/gi)) {
    const rel = attribute(tag, 'rel') ?? ''
    const href = attribute(tag, 'href')
    const src = attribute(tag, 'src')
    if (src) scripts.add(src)
    else if (href && /\bstylesheet\b/.test(rel)) styles.add(href)
    else if (href && /\bmodulepreload\b/.test(rel)) scripts.add(href)
  }
  return { styles: [...styles], scripts: [...scripts] }
}

/** @param {string} html @returns {string[]} the widgets placed on a page, in order, each once */
export function widgetsOn(html) {
  const tags = [...html.matchAll(/<gradstep-island\b[^>]*>/gi)].map(([tag]) => tag)
  const ids = tags
    .filter((tag) => attribute(tag, 'data-kind') === 'widget')
    .map((tag) => attribute(tag, 'data-id'))
  return [...new Set(ids.filter((id) => id !== undefined))]
}

/**
 * The chunks that loading some chunks brings with it.
 * @param {Manifest} manifest
 * @param {readonly string[]} roots keys of the manifest
 * @param {(key: string) => boolean} [follows] which lazy imports to follow; none by default
 * @returns {Set<string>} keys
 * @throws {Error} when a root or an import is not in the manifest
 */
export function closure(manifest, roots, follows = () => false) {
  /** @type {Set<string>} */
  const seen = new Set()
  const open = [...roots]
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (seen.has(key)) continue
    seen.add(key)
    const chunk = manifest[key]
    if (!chunk) throw new Error(`The manifest has no chunk for ${key}.`)
    open.push(...(chunk.imports ?? []), ...(chunk.dynamicImports ?? []).filter(follows))
  }
  return seen
}

/**
 * The chunks that a page passes, lazily or not, on its way to another one, with that one.
 * @param {string} goal @param {Manifest} manifest @param {readonly string[]} roots
 */
function wayTo(goal, manifest, roots) {
  const follows = (/** @type {string} */ key) => !WIDGET.test(key)
  // What only the goal itself fetches lazily is not on the way to it.
  const before = closure(manifest, roots, (key) => follows(key) && key !== goal)
  const way = [...before, goal].filter((key) => closure(manifest, [key], follows).has(goal))
  if (way.length === 1) throw new Error(`The page has widgets, and no way from its script to ${goal}.`)
  return way
}

/**
 * Which files a page needs at which moment.
 * @param {string} html
 * @param {Manifest} manifest
 * @param {string} base
 * @returns {{ readable: string[], controls: string[] | null, everything: string[], further: Record<string, string[]> }}
 *   files below dist, without the page itself; controls null: the page has no widget; further: what each widget after
 *   the first adds
 */
export function filesOf(html, manifest, base) {
  const { styles, scripts } = references(html)
  /** @param {string} url */
  const local = (url) => (url.startsWith(base) ? url.slice(base.length) : url.replace(/^\.?\//, ''))
  /** @param {Iterable<string>} keys */
  const scriptsOf = (keys) =>
    [...keys].flatMap((key) => manifest[key]?.file ?? []).filter((file) => /\.m?js$/.test(file))
  const named = scripts.map(local)
  const entries = Object.keys(manifest).filter((key) => named.includes(manifest[key]?.file ?? ''))
  const [first, ...others] = widgetsOn(html)
  const lang = /<html[^>]*\slang="?(\w+)/i.exec(html)?.[1]
  const chunkOf = (/** @type {string} */ id) => {
    const key = Object.keys(manifest).find((name) => {
      const found = WIDGET.exec(name)
      return found?.[1] === id && (found[2] === undefined || found[2] === lang)
    })
    if (!key) throw new Error(`The page has the widget ${id}, and the manifest has no chunk for it.`)
    return key
  }
  const follows = (/** @type {string} */ key) => !WIDGET.test(key) && !ON_DEMAND.test(key)
  const all = closure(manifest, [...entries, ...(first === undefined ? [] : [chunkOf(first)])], follows)
  const awake =
    first === undefined
      ? null
      : closure(manifest, [...entries, ...wayTo(HOST, manifest, entries), chunkOf(first)])
  return {
    readable: [...new Set([...styles.map(local), ...named, ...scriptsOf(closure(manifest, entries))])],
    controls: awake && [...new Set([...named, ...scriptsOf(awake)])],
    everything: [...new Set([...named, ...scriptsOf(all)])],
    further: Object.fromEntries(
      others.map((id) => [
        id,
        scriptsOf([...closure(manifest, [chunkOf(id)], follows)].filter((key) => !all.has(key))),
      ]),
    ),
  }
}

/** @param {Buffer} content @returns {Bytes} */
function compressed(content) {
  return { gzip: gzipSync(content, { level: 9 }).length, brotli: brotliCompressSync(content).length }
}

/**
 * The budget of one page.
 * @param {string} page path below dist
 * @param {(file: string) => Buffer} read a file below dist
 * @param {Manifest} manifest
 * @param {string} base
 * @returns {Row[]}
 */
export function measurePage(page, read, manifest, base) {
  const html = read(page)
  const files = filesOf(html.toString('utf8'), manifest, base)
  /** @param {string} what @param {number} budget @param {Buffer[]} parts @returns {Row} */
  const row = (what, budget, parts) => {
    const sizes = parts.map(compressed)
    const gzip = sizes.reduce((sum, size) => sum + size.gzip, 0)
    const brotli = sizes.reduce((sum, size) => sum + size.brotli, 0)
    return { page, what, budget, gzip, brotli, ok: brotli <= budget }
  }
  const further = Object.entries(files.further)
  const tainted = [...files.everything, ...further.flatMap(([, list]) => list)].find((file) =>
    hasMark(read(file)),
  )
  const rows = [row('readable: HTML, CSS, script', BUDGET.readable, [html, ...files.readable.map(read)])]
  if (files.controls) {
    rows.push(row("first widget's script", BUDGET.controls, files.controls.map(read)))
    rows.push(row('all that follows it', BUDGET.everything, files.everything.map(read)))
    for (const [id, list] of further) rows.push(row(`then ${id}`, BUDGET.further, list.map(read)))
  }
  const why = tainted ? `${tainted} holds tfjs and can be reached without its worker` : ''
  rows.push({ page, what: 'no tfjs before training', budget: 0, gzip: 0, brotli: 0, ok: !tainted, why })
  return rows
}

/** @param {Buffer} content */
function hasMark(content) {
  return TFJS_MARKS.some((mark) => content.includes(mark))
}

/**
 * The budget of every contents and lesson page of a built site.
 * @param {string} dist
 * @param {string} base as from `normalBase`
 * @returns {Row[]}
 * @throws {Error} when the site or its manifest is missing
 */
export function measure(dist, base) {
  const file = join(dist, '.vite', 'manifest.json')
  if (!existsSync(file)) throw new Error(`${file} is missing: build the site first (npm run build).`)
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  const read = (/** @type {string} */ name) => readFileSync(join(dist, name))
  const pages = ['en', 'zh'].flatMap((language) => pagesIn(dist, language))
  if (pages.length === 0) throw new Error(`${dist} has neither en/ nor zh/ pages.`)
  const rows = pages.flatMap((page) => measurePage(page, read, manifest, base))
  // Without this, a renamed flag in tfjs would make the search above pass for ever.
  const scripts = readdirSync(join(dist, 'assets')).filter((name) => name.endsWith('.js'))
  const ok = scripts.some((name) => hasMark(read(`assets/${name}`)))
  const why = ok
    ? ''
    : 'no file in assets/ holds a mark of tfjs: is the worker built, are TFJS_MARKS still true?'
  return [...rows, { page: 'assets/', what: 'tfjs can be told', budget: 0, gzip: 0, brotli: 0, ok, why }]
}

/** @param {string} dist @param {string} language */
function pagesIn(dist, language) {
  if (!existsSync(join(dist, language))) return []
  const names = readdirSync(join(dist, language), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  const pages = ['', ...names.map((entry) => `${entry.name}/`)].map((name) => `${language}/${name}index.html`)
  return pages.filter((page) => existsSync(join(dist, page)))
}

/** @param {readonly Row[]} rows @returns {string} a table, kB = 1000 bytes */
export function table(rows) {
  const kB = (/** @type {number} */ bytes) => (bytes / 1000).toFixed(1).padStart(7)
  const width = Math.max(...rows.map((row) => row.page.length))
  const lines = rows.map((row) => {
    const sizes = row.budget > 0 ? `${kB(row.gzip)}${kB(row.brotli)}${kB(row.budget)}` : ' '.repeat(21)
    const what = `${row.page.padEnd(width)}  ${row.what.padEnd(28)}`
    return `  ${row.ok ? 'ok  ' : 'FAIL'}  ${what}${sizes}${row.why ? `  ${row.why}` : ''}`
  })
  return [`        ${'page'.padEnd(width)}  ${'kB'.padEnd(28)}   gzip brotli budget`, ...lines].join('\n')
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const rows = measure(
    fileURLToPath(new URL('../dist', import.meta.url)),
    normalBase(process.env['BASE_PATH']),
  )
  console.log(table(rows))
  if (rows.some((row) => !row.ok)) process.exitCode = 1
}
