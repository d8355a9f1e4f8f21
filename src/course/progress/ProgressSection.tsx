import type { Language } from '../../widget-kit/language.ts'
import { PROGRESS_MESSAGES } from './messages.ts'

/** What is kept of a reader's progress, and what can be done with it. Brought to life by start-progress.ts. */
export function ProgressSection({ lang }: { lang: Language }) {
  const t = PROGRESS_MESSAGES[lang]
  return (
    <section
      className="progress"
      aria-labelledby="progress"
      data-texts={JSON.stringify({ ...t.standing, ...t.section })}
    >
      <h2 id="progress">{t.title}</h2>
      <p>{t.about}</p>
      <p className="progress-does">
        <button type="button" className="button" data-do="save">
          {t.save}
        </button>
        <button type="button" className="button" data-do="load">
          {t.load}
        </button>
        <button type="button" className="button" data-do="erase">
          {t.erase}
        </button>
        <input type="file" accept=".json,application/json" aria-label={t.load} hidden />
      </p>
      <p className="progress-says" role="status" />
      <p className="progress-does progress-asks" hidden>
        <button type="button" className="button" data-do="erase-now">
          {t.eraseNow}
        </button>
        <button type="button" className="button" data-do="keep">
          {t.keep}
        </button>
        <button type="button" className="button" data-do="undo">
          {t.undo}
        </button>
      </p>
    </section>
  )
}
