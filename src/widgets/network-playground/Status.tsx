import type { RunControl } from '../../widget-kit/training.ts'
import type { Formats } from './format.ts'
import type { Messages, StatusTexts } from './messages.ts'
import type { Picture } from './picture.ts'

/** The numbers of a picture as texts. */
export const statusTexts = (picture: Picture, f: Formats): StatusTexts => ({
  step: f.whole(picture.step),
  epoch: f.whole(Math.floor(picture.epoch)),
  trainLoss: f.loss(picture.trainLoss),
  validationLoss: f.loss(picture.validationLoss),
  trainAccuracy: f.percent(picture.trainScore),
  validationAccuracy: f.percent(picture.validationScore),
})

/** What went wrong and one thing to do; null when nothing did. */
export function problemOf({ phase, problem }: RunControl, t: Messages, f: Formats): string | null {
  if (phase !== 'diverged' && phase !== 'failed') return null
  if (problem?.type === 'diverged')
    return t.diverged(problem.quantity, f.whole(problem.step), f.whole(problem.lastFiniteStep))
  return problem ? t.failed(problem.code) : null
}

/** Where it computes and why, or what there is to know before it does. */
function place({ phase, backend, progress }: RunControl, t: Messages, f: Formats): string {
  if (phase === 'idle') return t.waiting
  if (!backend) return t.starting
  const speed = progress && progress.stepsPerSecond > 0 ? f.whole(progress.stepsPerSecond) : null
  return t.backend(backend, speed)
}

export interface StatusProps {
  readonly run: RunControl
  readonly texts: StatusTexts
  readonly t: Messages
  readonly formats: Formats
}

/** Two quiet lines: how far it is, and where it computes or what went wrong. */
export function Status({ run, texts, t, formats }: StatusProps) {
  const problem = problemOf(run, t, formats)
  return (
    <div className="pg-status">
      <p>{t.status(texts)}</p>
      <p className={problem ? 'pg-problem' : 'pg-place'}>{problem ?? place(run, t, formats)}</p>
      <details className="pg-engine">
        <summary>{t.engine}</summary>
        <p>
          {t.engineDetail(
            formats.whole(run.progress?.tensors ?? 0),
            formats.whole(run.progress?.readBacks ?? 0),
          )}
        </p>
      </details>
    </div>
  )
}
