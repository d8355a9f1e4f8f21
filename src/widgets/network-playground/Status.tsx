import type { Task } from '../../core/dataset/index.ts'
import type { RunControl } from '../../widget-kit/training.ts'
import { EngineLine, engineSentence } from '../../widget-kit/engine/EngineLine.tsx'
import { engineState } from '../../widget-kit/engine/state.ts'
import type { Language } from '../../widget-kit/language.ts'
import { formatsIn, type Formats } from './format.ts'
import type { Messages, StatusTexts } from './messages.ts'
import type { Picture } from './picture.ts'

/** The numbers of a picture as texts. */
export const statusTexts = (picture: Picture, task: Task, f: Formats, t: Messages): StatusTexts => ({
  step: f.whole(picture.step),
  epoch: f.whole(Math.floor(picture.epoch)),
  trainLoss: f.loss(picture.trainLoss),
  validationLoss: f.loss(picture.validationLoss),
  score:
    task.kind === 'value'
      ? t.rSquared(f.weight(picture.validationScore))
      : t.accuracy(f.percent(picture.validationScore)),
})

/** What the steps did to the network, and one thing to do; null when it is sound. */
function divergence({ phase, problem }: RunControl, t: Messages, f: Formats): string | null {
  if (phase !== 'diverged' || problem?.type !== 'diverged') return null
  return t.diverged(problem.quantity, f.whole(problem.step), f.whole(problem.lastFiniteStep))
}

/** What is to be said aloud because something went wrong; null when nothing did. */
export function problemOf(run: RunControl, t: Messages, lang: Language): string | null {
  const state = engineState(run)
  const isTrouble = state === 'lost' || state === 'degraded' || state === 'failed'
  // Without the speed, which changes all the time.
  if (isTrouble) return engineSentence({ ...run, progress: null }, t.run, lang)
  return divergence(run, t, formatsIn(lang))
}

export interface StatusProps {
  readonly run: RunControl
  readonly pace: number | null
  readonly texts: StatusTexts
  readonly t: Messages
  readonly lang: Language
}

/** Two quiet lines: how far it is, and where it computes or what went wrong. */
export function Status({ run, pace, texts, t, lang }: StatusProps) {
  const formats = formatsIn(lang)
  const problem = divergence(run, t, formats)
  return (
    <div className="pg-status">
      <p>{t.status(texts)}</p>
      {problem ? (
        <p className="pg-problem">{problem}</p>
      ) : (
        <EngineLine run={run} pace={pace} t={t.run} lang={lang} />
      )}
      <details className="pg-engine">
        <summary>{t.engine}</summary>
        <p>
          {t.engineDetail(
            formats.whole(run.progress?.held ?? 0),
            formats.whole(run.progress?.readBacks ?? 0),
          )}
        </p>
      </details>
    </div>
  )
}
