import fs from 'node:fs'
import path from 'node:path'
import { createProcessor } from '@mdx-js/mdx'
import remarkFrontmatter from 'remark-frontmatter'
import remarkMath from 'remark-math'
import { beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES, type Language } from '../widget-kit/language.ts'
import { otherWords } from './glossary/other-words.ts'
import { TERMS } from './glossary/terms.ts'
import { LESSONS, loadLesson, loadLessons } from './lesson.ts'
import type { Placed } from './lesson-parts.tsx'
import { renderLesson } from './render-lesson.tsx'

interface Node {
  type: string
  name?: string
  value?: string
  children?: Node[]
  position?: { start: { line: number } }
}

const FOLDER = path.resolve(import.meta.dirname, '../../lessons')
const source = (slug: string, file: string) => fs.readFileSync(path.join(FOLDER, slug, file), 'utf8')
const processor = createProcessor({ remarkPlugins: [remarkFrontmatter, remarkMath] })

/** Text of a lesson outside of these is held to the rules of prose. */
const FREE = new Set(['Claim', 'Sources'])

/** What a reader unfolds, or looks up, is not part of a lesson's length. */
const FOLDED = new Set(['Solution', 'Instructor', 'Sources'])

/** The pieces of prose of a lesson, with their lines. */
function proseOf(slug: string, lang: Language, free = FREE): { text: string; line: number }[] {
  const found: { text: string; line: number }[] = []
  const visit = (node: Node): void => {
    if (node.name && free.has(node.name)) return
    // A formula that is nothing but a number is a numeral in dress.
    const isNumeral = node.type === 'inlineMath' && /^[-+−]?(?!1?$|0$)[\d., ]+$/.test(node.value ?? '')
    if (node.type === 'text' || isNumeral)
      found.push({ text: node.value ?? '', line: node.position?.start.line ?? 0 })
    node.children?.forEach(visit)
  }
  visit(processor.parse(source(slug, `${lang}.mdx`)) as Node)
  return found
}

const placesOf = (pieces: { text: string; line: number }[], pattern: RegExp): string[] =>
  pieces.flatMap(({ text, line }) =>
    [...text.matchAll(pattern)].map(
      (m) => `line ${line}: …${text.slice(Math.max(0, m.index - 12), m.index + 12)}…`,
    ),
  )

const termIds = TERMS.map((term) => term.id)

test('every folder of lessons is in the course, and every lesson of the course is a folder', () => {
  const folders = fs
    .readdirSync(FOLDER, { withFileTypes: true })
    .filter((d) => d.isDirectory())
    .map((d) => d.name)
  expect([...LESSONS].sort()).toEqual(folders.sort())
})

