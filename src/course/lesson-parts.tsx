import { Children, createContext, isValidElement, useContext, type ReactNode } from 'react'
import * as v from 'valibot'
import { Tex } from '../ui/Tex.tsx'
import { Island } from '../widget-kit/Island.tsx'
import { LOCALE, otherLanguage, type Language } from '../widget-kit/language.ts'
import { termOf } from './glossary/terms.ts'
import { COURSE_MESSAGES } from './messages.ts'
import { AnswerKey } from './question.ts'
import { BASE } from './site.ts'

/** What a lesson places while it is rendered: its widgets in order, and what tests want to know. */
export interface Placed {
  readonly lang: Language
  readonly widgets: { readonly id: string; readonly props: Readonly<Record<string, unknown>> }[]
  readonly claims: string[]
  readonly questions: string[]
  /** Ids of the terms that are explained in the text. */
  readonly terms: string[]
  readonly tries: { readonly at: number; readonly props: Readonly<Record<string, unknown>> }[]
}

const PlacedContext = createContext<Placed | null>(null)
export const Placing = PlacedContext.Provider

function usePlaced(): Placed {
  const placed = useContext(PlacedContext)
  if (!placed) throw new Error('The parts of a lesson are rendered inside a lesson only.')
  return placed
}

/** `<Widget id="…" …/>`: a live figure. Its properties are those that the widget declares. */
function Widget({ id, ...props }: { id: string } & Record<string, unknown>) {
  const place = usePlaced().widgets.push({ id, props })
  return <Island id={id} place={place} props={props} />
}

/** Where the address of a `<Try>` is put, once all widgets of the lesson are known. */
export const tryHole = (n: number): string => `\u0002${n}\u0002`
export const TRY_HOLE = /\u0002(\d+)\u0002/g

/** `<Try at={1} alpha={2.1}>…</Try>`: a link that sets the lesson's first widget so; it can be undone there. */
function Try({ at, children, ...props }: { at: number; children: ReactNode } & Record<string, unknown>) {
  const n = usePlaced().tries.push({ at, props }) - 1
  return (
    <a className="try" href={tryHole(n)} data-try={at} data-props={JSON.stringify(props)}>
      {children}
    </a>
  )
}

/** `<Claim id="…">`: a statement about behaviour; a test of that name proves it. */
function Claim({ id, children }: { id: string; children: ReactNode }) {
  usePlaced().claims.push(id)
  return (
    <span className="claim" data-claim={id}>
      {children}
    </span>
  )
}

/**
 * `<Term id="learning-rate">…</Term>`: a word of the glossary, once a lesson. A link to its entry, with the meaning as
 * its description; start-terms.ts shows the same to those who see.
 */
function Term({ id, children }: { id: string; children: ReactNode }) {
  const { lang, terms } = usePlaced()
  const { name, means } = termOf(id)
  if (terms.includes(id)) throw new Error(`<Term id="${id}"> stands twice in a lesson.`)
  terms.push(id)
  const other = otherLanguage(lang)
  return (
    <>
      <a className="term" href={`${BASE}${lang}/glossary/#${id}`} aria-describedby={`term-${id}`}>
        {children}
      </a>
      <span id={`term-${id}`} hidden>
        {name[other] !== name[lang] && (
          <span className="term-other" lang={LOCALE[other]}>
            {name[other]}
          </span>
        )}{' '}
        {means[lang]}
      </span>
    </>
  )
}

/** The worked solution of a question. */
function Solution({ children }: { children: ReactNode }) {
  return <>{children}</>
}

interface QuestionProps {
  readonly id: string
  readonly children: ReactNode
  readonly answer?: number
  readonly tolerance?: number
  readonly mistakes?: readonly { readonly value: number; readonly why: string }[]
  readonly options?: readonly { readonly text: string; readonly right?: boolean; readonly why: string }[]
}

function keyOf({ answer, tolerance, mistakes = [], options }: QuestionProps): unknown {
  if (options) {
    return {
      kind: 'choice',
      options: options.map((o) => ({ text: o.text, right: o.right ?? false, why: o.why })),
    }
  }
  return { kind: 'number', answer, tolerance, mistakes }
}

/**
 * `<Question id answer tolerance mistakes>` or `<Question id options>`: predict, then check. Its children are the
 * question and one `<Solution>`, which is there once an answer was tried, and always without script.
 */
function Question(props: QuestionProps) {
  const { lang, questions } = usePlaced()
  const t = COURSE_MESSAGES[lang]
  questions.push(props.id)
  const key = v.parse(AnswerKey, keyOf(props))
  const all = Children.toArray(props.children)
  const isSolution = (child: ReactNode) => isValidElement(child) && child.type === Solution
  const solution = all.filter(isSolution)
  if (solution.length !== 1) throw new Error(`The question ${props.id} needs exactly one <Solution>.`)
  const field = `answer-${props.id}`
  return (
    <form className="question" data-question={props.id} data-key={JSON.stringify(key)} noValidate>
      <p className="question-head" id={`q-${props.id}`}>
        {t.question}
      </p>
      <div className="question-text">{all.filter((child) => !isSolution(child))}</div>
      <div className="question-answer">
        {key.kind === 'number' ? (
          <label>
            {t.answer} <input name={field} type="text" inputMode="text" autoComplete="off" />
          </label>
        ) : (
          <div role="radiogroup" aria-labelledby={`q-${props.id}`}>
            {key.options.map((option, i) => (
              <label key={option.text}>
                <input type="radio" name={field} value={i} /> {option.text}
              </label>
            ))}
          </div>
        )}
        <button type="submit" className="button">
          {t.check}
        </button>
      </div>
      <p className="verdict" role="status" />
      <details className="solution">
        <summary>
          {t.solution}
          <span className="later">{t.solutionLater}</span>
        </summary>
        {solution}
      </details>
    </form>
  )
}

/** An aside with a heading of its own: a common slip, or what happens when things break. */
function aside(className: string, title: 'slip' | 'breaks') {
  return function Aside({ children }: { children: ReactNode }) {
    const t = COURSE_MESSAGES[usePlaced().lang]
    return (
      <aside className={className} aria-label={t[title]}>
        <p className="aside-head">{t[title]}</p>
        {children}
      </aside>
    )
  }
}

/** The instructor's note, folded, with the address of each widget alone. */
function Instructor({ children }: { children: ReactNode }) {
  const { lang, widgets } = usePlaced()
  const t = COURSE_MESSAGES[lang]
  const ids = [...new Set(widgets.map((w) => w.id))]
  return (
    <details className="instructor">
      <summary>{t.instructor}</summary>
      {children}
      {ids.map((id) => (
        <p key={id}>
          <a href={`${BASE}embed/${lang}/${id}/`}>
            {t.embedLink}
            {' · '}
            {id}
          </a>
        </p>
      ))}
    </details>
  )
}

/** The works that a lesson cites. */
function Sources({ children }: { children: ReactNode }) {
  const t = COURSE_MESSAGES[usePlaced().lang]
  return (
    <section className="sources" aria-label={t.sources}>
      <p className="aside-head">{t.sources}</p>
      {children}
    </section>
  )
}

/** A formula that is computed rather than written. */
function Formula({ tex }: { tex: string }) {
  return (
    <div className="formula">
      <Tex tex={tex} block />
    </div>
  )
}

/** The closed vocabulary of lessons; MDX fails on any other name. */
export const LESSON_PARTS = {
  Term,
  Widget,
  Try,
  Claim,
  Question,
  Solution,
  Slip: aside('slip', 'slip'),
  Breaks: aside('breaks', 'breaks'),
  Instructor,
  Sources,
  Formula,
}
