import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { afterAll, describe, expect, test } from 'vitest'
import { isAllowed, licenses, packageFolder } from './licenses.ts'

const root = realpathSync(mkdtempSync(join(tmpdir(), 'gradstep-licences-')))
afterAll(() => rmSync(root, { recursive: true }))

const put = (file: string, content: string | Buffer) => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), content)
}
const pack = (folder: string, manifest: object, files: Record<string, string> = {}) => {
  put(
    `${folder}/package.json`,
    JSON.stringify({ version: '1.0.0', main: 'index.js', type: 'module', ...manifest }),
  )
  const all = { 'index.js': `export const value = ${JSON.stringify(folder)}`, ...files }
  for (const [name, text] of Object.entries(all)) put(`${folder}/${name}`, text)
}

pack(
  'node_modules/plain',
  { name: 'plain', license: 'MIT', author: { name: 'Ada' } },
  {
    LICENSE: 'Text of plain',
    'index.js': 'import { value as inner } from "nested"\nexport const value = [inner]',
  },
)
pack(
  'node_modules/plain/node_modules/nested',
  { name: 'nested', license: 'ISC', author: 'Bo' },
  { 'LICENSE.md': 'Text of nested' },
)
pack(
  'node_modules/@scope/in-worker',
  { name: '@scope/in-worker', license: '(MIT OR GPL-3.0)' },
  { LICENCE: 'Text of worker' },
)
pack('node_modules/apache', { name: 'apache', license: 'Apache-2.0' })
pack(
  'node_modules/readme',
  { name: 'readme', license: 'MIT' },
  { 'README.md': '# R\nnot this\n## License (MIT)\nCopyright Cy. Text of readme, without warranty.\n' },
)
pack('node_modules/never', { name: 'never', license: 'MIT' }, { LICENSE: 'Text of never' })
pack(
  'node_modules/font',
  { name: 'font', license: 'OFL-1.1' },
  { LICENSE: 'Text of font', 'f.css': '@font-face{font-family:f;src:url(f.woff2)}' },
)
put('node_modules/font/f.woff2', Buffer.from('wOF2'))
put('style.css', '@import "font/f.css"; body{font-family:f}')
put(
  'worker.js',
  'import { value } from "@scope/in-worker"\nimport { value as other } from "apache"\nimport { value as third } from "readme"\npostMessage(value + other + third)',
)

async function bundle(main: string): Promise<string> {
  put('main.js', main)
  put('index.html', '<script type="module" src="/main.js"></script>')
  const collector = licenses()
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { assetsInlineLimit: 0 },
    plugins: [collector.plugin],
    worker: { format: 'es', plugins: () => [collector.workerPlugin] },
  })
  // Vite loads its configuration more than once in a build: what one instance saw, another writes.
  licenses().write(join(root, 'dist'))
  return readFileSync(join(root, 'dist', 'licenses.txt'), 'utf8')
}

describe('a real build', () => {
  test('lists what is bundled, nested, in a worker or copied as a font, and nothing else', async () => {
    const text = await bundle(`import './style.css'
      import { value } from 'plain'
      new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }).postMessage(value)`)
    const titles = [
      '@scope/in-worker 1.0.0 ((MIT OR GPL-3.0))',
      'apache 1.0.0 (Apache-2.0)',
      'font 1.0.0 (OFL-1.1; files: f.woff2)',
      'nested 1.0.0 (ISC, Bo)',
      'plain 1.0.0 (MIT, Ada)',
      'readme 1.0.0 (MIT)',
    ]
    const places = titles.map((title) => text.indexOf(`\n${title}\n`))
    expect(places.every((place) => place > 0)).toBe(true)
    expect([...places].sort((a, b) => a - b)).toEqual(places)
    for (const name of ['worker', 'font', 'nested', 'readme'])
      expect(text.split(`Text of ${name}`)).toHaveLength(2)
    expect(text).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION')
    expect(text).not.toMatch(/never|not this/)
  })

  test('fails on a package without licence, with a foreign one, or without its text, and names each', async () => {
    pack('node_modules/nameless', { name: 'nameless' }, { LICENSE: 'x' })
    pack('node_modules/foreign', { name: 'foreign', license: 'GPL-3.0' }, { LICENSE: 'x' })
    pack('node_modules/textless', { name: 'textless', license: 'MIT' }, { 'README.md': '# License\nMIT' })
    const main = ['nameless', 'foreign', 'textless'].map(
      (name, i) => `import { value as v${i} } from '${name}'\nconsole.log(v${i})`,
    )
    const failed = bundle(main.join('\n'))
    await expect(failed).rejects.toThrow('nameless 1.0.0 states no licence')
    await expect(failed).rejects.toThrow('foreign 1.0.0 is under GPL-3.0')
    await expect(failed).rejects.toThrow('textless 1.0.0 brings no licence text')
  })
})

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['MIT AND Apache-2.0', true],
  ['MIT AND GPL-3.0', false],
  ['GPL-3.0', false],
  ['SEE LICENSE IN x', false],
  ['', false],
])('%j', (expression, allowed) => {
  expect(isAllowed(expression)).toBe(allowed)
})

test.each([
  ['/p/node_modules/a/dist/x.js?v=1', '/p/node_modules/a'],
  ['\0/p/node_modules/@s/a/x.js?commonjs-module', '/p/node_modules/@s/a'],
  ['C:\\p\\node_modules\\a\\node_modules\\b\\x.js', 'C:/p/node_modules/a/node_modules/b'],
  ['/p/node_modules/.gradstep/ssr/x.js', null],
  ['/p/src/x.ts', null],
  ['\0virtual:widgets', null],
])('%j belongs to %j', (id, folder) => {
  expect(packageFolder(id)).toBe(folder)
})
