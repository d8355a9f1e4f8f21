interface StandingLineProps {
  readonly slug: string
  readonly title: string
  /** The ids of the lesson's questions. */
  readonly questions: readonly string[]
}

/**
 * The line that will say where the reader stands in a lesson. It is empty until the device has been asked, and takes
 * its room from the beginning.
 */
export const StandingLine = ({ slug, title, questions }: StandingLineProps) => (
  <p className="standing" data-standing={slug} data-questions={questions.join(' ')}>
    <svg className="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.2" />
      <path className="half" d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" />
      <path className="tick" d="m5 8.3 2.2 2.2 3.9-4.6" />
    </svg>
    <span className="standing-text" />
    <button type="button" className="link" data-title={title} />
  </p>
)
