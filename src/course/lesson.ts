import * as v from 'valibot'
import type { ComponentType } from 'react'
import { LESSONS, PARTS } from '../../lessons/course.ts'
import { LANGUAGES, type Language } from '../widget-kit/language.ts'

const Text = v.pipe(v.string(), v.minLength(1))

/** What a lesson says about itself, at the head of its file. */
const FrontMatter = v.strictObject({
  title: Text,
  /** One sentence. */
  summary: Text,
  minutes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Slugs of lessons to read before. */
  prerequisites: v.array(v.picklist(LESSONS)),
  /** What the reader will be able to do. */
  outcomes: v.pipe(v.array(Text), v.minLength(2)),
})
export type FrontMatter = v.InferOutput<typeof FrontMatter>

export interface Lesson extends FrontMatter {
  readonly slug: string
  readonly lang: Language
  readonly Text: ComponentType<{ components?: Readonly<Record<string, unknown>> }>
}

interface LessonModule {
  readonly default: Lesson['Text']
  readonly frontmatter: unknown
}

const files = import.meta.glob<LessonModule>('/lessons/*/*.mdx')

/** The lesson of that name; a bad head of its file is an error that names the file and the entry. */
export async function loadLesson(slug: string, lang: Language): Promise<Lesson | null> {
  const file = `/lessons/${slug}/${lang}.mdx`
  const load = LESSONS.includes(slug) ? files[file] : undefined
  if (!load) return null
  const { default: Text, frontmatter } = await load()
  const head = v.safeParse(FrontMatter, frontmatter)
  if (!head.success) {
    const issue = head.issues[0]
    throw new Error(`${file}: ${v.getDotPath(issue) ?? 'front matter'}: ${issue.message}`)
  }
  return { ...head.output, slug, lang, Text }
}

/** Every lesson of the course in one language, in order. */
export async function loadLessons(lang: Language): Promise<Lesson[]> {
  const all = await Promise.all(LESSONS.map((slug) => loadLesson(slug, lang)))
  return all.map((lesson, i) => {
    if (!lesson) throw new Error(`lessons/${LESSONS[i]}/${lang}.mdx is missing.`)
    return lesson
  })
}

export { LANGUAGES, LESSONS, PARTS }
