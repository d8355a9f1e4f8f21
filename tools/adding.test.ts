import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'gradstep-adding-'))
afterAll(() => fs.rmSync(copy, { recursive: true, force: true }))

const WIDGET = {
  'index.ts': `import * as v from 'valibot'
import { defineWidget } from '../../widget-kit/define-widget.ts'
import { slider } from '../../widget-kit/param.ts'
import { View } from './View.tsx'
const params = {
  tall: slider({ default: 3, min: 0, max: 9, step: 1, label: { en: 'Tall', zh: '高' }, help: { en: 'How tall.', zh: '有多高。' } }),
} as const
export default defineWidget({
  params,
  messages: { en: { title: 'Added figure', hint: 'Look.' }, zh: { title: '新加的图', hint: '看一看。' } },
  init: ({ tall }) => ({ tall }),
  reduce: (state: { tall: number }) => state,
  state: v.object({ tall: params.tall.schema }),
  valuesOf: ({ tall }) => ({ tall }),
  View,
})
`,
  'View.tsx': `export const View = ({ state }: { state: { tall: number } }) => <output data-tall={state.tall}>{state.tall}</output>
`,
}

const lesson = (title: string, text: string) => `---
title: ${title}
summary: ${text}
minutes: 5
prerequisites: [gradient-descent]
outcomes:
  - ${text}
  - ${text}
---

${text}

<Widget id="added-figure" tall={7} />
`

test('a widget is one new folder; a lesson one new folder and a line of course.ts', () => {
  for (const name of fs.readdirSync(root)) {
    if (['node_modules', 'dist', '.git', '.tmp', 'test-results'].includes(name)) continue
    fs.cpSync(path.join(root, name), path.join(copy, name), { recursive: true })
  }
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction')

  const widget = path.join(copy, 'src/widgets/added-figure')
  fs.mkdirSync(widget)
  for (const [file, text] of Object.entries(WIDGET)) fs.writeFileSync(path.join(widget, file), text)
  const added = path.join(copy, 'lessons/added-lesson')
  fs.mkdirSync(added)
  fs.writeFileSync(path.join(added, 'en.mdx'), lesson('Added lesson', 'A text.'))
  fs.writeFileSync(path.join(added, 'zh.mdx'), lesson('新加的课', '一段文字。'))
  const course = path.join(copy, 'lessons/course.ts')
  const line = fs.readFileSync(course, 'utf8').replace(/^( *)lessons: \[/m, "$1lessons: ['added-lesson', ")
  fs.writeFileSync(course, line)

  const vite = path.join(root, 'node_modules/vite/bin/vite.js')
  // Its own folder for what the server build leaves, since node_modules is shared with the real tree.
  const built = spawnSync(process.execPath, [vite, 'build'], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', GRADSTEP_SSR_OUT: '.ssr' },
  })
  expect(built.status, built.stdout + built.stderr).toBe(0)
  const page = (file: string) => fs.readFileSync(path.join(copy, 'dist', file), 'utf8')
  for (const [lang, title, text] of [
    ['en', 'Added figure', 'Added lesson'],
    ['zh', '新加的图', '新加的课'],
  ] as const) {
    expect(page(`${lang}/added-lesson/index.html`)).toContain('data-tall="7"')
    expect(page(`embed/${lang}/added-figure/index.html`)).toContain('data-tall="3"')
    expect(page(`embed/${lang}/added-figure/index.html`)).toContain(title)
    expect(page(`${lang}/index.html`)).toContain(text)
    expect(page('sitemap.xml')).toContain(`/${lang}/added-lesson/`)
  }
}, 120_000)

test('an unknown component, widget or parameter fails the build with its name', () => {
  const file = path.join(copy, 'lessons/added-lesson/en.mdx')
  const vite = path.join(root, 'node_modules/vite/bin/vite.js')
  for (const [text, complaint] of [
    ['<Widget id="no-such-figure" />', 'no-such-figure'],
    ['<Widget id="added-figure" tall={99} />', 'tall=99'],
    ['<Wigdet id="added-figure" />', 'Wigdet'],
  ] as const) {
    fs.writeFileSync(file, lesson('Added lesson', text))
    const built = spawnSync(process.execPath, [vite, 'build'], {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production', GRADSTEP_SSR_OUT: '.ssr' },
    })
    expect(built.status).not.toBe(0)
    expect(built.stdout + built.stderr).toContain(complaint)
  }
}, 180_000)
