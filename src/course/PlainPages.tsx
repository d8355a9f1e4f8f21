import { LANGUAGES, LOCALE, type Language } from '../widget-kit/language.ts'
import { COURSE_MESSAGES } from './messages.ts'
import { BASE } from './site.ts'

interface BothProps {
  /** The heading and text in one language. */
  says(lang: Language): {
    readonly title: string
    readonly text: string
    readonly link: string
    readonly href: string
  }
}

/** A page that must speak both languages at once. */
function Both({ says }: BothProps) {
  return (
    <main id="text" className="both">
      {LANGUAGES.map((lang, i) => {
        const { title, text, link, href } = says(lang)
        const Heading = i === 0 ? 'h1' : 'h2'
        return (
          <section key={lang} lang={LOCALE[lang]}>
            <Heading>{title}</Heading>
            <p>{text}</p>
            <p>
              <a href={href} data-language={lang}>
                {link}
              </a>
            </p>
          </section>
        )
      })}
    </main>
  )
}

/** The front door: both languages; the choice is remembered. */
export const ChoicePage = () => (
  <Both
    says={(lang) => {
      const t = COURSE_MESSAGES[lang]
      return { title: t.course, text: t.tagline, link: t.start, href: `${BASE}${lang}/` }
    }}
  />
)

export const NotFoundPage = () => (
  <Both
    says={(lang) => {
      const t = COURSE_MESSAGES[lang]
      return { title: t.notFoundTitle, text: t.notFoundText, link: t.toContents, href: `${BASE}${lang}/` }
    }}
  />
)

/** A widget's address without a language. */
export const EmbedChoicePage = ({
  id,
  titles,
}: {
  id: string
  titles: Readonly<Record<Language, string>>
}) => (
  <Both
    says={(lang) => ({
      title: titles[lang],
      text: COURSE_MESSAGES[lang].embedOf(titles[lang]),
      link: COURSE_MESSAGES[lang].start,
      href: `${BASE}embed/${lang}/${id}/`,
    })}
  />
)
