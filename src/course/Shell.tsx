import type { ReactNode } from 'react'
import { LOCALE, otherLanguage, type Language } from '../widget-kit/language.ts'
import { COURSE_MESSAGES } from './messages.ts'
import { BASE } from './site.ts'

export interface ShellProps {
  readonly lang: Language
  /** The page's path without the language: "" or "gradient-descent/". */
  readonly page: string
  readonly children: ReactNode
}

/** Head and foot of every page of the course. Static: its few controls are brought to life by page.ts. */
export function Shell({ lang, page, children }: ShellProps) {
  const t = COURSE_MESSAGES[lang]
  const other = otherLanguage(lang)
  return (
    <>
      <a className="skip" href="#text">
        {t.skip}
      </a>
      <header className="site-head">
        <a className="brand" href={`${BASE}${lang}/`}>
          {t.course} <span lang={LOCALE[other]}>{t.courseOther}</span>
        </a>
        <div className="site-controls">
          <a href={`${BASE}${lang}/glossary/`}>{t.glossary}</a>
          <a
            className="language"
            data-switch={other}
            href={`${BASE}${other}/${page}`}
            hrefLang={LOCALE[other]}
            lang={LOCALE[other]}
          >
            {t.switchTo}
          </a>
          <label className="theme">
            <span className="visually-hidden">{t.theme}</span>
            <select data-theme-choice defaultValue="auto" autoComplete="off">
              {Object.entries(t.themes).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </div>
      </header>
      {children}
      <footer className="site-foot">
        <p>{t.source}</p>
        <p>
          <a href={`${BASE}licenses.txt`}>{t.licences}</a>
        </p>
      </footer>
    </>
  )
}
