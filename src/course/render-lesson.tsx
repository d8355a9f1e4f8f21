import { renderToStaticMarkup, renderToString } from 'react-dom/server'
import { LOCALE, otherLanguage } from '../widget-kit/language.ts'
import { readProps, writeAddress, type Note } from '../widget-kit/read-params.ts'
import { HOLE } from '../widget-kit/Island.tsx'
import { loadWidget, renderWidget } from '../widget-kit/render.tsx'
import { LESSON_PARTS, Placing, TRY_HOLE, type Placed } from './lesson-parts.tsx'
import { LessonPage, type Section } from './LessonPage.tsx'
import type { Lesson } from './lesson.ts'
import { COURSE_MESSAGES } from './messages.ts'
import { BASE } from './site.ts'

/** The headings of a rendered lesson, without markup. */
const sectionsOf = (html: string): Section[] =>
  [...html.matchAll(/<h2 id="(s\d+)">(.*?)<\/h2>/g)].map(([, id = '', title = '']) => ({
    id,
    title: title.replace(/<[^>]+>/g, ''),
  }))

/**
 * Puts a link to the other language beside every heading: the one at the head of the page is far away in the middle of
 * a lesson, and nothing may float over the text.
 */
function withSwitches(html: string, { lang, slug }: Lesson): string {
  const other = otherLanguage(lang)
  const { switchTo, switchLabel } = COURSE_MESSAGES[lang]
  return html.replace(/<h2 id="(s\d+)">.*?<\/h2>/g, (heading, id: string) => {
    const link = renderToStaticMarkup(
      <a
        data-switch={other}
        href={`${BASE}${other}/${slug}/#${id}`}
        hrefLang={LOCALE[other]}
        lang={LOCALE[other]}
        title={switchLabel}
      >
        {switchTo}
      </a>,
    )
    return `<div class="section-head">${heading}${link}</div>`
  })
}

const complain = (what: string, [note]: readonly Note[]) => {
  if (note) throw new Error(`${what}: ${note.code} ${note.name}=${note.given}`)
}

/** The address of a `<Try>`: this page, the widget's place, and what differs from how the lesson has set it. */
async function tryAddress(placed: Placed, n: number): Promise<string> {
  const { at, props } = placed.tries[n] ?? { at: 0, props: {} }
  const target = placed.widgets[at - 1]
  if (!target) throw new Error(`<Try at={${at}}>: the lesson has ${placed.widgets.length} widgets.`)
  const { params } = await loadWidget(target.id)
  const base = readProps(params, target.props)
  const wanted = readProps(params, { ...base.values, ...props })
  complain(`<Try at={${at}}>`, wanted.notes)
  const query = writeAddress(params, wanted.values, base.values)
  query.set('at', String(at))
  return `?${query}#w${at}`.replaceAll('&', '&amp;')
}

async function replaceAsync(
  text: string,
  pattern: RegExp,
  by: (n: number) => Promise<string>,
): Promise<string> {
  const found = await Promise.all([...text.matchAll(pattern)].map((m) => by(Number(m[1]))))
  let i = 0
  return text.replace(pattern, () => found[i++] ?? '')
}

/** The text of a lesson with holes for its islands, and what it places. */
function renderText({ lang, Text }: Lesson): { text: string; placed: Placed } {
  const placed: Placed = { lang, widgets: [], claims: [], questions: [], terms: [], tries: [] }
  const text = renderToString(
    <Placing value={placed}>
      <Text components={LESSON_PARTS} />
    </Placing>,
  )
  return { text, placed }
}

/** The ids of a lesson's questions, in order. */
export const questionsOf = (lesson: Lesson): readonly string[] => renderText(lesson).placed.questions

/**
 * A lesson as HTML, in two passes: the text with a hole for every island, then each island as a root of its own, so
 * that the ids React gives out agree with those it will give out when the island wakes alone.
 */
export async function renderLesson(
  lesson: Lesson,
  lessons: readonly Lesson[],
): Promise<{ body: string; placed: Placed }> {
  const { text, placed } = renderText(lesson)
  const page = renderToString(
    <LessonPage lesson={lesson} lessons={lessons} sections={sectionsOf(text)} questions={placed.questions}>
      {'\u0003'}
    </LessonPage>,
  ).replace('\u0003', () => withSwitches(text, lesson))
  const linked = await replaceAsync(page, TRY_HOLE, (n) => tryAddress(placed, n))
  const body = await replaceAsync(linked, HOLE, (place) => {
    const widget = placed.widgets[place - 1]
    if (!widget) throw new Error(`The page has no widget ${place}.`)
    return renderWidget(widget.id, widget.props, lesson.lang, place)
  })
  return { body, placed }
}
