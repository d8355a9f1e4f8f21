import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { extname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'
import { headersFor, normalBase, parseHeaders } from './headers.mjs'

/**
 * A static host in small, so that tests and `npm start` meet what readers will meet: the headers of the built
 * `_headers` file, real 404s, folders with a trailing slash, precompressed files. It looks at the folder
 * anew for every address, so that a build may replace the site while it is served.
 *
 * @typedef {object} Site
 * @property {string} dir the built site
 * @property {string} [base] its path, as from `normalBase`; default `/`
 * @property {readonly import('./headers.mjs').Rule[]} [headers] default: those of `dir/_headers`
 */

/** sirv names no character set for these, and licenses.txt is not in English letters alone. */
const TEXT_TYPES = new Map([
  ['.css', 'text/css'],
  ['.js', 'text/javascript'],
  ['.txt', 'text/plain'],
])

/** @param {Site} site @returns {import('node:http').Server} */
export function createServer(site) {
  return createHttpServer(createHandler(site))
}

/** @param {Site} site @returns {import('node:http').RequestListener} */
function createHandler({ dir, base = '/', headers = builtHeaders(dir) }) {
  const files = filesIn(dir)
  // Every address is resolved here; sirv is only ever asked for a file that exists, under its exact name.
  // `dev` makes it look before it opens: a build that replaces the files meanwhile gives 404s, not a crash.
  const send = sirv(dir, { dev: true, etag: true, gzip: true, brotli: true, extensions: [] })
  const notFound = existsSync(join(dir, '404.html'))
    ? readFileSync(join(dir, '404.html'))
    : Buffer.from('Not found\n')
  return (request, response) => {
    const url = request.url ?? '/'
    const query = url.includes('?') ? url.slice(url.indexOf('?')) : ''
    const pathname = query ? url.slice(0, url.indexOf('?')) : url
    for (const [name, value] of headersFor(headers, pathname)) response.setHeader(name, value)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      return answer(response, 405, Buffer.from('Only GET and HEAD\n'), 'text/plain')
    }
    const found = locate(pathname, base, files)
    if (found.kind === 'bad') return answer(response, 400, Buffer.from('Bad request\n'), 'text/plain')
    if (found.kind === 'redirect') {
      response.setHeader('Location', found.to + query)
      return answer(response, 301, Buffer.alloc(0), 'text/plain')
    }
    if (found.kind === 'missing') return answer(response, 404, notFound, 'text/html; charset=utf-8')
    const type = TEXT_TYPES.get(extname(found.file))
    if (type) response.setHeader('Content-Type', `${type}; charset=utf-8`)
    request.url = encodeURI(`/${found.file}`)
    delete request.headers.range // sirv throws on a reversed range, and nothing here needs ranges
    return send(request, response, () => answer(response, 404, notFound, 'text/html; charset=utf-8'))
  }
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status @param {Buffer} body @param {string} type
 */
function answer(response, status, body, type) {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': body.length })
  response.end(body)
}

/**
 * What an address means on this site.
 * @param {string} pathname as sent, percent-encoded
 * @param {string} base
 * @param {{ has(file: string): boolean }} files relative to the site's folder, with `/`
 * @returns {{ kind: 'file', file: string } | { kind: 'redirect', to: string } | { kind: 'missing' } | { kind: 'bad' }}
 */
export function locate(pathname, base, files) {
  /** @type {string} */
  let path
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return { kind: 'bad' }
  }
  if (!path.startsWith('/') || /[\0\\]/.test(path) || /(^|\/)\.\.?(\/|$)/.test(path)) return { kind: 'bad' }
  if (`${path}/` === base) return { kind: 'redirect', to: base }
  if (!path.startsWith(base)) return { kind: 'missing' }
  const rest = path.slice(base.length)
  if (rest === '' || rest.endsWith('/')) {
    return files.has(`${rest}index.html`) ? { kind: 'file', file: `${rest}index.html` } : { kind: 'missing' }
  }
  if (files.has(rest)) return { kind: 'file', file: rest }
  return files.has(`${rest}/index.html`) ? { kind: 'redirect', to: `${pathname}/` } : { kind: 'missing' }
}

