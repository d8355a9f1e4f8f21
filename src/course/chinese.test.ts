import fs from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { loaders } from 'virtual:widgets'
import { renderWidget } from '../widget-kit/render.tsx'

const ROOT = path.resolve(import.meta.dirname, '../..')
/** Where words that readers see are written, lessons apart: `content.test.ts` reads those. */
const FOLDERS = ['src', 'lessons', 'tools']

const sources = FOLDERS.flatMap((folder) =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => path.join(folder, file)),
)

/** The strings of a file with their lines; what a template puts in is an X. */
function stringsOf(file: string): { text: string; line: number }[] {
  const source = ts.createSourceFile(
    file,
    fs.readFileSync(path.join(ROOT, file), 'utf8'),
    ts.ScriptTarget.Latest,
  )
  const found: { text: string; line: number }[] = []
  const visit = (node: ts.Node): void => {
    const text = ts.isStringLiteralLike(node)
      ? node.text
      : ts.isTemplateExpression(node)
        ? node.head.text + node.templateSpans.map((span) => `X${span.literal.text}`).join('')
        : ''
    if (text) found.push({ text, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1 })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Half-width marks beside Han characters, and gaps beside full-width marks, which bring their own. */
const FAULTS = [
  /\p{Script=Han}\s*[,;:?!]|[,;:?!]\s*\p{Script=Han}|[;:?!] /gu,
  /\p{Script=Han}\.(?![a-z\d])|\p{Script=Han}"|"\p{Script=Han}/gu,
  /\([^()]*\p{Script=Han}[^()]*\)/gu,
  /[，。；：？！、（）“”《》] +[\p{Script=Han}\p{L}\d，。；：？！、（）“”《》]/gu,
  /[\p{Script=Han}\p{L}\d] +[，。；：？！、（）“”《》]/gu,
]

const faultsIn = (text: string): string[] =>
  FAULTS.flatMap((fault) =>
    [...text.matchAll(fault)].map((m) => `…${text.slice(Math.max(0, m.index - 8), m.index + 10)}…`),
  )

test('half-width marks and gaps are found', () => {
  for (const text of [
    '途中改动：α 改为 2; β 改为 3',
    '见下表(已知)。',
    '速度（x） 改为',
    '这里有误?',
    '第 1 步。 损失',
  ])
    expect(faultsIn(text), text).not.toEqual([])
  for (const text of ['可用max(0,x)或(x-1)^2', '按键：→ 前进，← 后退', '拾级学习进度.json', 'θ = 1，α = 2'])
    expect(faultsIn(text), text).toEqual([])
})

test('Chinese words have Chinese punctuation', () => {
  const found = sources.flatMap((file) =>
    stringsOf(file)
      // A pattern that looks words up is no text.
      .filter(({ text }) => /\p{Script=Han}/u.test(text) && !text.includes('(?'))
      .flatMap(({ text, line }) => faultsIn(text).map((fault) => `${file}:${line} ${fault}`)),
  )
  expect(found).toEqual([])
})

describe.each(Object.keys(loaders))('%s', (id) => {
  test('is rendered with Chinese punctuation', async () => {
    const html = await renderWidget(id, {}, 'zh', 1)
    const texts = [
      ...[...html.matchAll(/(?:aria-label|aria-valuetext|title)="([^"]*)"/g)].map((m) => m[1]!),
      // Formulas keep their own marks; what stands in another element is another text.
      ...html
        .replace(/<math[^]*?<\/math>/g, '')
        .replace(/<!-- -->/g, '')
        .split(/<[^>]*>/),
    ]
    expect(texts.filter((text) => /\p{Script=Han}/u.test(text)).flatMap(faultsIn)).toEqual([])
  })
})
