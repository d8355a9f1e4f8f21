import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { loaders } from 'virtual:widgets'
import type { Page } from '../../tools/document.ts'
import { ContentsPage } from '../course/ContentsPage.tsx'
import { GlossaryPage } from '../course/glossary/GlossaryPage.tsx'
import { LESSONS, loadLesson, loadLessons } from '../course/lesson.ts'
import { COURSE_MESSAGES } from '../course/messages.ts'
import { ChoicePage, EmbedChoicePage, NotFoundPage } from '../course/PlainPages.tsx'
import { questionsOf, renderLesson } from '../course/render-lesson.tsx'
import { renderEmbed } from '../embed/render-embed.tsx'
import { isLanguage, LANGUAGES, LOCALE, type Language } from '../widget-kit/language.ts'
import { loadWidget } from '../widget-kit/render.tsx'

const ids = Object.keys(loaders)
const GLOSSARY = 'glossary'

/** Every page of the site, as a path below its base. */
export const paths = (): string[] => [
  '',
  '404.html',
  ...LANGUAGES.flatMap((lang) => [
    `${lang}/`,
    `${lang}/${GLOSSARY}/`,
    ...LESSONS.map((slug) => `${lang}/${slug}/`),
    ...ids.map((id) => `embed/${lang}/${id}/`),
  ]),
  ...ids.map((id) => `embed/${id}/`),
]

/** The same page in both languages, and the page that offers them. */
const alternates = (path: (lang: Language) => string, neutral: string) => ({
  ...Object.fromEntries(LANGUAGES.map((lang) => [LOCALE[lang], path(lang)])),
  'x-default': neutral,
})

const plain = (
  path: string,
  body: ReactElement,
  title: string,
  description: string,
  listed: boolean,
): Page => ({
  path,
  lang: LOCALE.en,
  title,
  description,
  body: renderToStaticMarkup(body),
  alternates: {},
  widgets: [],
  entry: 'page',
  listed,
})

const bothNames = `${COURSE_MESSAGES.en.course} · ${COURSE_MESSAGES.zh.course}`
const bothTaglines = `${COURSE_MESSAGES.en.tagline} · ${COURSE_MESSAGES.zh.tagline}`

async function contents(lang: Language): Promise<Page> {
  const t = COURSE_MESSAGES[lang]
  const lessons = await loadLessons(lang)
  const questions = new Map(lessons.map((l) => [l.slug, questionsOf(l)]))
  return {
    path: `${lang}/`,
    lang: LOCALE[lang],
    title: `${t.course} ${t.courseOther} · ${t.tagline}`,
    description: t.courseDescription,
    body: renderToStaticMarkup(<ContentsPage lang={lang} lessons={lessons} questions={questions} />),
    alternates: alternates((l) => `${l}/`, ''),
    widgets: [],
    entry: 'page',
    listed: true,
  }
}

async function glossary(lang: Language): Promise<Page> {
  const t = COURSE_MESSAGES[lang]
  return {
    path: `${lang}/${GLOSSARY}/`,
    lang: LOCALE[lang],
    title: `${t.glossary} · ${t.course}`,
    description: t.glossaryLead,
    body: renderToStaticMarkup(<GlossaryPage lang={lang} lessons={await loadLessons(lang)} />),
    alternates: alternates((l) => `${l}/${GLOSSARY}/`, `en/${GLOSSARY}/`),
    widgets: [],
    entry: 'page',
    listed: true,
  }
}

async function lesson(lang: Language, slug: string): Promise<Page | null> {
  const found = await loadLesson(slug, lang)
  if (!found) return null
  const { body, placed } = await renderLesson(found, await loadLessons(lang))
  return {
    path: `${lang}/${slug}/`,
    lang: LOCALE[lang],
    title: `${found.title} · ${COURSE_MESSAGES[lang].course}`,
    description: found.summary,
    body,
    alternates: alternates((l) => `${l}/${slug}/`, `en/${slug}/`),
    widgets: [...new Set(placed.widgets.map((w) => w.id))],
    entry: 'page',
    listed: true,
  }
}

async function embed(lang: Language, id: string): Promise<Page> {
  const { title, hint } = (await loadWidget(id)).messages[lang]
  return {
    path: `embed/${lang}/${id}/`,
    lang: LOCALE[lang],
    title: `${title} · ${COURSE_MESSAGES[lang].course}`,
    description: hint,
    body: await renderEmbed(id, lang),
    alternates: alternates((l) => `embed/${l}/${id}/`, `embed/${id}/`),
    widgets: [id],
    entry: 'embed',
    listed: false,
  }
}

async function embedChoice(id: string): Promise<Page> {
  const { messages } = await loadWidget(id)
  const titles = { en: messages.en.title, zh: messages.zh.title }
  const both = `${titles.en} · ${titles.zh}`
  return plain(`embed/${id}/`, <EmbedChoicePage id={id} titles={titles} />, both, both, false)
}

/** The page at a path below the base; null when there is none. */
export async function render(path: string): Promise<Page | null> {
  if (path === '') return plain('', <ChoicePage />, bothNames, bothTaglines, true)
  if (path === '404.html') return plain(path, <NotFoundPage />, bothNames, bothTaglines, false)
  const [first = '', second, third, ...rest] = path.split('/')
  if (rest.length > 1 || !path.endsWith('/')) return null
  if (isLanguage(first) && second === GLOSSARY) return glossary(first)
  if (isLanguage(first)) return second ? lesson(first, second) : contents(first)
  if (first !== 'embed' || !second) return null
  if (isLanguage(second)) return third && ids.includes(third) ? embed(second, third) : null
  return ids.includes(second) ? embedChoice(second) : null
}
