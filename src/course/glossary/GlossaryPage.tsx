import { LOCALE, otherLanguage, type Language } from '../../widget-kit/language.ts'
import type { Lesson } from '../lesson.ts'
import { COURSE_MESSAGES } from '../messages.ts'
import { Shell } from '../Shell.tsx'
import { BASE } from '../site.ts'
import type { Term } from './term.ts'
import { byLetter, searchText } from './terms.ts'

interface EntryProps {
  readonly term: Term
  readonly lang: Language
  /** The lesson that introduces it, if it is there yet. */
  readonly lesson: Lesson | undefined
}

function Entry({ term, lang, lesson }: EntryProps) {
  const other = otherLanguage(lang)
  const own = term.name[lang]
  return (
    <div className="entry" id={term.id} data-search={searchText(term)}>
      <dt>
        <a href={`#${term.id}`}>{own}</a>
        {term.name[other] !== own && <span lang={LOCALE[other]}>{term.name[other]}</span>}
      </dt>
      <dd>
        {term.means[lang]}
        {lesson && (
          <span className="entry-lesson">
            {COURSE_MESSAGES[lang].introducedIn}
            <a href={`${BASE}${lang}/${lesson.slug}/`}>{lesson.title}</a>
          </span>
        )}
      </dd>
    </div>
  )
}

/** Every term of the course, by the alphabet or by pinyin. */
export function GlossaryPage({ lang, lessons }: { lang: Language; lessons: readonly Lesson[] }) {
  const t = COURSE_MESSAGES[lang]
  const letters = byLetter(lang)
  const bySlug = new Map(lessons.map((lesson) => [lesson.slug, lesson]))
  return (
    <Shell lang={lang} page="glossary/">
      <main id="text" className="contents glossary" data-texts={JSON.stringify(t.found)}>
        <h1>{t.glossary}</h1>
        <p className="lead">{t.glossaryLead}</p>
        <p className="find">
          <label htmlFor="find">{t.find}</label>
          <input id="find" type="search" autoComplete="off" autoCapitalize="off" spellCheck={false} />
          <span className="found" role="status" />
        </p>
        <nav className="letters" aria-label={t.letters}>
          {letters.map(({ letter }) => (
            <a key={letter} href={`#letter-${letter}`}>
              {letter}
            </a>
          ))}
        </nav>
        {letters.map(({ letter, terms }) => (
          <section key={letter} className="letter" aria-labelledby={`letter-${letter}`}>
            <h2 id={`letter-${letter}`}>{letter}</h2>
            <dl>
              {terms.map((term) => (
                <Entry key={term.id} term={term} lang={lang} lesson={bySlug.get(term.lesson)} />
              ))}
            </dl>
          </section>
        ))}
      </main>
    </Shell>
  )
}
