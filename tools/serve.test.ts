import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createServer, listen, locate, parsePort } from './serve.mjs'

const dir = mkdtempSync(join(tmpdir(), 'gradstep-serve-'))
const SCRIPT = 'export const twice = (x) => 2 * x\n'
mkdirSync(join(dir, 'en', 'lesson'), { recursive: true })
mkdirSync(join(dir, 'assets'))
mkdirSync(join(dir, '.vite'))
writeFileSync(join(dir, '_headers'), '/course/*\n  X-All: 1\n/course/assets/*\n  Cache-Control: immutable\n')
writeFileSync(join(dir, '404.html'), '<h1>not here</h1>')
writeFileSync(join(dir, 'index.html'), '<h1>root</h1>')
writeFileSync(join(dir, 'en', 'lesson', 'index.html'), '<h1>lesson</h1>')
writeFileSync(join(dir, 'assets', 'a.js'), SCRIPT)
writeFileSync(join(dir, 'assets', 'a.js.gz'), gzipSync(SCRIPT))
writeFileSync(join(dir, '.vite', 'manifest.json'), '{}')

const server = createServer({ dir, base: '/course/' })
const port = () => (server.address() as AddressInfo).port

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(() => {
  server.close()
  rmSync(dir, { recursive: true })
})

/** One request with its target exactly as given, which fetch would tidy up first. */
function raw(
  target: string,
  fields: string[] = [],
  method = 'GET',
): Promise<{ status: number; head: string; body: Buffer }> {
  return new Promise((done, failed) => {
    const pieces: Buffer[] = []
    const socket = connect(port(), '127.0.0.1', () => {
      socket.write(
        [`${method} ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...fields, '', ''].join(
          '\r\n',
        ),
      )
    })
    socket.on('data', (piece) => pieces.push(piece)).on('error', failed)
    socket.on('end', () => {
      const all = Buffer.concat(pieces)
      const split = all.indexOf('\r\n\r\n')
      const head = all.subarray(0, split).toString('latin1')
      done({ status: Number(head.split(' ')[1]), head, body: all.subarray(split + 4) })
    })
  })
}

test('a folder is its index page, with the headers of the file', async () => {
  const { status, head, body } = await raw('/course/en/lesson/?step=3')
  expect(status).toBe(200)
  expect(head).toMatch(/^X-All: 1$/m)
  expect(head).toMatch(/^content-type: text\/html;\s?charset=utf-8$/im)
  expect(body.toString()).toBe('<h1>lesson</h1>')
})

test('without its slash a folder is redirected, the query kept', async () => {
  const { status, head } = await raw('/course/en/lesson?step=3&x=%2F')
  expect(status).toBe(301)
  expect(head).toMatch(/^Location: \/course\/en\/lesson\/\?step=3&x=%2F$/m)
  expect((await raw('/course')).head).toMatch(/^Location: \/course\/$/m)
})

test('a file comes compressed to whoever takes that, and with its own headers', async () => {
  const packed = await raw('/course/assets/a.js', ['Accept-Encoding: gzip'])
  expect(packed.head).toMatch(/^content-encoding: gzip$/im)
  expect(packed.head).toMatch(/^Cache-Control: immutable$/im)
  expect(packed.head).toMatch(/^content-type: text\/javascript; charset=utf-8$/im)
  expect(packed.body).toEqual(gzipSync(SCRIPT))
  const plain = await raw('/course/assets/a.js')
  expect(plain.head).not.toMatch(/^content-encoding/im)
  expect(plain.body.toString()).toBe(SCRIPT)
})

test.each([
  '/course/nowhere',
  '/course/en/',
  '/course/assets/a.js/',
  '/',
  '/coursework/',
  '/course/_headers',
  '/course/.vite/manifest.json',
])('%s is a real 404', async (target) => {
  const { status, body } = await raw(target)
  expect(status).toBe(404)
  expect(body.toString()).toBe('<h1>not here</h1>')
})

test.each([
  '/course/../../etc/passwd',
  '/course/..%2f..%2fetc%2fpasswd',
  '/course/%2e%2e/x',
  '/course/..%5cx',
  '/course/%',
  '/course/%c3%28',
  '/course/a%00.js',
  'http://example.org/course/',
  '*',
])('%s is refused', async (target) => {
  expect((await raw(target)).status).toBe(400)
})

test('a reversed range, a foreign method: answered, and the server lives on', async () => {
  expect((await raw('/course/assets/a.js', ['Range: bytes=9-2'])).body.toString()).toBe(SCRIPT)
  expect((await raw('/course/', [], 'POST')).status).toBe(405)
  const head = await raw('/course/', [], 'HEAD')
  expect([head.status, head.body.length]).toEqual([200, 0])
})

test('whatever is asked for, only files of the list are found, and redirects stay on the site', () => {
  const files = new Set(['index.html', 'en/index.html', 'a b.js'])
  const part = fc.constantFrom(
    '/',
    '..',
    '.',
    '%2e',
    '%2f',
    '%',
    '%00',
    '\\',
    'en',
    'course',
    'a%20b.js',
    'index.html',
    '?',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string())), (parts) => {
      const found = locate(`/${parts.join('')}`, '/course/', files)
      if (found.kind === 'file') expect(files.has(found.file)).toBe(true)
      if (found.kind === 'redirect') expect(found.to).toMatch(/^\/course\//)
    }),
  )
  expect(locate('/course/a%20b.js', '/course/', files)).toEqual({ kind: 'file', file: 'a b.js' })
})

test('a port that cannot be one, and a port in use, each get a sentence', async () => {
  expect(parsePort('8080', 1)).toBe(8080)
  expect(parsePort(undefined, 4173)).toBe(4173)
  for (const text of ['0', '65536', '-1', '80.5', 'abc', '1e3', ' 80'])
    expect(() => parsePort(text, 1)).toThrow('PORT is')
  await expect(listen({ dir, port: port() })).rejects.toThrow(`Port ${port()} is in use by another program`)
})
