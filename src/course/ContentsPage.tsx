import type { Language } from '../widget-kit/language.ts'
import { PARTS, type Lesson } from './lesson.ts'
import { COURSE_MESSAGES } from './messages.ts'
import { ProgressSection } from './progress/ProgressSection.tsx'
import { StandingLine } from './progress/StandingLine.tsx'
import { Shell } from './Shell.tsx'
import { BASE } from './site.ts'

interface ContentsPageProps {
  readonly lang: Language
  readonly lessons: readonly Lesson[]
  /** Lesson → the ids of its questions. */
  readonly questions: ReadonlyMap<string, readonly string[]>
}

/** The contents: parts, finished lessons, minutes, what one will be able to do, where one stopped and stands. */
export function ContentsPage({ lang, lessons, questions }: ContentsPageProps) {
  const t = COURSE_MESSAGES[lang]
  const bySlug = new Map(lessons.map((lesson) => [lesson.slug, lesson]))
  const first = `${BASE}${lang}/${lessons[0]?.slug ?? ''}/`
  return (
    <Shell lang={lang} page="">
      <main id="text" className="contents">
        <h1>{t.tagline}</h1>
        <p className="lead">{t.courseDescription}</p>
        <p
          className="stopped"
          data-continue={t.continueAt('{title}')}
          data-start={t.start}
          data-first={first}
        >
          <a href={first}>{t.start}</a>
        </p>
        <h2>{t.contents}</h2>
        {PARTS.map((part) => (
          <section key={part.id} className="part" aria-labelledby={part.id}>
            <h3 id={part.id}>{part.title[lang]}</h3>
            <ol>
              {part.lessons.map((slug) => {
                const lesson = bySlug.get(slug)
                return (
                  lesson && (
                    <li key={slug} data-lesson={slug}>
                      <a className="lesson-link" href={`${BASE}${lang}/${slug}/`}>
                        {lesson.title}
                      </a>
                      <span className="minutes">{t.minutes(lesson.minutes)}</span>
                      <StandingLine slug={slug} title={lesson.title} questions={questions.get(slug) ?? []} />
                      <p>{lesson.summary}</p>
                      <ul aria-label={t.youWillBeAbleTo}>
                        {lesson.outcomes.map((outcome) => (
                          <li key={outcome}>{outcome}</li>
                        ))}
                      </ul>
                    </li>
                  )
                )
              })}
            </ol>
          </section>
        ))}
        <ProgressSection lang={lang} />
      </main>
    </Shell>
  )
}