/**
 * The addresses of a folder: hidden files and the headers file itself are none.
 * @param {string} dir
 */
function filesIn(dir) {
  return {
    /** @param {string} file */
    has: (file) =>
      file !== '_headers' &&
      !/(^|\/)\./.test(file) &&
      existsSync(join(dir, file)) &&
      statSync(join(dir, file)).isFile(),
  }
}

/** @param {string} dir */
function builtHeaders(dir) {
  const file = join(dir, '_headers')
  return existsSync(file) ? parseHeaders(readFileSync(file, 'utf8')) : []
}

/**
 * @param {string | undefined} text
 * @param {number} fallback
 * @throws {Error} a sentence for the reader
 */
export function parsePort(text, fallback) {
  if (text === undefined || text === '') return fallback
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port
  throw new Error(
    `PORT is ${JSON.stringify(text)}: give a whole number from 1 to 65535, for example PORT=8080 npm start.`,
  )
}

/**
 * Listens on this machine alone, on both of its loopback addresses (so that `localhost` cannot reach another program
 * on the same port), or on every network when `everywhere` is set.
 * @param {Site & { port: number, everywhere?: boolean }} options
 * @returns {Promise<() => void>} closes
 * @throws {Error} a sentence for the reader, when the port cannot be had
 */
export function listen({ port, everywhere = false, ...site }) {
  return open(createHandler(site), port, everywhere)
}

/**
 * Fails as `listen` would, before anybody has waited for a build.
 * @param {number} port @param {boolean} everywhere
 */
export async function expectFree(port, everywhere) {
  const close = await open(() => {}, port, everywhere)
  close()
}

/**
 * @param {import('node:http').RequestListener} handler @param {number} port @param {boolean} everywhere
 * @returns {Promise<() => void>}
 */
async function open(handler, port, everywhere) {
  /** @type {import('node:http').Server[]} */
  const servers = []
  const close = () => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  }
  for (const host of everywhere ? ['0.0.0.0'] : ['127.0.0.1', '::1']) {
    try {
      servers.push(await listenOn(handler, port, host))
    } catch (error) {
      const code = /** @type {NodeJS.ErrnoException} */ (error).code
      if (host === '::1' && code !== 'EADDRINUSE') continue // a machine without IPv6
      close()
      throw new Error(portSentence(port, code, error), { cause: error })
    }
  }
  return close
}

/** @param {import('node:http').RequestListener} handler @param {number} port @param {string} host */
function listenOn(handler, port, host) {
  const server = createHttpServer(handler)
  return new Promise((/** @type {(s: import('node:http').Server) => void} */ done, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => done(server))
  })
}

/** @param {number} port @param {string | undefined} code @param {unknown} error */
function portSentence(port, code, error) {
  const other = port === 65_535 ? port - 1 : port + 1
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use by another program: end that one, or choose another port, for example PORT=${other} npm start.`
  }
  if (code === 'EACCES') {
    return `Port ${port} needs more rights than this user has: choose one above 1023, for example PORT=4173 npm start.`
  }
  return `Could not listen on port ${port}: ${String(error)}.`
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const dir = resolve(fileURLToPath(new URL('../dist', import.meta.url)))
    if (!existsSync(dir))
      throw new Error('There is no dist folder: run npm run build first, or npm start, which does both.')
    const port = parsePort(process.env['PORT'], 4173)
    const base = normalBase(process.env['BASE_PATH'])
    await listen({ dir, base, port })
    console.log(`http://localhost:${port}${base}`)
  } catch (error) {
    console.error(/** @type {Error} */ (error).message)
    process.exitCode = 1
  }
}
