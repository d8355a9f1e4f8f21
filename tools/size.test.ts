import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { BUDGET, closure, filesOf, measurePage, references, TFJS_MARKS, widgetsOn } from './size.mjs'

const manifest = {
  'src/entries/lesson.ts': {
    file: 'assets/lesson.js',
    imports: ['_small.js'],
    dynamicImports: ['start', 'settings', 'src/widgets/one/index.ts', 'src/widgets/two/index.ts'],
    css: ['assets/lesson.css'],
  },
  start: { file: 'assets/start.js', dynamicImports: ['src/widget-kit/hydrate.tsx'] },
  settings: { file: 'assets/settings.js' },
  '_small.js': { file: 'assets/small.js' },
  '_react.js': { file: 'assets/react.js', imports: ['_small.js'] },
  'src/widget-kit/hydrate.tsx': { file: 'assets/host.js', imports: ['_react.js'], dynamicImports: ['katex'] },
  'src/widgets/one/index.ts': {
    file: 'assets/one.js',
    imports: ['_react.js'],
    dynamicImports: ['recharts', 'src/widgets/one/on-demand/Panel.tsx'],
  },
  'src/widgets/one/on-demand/Panel.tsx': { file: 'assets/panel.js' },
  'src/widgets/two/index.ts': { file: 'assets/two.js', imports: ['_react.js'], dynamicImports: ['only-two'] },
  katex: { file: 'assets/katex.js' },
  recharts: { file: 'assets/recharts.js', imports: ['_react.js'] },
  'only-two': { file: 'assets/only-two.js' },
}
const html = `<link rel="alternate" href="/course/zh/x/"><link href=/course/assets/lesson.css rel=stylesheet>
<link rel="preload" as="font" href="/course/assets/f.woff2"><link rel="modulepreload" href="/course/assets/small.js">
<script type="module" src="/course/assets/lesson.js"></script>
<gradstep-island data-kind="quiz" data-id="q"></gradstep-island>
<gradstep-island data-id="one" data-kind="widget"></gradstep-island><gradstep-island data-kind="widget" data-id="one">`

test('a page names style sheets and scripts; fonts and other pages are neither', () => {
  expect(references(html)).toEqual({
    styles: ['/course/assets/lesson.css'],
    scripts: ['/course/assets/small.js', '/course/assets/lesson.js'],
  })
  expect(widgetsOn(html)).toEqual(['one'])
})

test('a closure follows static imports, lazy ones only when asked to, and ends on cycles', () => {
  const ring = {
    a: { file: 'a', imports: ['b'] },
    b: { file: 'b', imports: ['a'], dynamicImports: ['c'] },
    c: { file: 'c' },
  }
  expect([...closure(ring, ['a'])].sort()).toEqual(['a', 'b'])
  expect([...closure(ring, ['a'], () => true)].sort()).toEqual(['a', 'b', 'c'])
  expect(() => closure(ring, ['d'])).toThrow('no chunk for d')
})

test('each moment has its files: reading, the first widget, what follows it, what further widgets add', () => {
  const files = filesOf(html, manifest, '/course/')
  const named = (list: string[] | null) => list?.map((file) => file.replace(/^assets\//, '')).sort()
  expect(named(files.readable)).toEqual(['lesson.css', 'lesson.js', 'small.js'])
  expect(named(files.controls)).toEqual([
    'host.js',
    'lesson.js',
    'one.js',
    'react.js',
    'small.js',
    'start.js',
  ])
  expect(named(files.everything)).toEqual([
    'host.js',
    'katex.js',
    'lesson.js',
    'one.js',
    'react.js',
    'recharts.js',
    'settings.js',
    'small.js',
    'start.js',
  ])
  expect(files.further).toEqual({})
  const both = `${html}<gradstep-island data-kind="widget" data-id="two">`
  expect(filesOf(both, manifest, '/course/')).toEqual({
    ...files,
    further: { two: ['assets/two.js', 'assets/only-two.js'] },
  })
  expect(filesOf('<script src=/course/assets/lesson.js></script>', manifest, '/course/').controls).toBeNull()
  expect(() => filesOf(html.replaceAll('one', 'gone'), manifest, '/course/')).toThrow('the widget gone')
  const cut = { ...manifest, start: { file: 'assets/start.js' } }
  expect(() => filesOf(html, cut, '/course/')).toThrow('no way from its script')
})

test('a page over its budget fails, and so does tfjs outside its worker', () => {
  const content: Record<string, Buffer> = { 'en/x/index.html': Buffer.from(html) }
  const read = (file: string) => content[file] ?? Buffer.from(file)
  const okOf = () => measurePage('en/x/index.html', read, manifest, '/course/').map((row) => row.ok)
  expect(okOf()).toEqual([true, true, true, true])
  content['assets/lesson.css'] = randomBytes(BUDGET.readable + 1)
  expect(okOf()).toEqual([false, true, true, true])
  content['assets/react.js'] = randomBytes(BUDGET.controls + 1)
  expect(okOf()).toEqual([false, false, true, true])
  content['assets/recharts.js'] = randomBytes(BUDGET.everything - BUDGET.controls)
  expect(okOf()).toEqual([false, false, false, true])
  content['assets/katex.js'] = Buffer.from(`a("${TFJS_MARKS[0]}")`)
  expect(okOf()).toEqual([false, false, false, false])
  content['assets/katex.js'] = Buffer.alloc(0)
  content['assets/only-two.js'] = Buffer.from(TFJS_MARKS[1] ?? '')
  expect(okOf()[3]).toBe(true)
})

test('sizes are those of the compressed parts, added up', () => {
  const read = (file: string) =>
    Buffer.from(file === 'en/index.html' ? '<link rel=stylesheet href=/a.css>' : 'x'.repeat(9_999))
  const [row] = measurePage('en/index.html', read, {}, '/')
  // gzip: 18 bytes of header and trailer each, and 9,999 equal letters deflate to almost nothing.
  expect(row?.gzip).toBeGreaterThan(2 * 18 + 33)
  expect(row?.gzip).toBeLessThan(150)
})

test('a page loads its widgets in its own language', () => {
  const { 'src/widgets/one/index.ts': one, ...others } = manifest
  const spoken = {
    ...others,
    'src/widgets/one/index.ts?lang=en': { ...one, file: 'assets/one-en.js' },
    'src/widgets/one/index.ts?lang=zh': { ...one, file: 'assets/one-zh.js' },
  }
  const files = filesOf(`<html lang="zh-Hans">${html}`, spoken, '/course/')
  expect(files.controls).toContain('assets/one-zh.js')
  expect(files.everything).not.toContain('assets/one-en.js')
})