describe.each(LESSONS)('%s', (slug) => {
  const pages = {} as Record<Language, { body: string; placed: Placed }>
  beforeAll(async () => {
    for (const lang of LANGUAGES) {
      const lesson = await loadLesson(slug, lang)
      if (!lesson) throw new Error(`lessons/${slug}/${lang}.mdx is missing`)
      pages[lang] = await renderLesson(lesson, await loadLessons(lang))
    }
  })

  test('both languages place the same widgets, questions, claims and links, in the same order', () => {
    const { widgets, questions, claims, tries } = pages.en.placed
    expect(pages.zh.placed).toMatchObject({ widgets, questions, claims, tries })
    expect(widgets.length).toBeGreaterThan(0)
    expect(questions.length).toBeGreaterThanOrEqual(2)
  })

  test('both languages explain the same terms, each once, and none in a heading', () => {
    const terms = (lang: Language) => [...pages[lang].placed.terms].sort()
    expect(terms('zh')).toEqual(terms('en'))
    for (const lang of LANGUAGES)
      expect(pages[lang].body.match(/<h[1-3][^>]*>(?:(?!<\/h).)*class="term"/s)).toBeNull()
  })

  test.each(LANGUAGES)('only the words of the glossary are used (%s)', (lang) => {
    const found = source(slug, `${lang}.mdx`)
      .replace(/<Sources>[^]*<\/Sources>/, '')
      .split('\n')
      .flatMap((text, i) => otherWords(text, lang).map((word) => `line ${i + 1}: ${word}`))
    expect(found).toEqual([])
  })

  test('both languages have the same headings and the same formulas', () => {
    const shape = (lang: Language) => pages[lang].body.match(/<h[23] id="s\d+"/g)
    expect(shape('zh')).toEqual(shape('en'))
    const display = (lang: Language) => formulasOf(slug, lang, 'math').map(compared)
    expect(display('zh')).toEqual(display('en'))
  })

  test('both languages say the same in formulas in the line, in the same order, with the same symbols', () => {
    const inline = (lang: Language) => formulasOf(slug, lang, 'inlineMath').map(compared)
    const [en, zh] = [inline('en'), inline('zh')]
    expect(zh.filter(isStatement)).toEqual(en.filter(isStatement))
    // A symbol alone is a word: how often it is said, and where, is the language's own affair.
    const symbols = (all: readonly string[]) => [...new Set(all.filter((tex) => !isStatement(tex)))].sort()
    expect(symbols(zh)).toEqual(symbols(en))
  })

  test('the two languages have the same number of outcomes, minutes and prerequisites', async () => {
    const [en, zh] = await Promise.all(LANGUAGES.map((lang) => loadLesson(slug, lang)))
    expect(zh?.minutes).toBe(en?.minutes)
    expect(zh?.prerequisites).toEqual(en?.prerequisites)
    expect(zh?.outcomes.length).toBe(en?.outcomes.length)
  })

  test('every claim has a test of its name, and every such test a claim', () => {
    const tests = [...source(slug, 'claims.test.ts').matchAll(/^\s*test\(\s*['"`]([\w-]+)['"`]/gm)].map(
      (m) => m[1],
    )
    expect([...new Set(pages.en.placed.claims)].sort()).toEqual([...new Set(tests)].sort())
  })

  test.each(LANGUAGES)('no bare numeral stands in the prose (%s)', (lang) => {
    expect(placesOf(proseOf(slug, lang), /\d+/g)).toEqual([])
  })

  test('Chinese text has Chinese punctuation and no typed gaps between scripts', () => {
    const pieces = proseOf(slug, 'zh')
    expect(placesOf(pieces, /\p{Script=Han}\s*[,;:?!]|[,;:?!]\s*\p{Script=Han}/gu)).toEqual([])
    expect(placesOf(pieces, /\p{Script=Han}[(."]|[)."]\p{Script=Han}/gu)).toEqual([])
    expect(placesOf(pieces, /\p{Script=Han} +[\p{Script=Han}A-Za-z]|[A-Za-z] +\p{Script=Han}/gu)).toEqual([])
  })

  test('the length is that of a lesson', () => {
    const words = proseOf(slug, 'en', FOLDED)
      .map((p) => p.text)
      .join(' ')
      .split(/\s+/)
      .filter((word) => /\p{L}/u.test(word)).length
    const characters = [
      ...proseOf(slug, 'zh', FOLDED)
        .map((p) => p.text)
        .join('')
        .matchAll(/\p{Script=Han}/gu),
    ].length
    expect(words).toBeGreaterThanOrEqual(600)
    // The first lessons that were written also explain the figures, and are a tenth longer than they should be.
    expect(words).toBeLessThanOrEqual(1320)
    expect(characters).toBeGreaterThanOrEqual(1000)
    expect(characters).toBeLessThanOrEqual(2200)
  })

  test.each(LANGUAGES)(
    'no island was left empty and every link inside the course leads somewhere (%s)',
    (lang) => {
      const { body } = pages[lang]
      // The marks that rendering replaces by islands and addresses.
      expect(body).not.toMatch(new RegExp('[\\u0001-\\u0003]'))
      // Emphasis that Markdown did not see, as beside a Han character and a tag.
      expect(body.replace(/<annotation[^]*?<\/annotation>|<[^>]*>/g, '')).not.toContain('**')
      const ids = new Set([...body.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]))
      for (const [, href = ''] of body.matchAll(/<a [^>]*href="([^"]+)"/g)) {
        const [page = '', anchor] = href.split('#')
        if (anchor !== undefined && !page.startsWith('/')) expect(ids, href).toContain(anchor)
        const slugOf = /^\/(?:en|zh)\/([\w-]+)\/$/.exec(page)?.[1]
        if (slugOf === 'glossary') expect([undefined, ...termIds]).toContain(anchor)
        else if (slugOf) expect(LESSONS).toContain(slugOf)
      }
    },
  )
})

/** The formulas of one kind, as they are written. */
function formulasOf(slug: string, lang: Language, kind: 'math' | 'inlineMath'): string[] {
  const found: string[] = []
  const visit = (node: Node): void => {
    if (node.type === kind) found.push(node.value ?? '')
    node.children?.forEach(visit)
  }
  visit(processor.parse(source(slug, `${lang}.mdx`)) as Node)
  return found
}

/** A formula without its words and gaps, the punctuation of its sentence, and the “=” before a number in the text. */
const compared = (tex: string): string =>
  tex
    .replace(/\\text\{[^}]*\}/g, '')
    .replace(/\\[,;!]/g, '')
    .replace(/\s+/g, '')
    .replace(/=(\{\})?$/, '')
    .replace(/[.,]$/, '')

/** Whether a formula relates or computes something, and is more than a symbol. */
const isStatement = (tex: string): boolean =>
  /[=<>+/^]|.-|\\(t?frac|sqrt|cdot|nabla|le|ge|approx|odot|pm|neq|to)\b/.test(tex)
