import { Fragment, type ReactNode } from 'react'
import { LESSONS, type Lesson } from './lesson.ts'
import { COURSE_MESSAGES } from './messages.ts'
import { PROGRESS_MESSAGES } from './progress/messages.ts'
import { StandingLine } from './progress/StandingLine.tsx'
import { Shell } from './Shell.tsx'
import { BASE } from './site.ts'

export interface Section {
  readonly id: string
  readonly title: string
}

export interface LessonPageProps {
  readonly lesson: Lesson
  /** All lessons in this language, for the links before and after. */
  readonly lessons: readonly Lesson[]
  readonly sections: readonly Section[]
  /** The ids of its questions. */
  readonly questions: readonly string[]
  readonly children: ReactNode
}

/** A lesson: what it is about, its contents, its text, and the ways on. */
export function LessonPage({ lesson, lessons, sections, questions, children }: LessonPageProps) {
  const { lang } = lesson
  const t = COURSE_MESSAGES[lang]
  const { standing, question } = PROGRESS_MESSAGES[lang]
  const place = LESSONS.indexOf(lesson.slug)
  const titled = new Map(lessons.map((l) => [l.slug, l.title]))
  const link = (slug: string | undefined, rel: 'prev' | 'next', label: string) =>
    slug && (
      <a rel={rel} href={`${BASE}${lang}/${slug}/`}>
        <span>{label}</span> {titled.get(slug)}
      </a>
    )
  return (
    <Shell lang={lang} page={`${lesson.slug}/`}>
      <div className="lesson">
        <nav className="toc" aria-label={t.inThisLesson}>
          <p>{t.inThisLesson}</p>
          <ol>
            {sections.map((s) => (
              <li key={s.id}>
                <a href={`#${s.id}`}>{s.title}</a>
              </li>
            ))}
          </ol>
        </nav>
        <main
          id="text"
          className="prose"
          data-slug={lesson.slug}
          data-title={lesson.title}
          data-texts={JSON.stringify({ ...standing, ...question })}
        >
          <h1>{lesson.title}</h1>
          <p className="lead">{lesson.summary}</p>
          <div className="about">
            <p>
              <span className="about-term">{t.youWillBeAbleTo}</span>
            </p>
            <ul>
              {lesson.outcomes.map((outcome) => (
                <li key={outcome}>{outcome}</li>
              ))}
            </ul>
            <p className="about-facts">
              <span>{t.minutes(lesson.minutes)}</span>
              {lesson.prerequisites.length === 0 ? (
                <span>{t.nothingBefore}</span>
              ) : (
                <span>
                  {t.before}
                  {lesson.prerequisites.map((slug, i) => (
                    <Fragment key={slug}>
                      {i > 0 && t.listComma}
                      <a href={`${BASE}${lang}/${slug}/`}>{titled.get(slug)}</a>
                    </Fragment>
                  ))}
                </span>
              )}
            </p>
          </div>
          {children}
          <StandingLine slug={lesson.slug} title={lesson.title} questions={questions} />
          <nav className="onward" aria-label={t.contents}>
            {link(LESSONS[place - 1], 'prev', t.previous)}
            <a href={`${BASE}${lang}/`}>{t.contents}</a>
            {link(LESSONS[place + 1], 'next', t.next)}
          </nav>
        </main>
      </div>
    </Shell>
  )
}
