import { Button } from '../../ui/Button.tsx'
import { LOCALE, type Language } from '../language.ts'
import type { RunControl } from '../training.ts'
import type { EngineTexts } from './en.ts'
import { engineState } from './state.ts'

type Run = Omit<RunControl, 'pause' | 'step' | 'snapshot'>

/** Bytes as a reader weighs them. */
function bytesText(bytes: number, lang: Language): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
  const number = new Intl.NumberFormat(LOCALE[lang], { maximumSignificantDigits: 3 })
  return `${number.format(bytes / 1000 ** power)} ${units[power]}`
}

/** Where it computes and why, or what is wrong and what happens about it. */
export function engineSentence(run: Run, t: EngineTexts, lang: Language, pace: number | null = null): string {
  const { backend, progress, interruption, problem } = run
  const whole = (x: number): string =>
    new Intl.NumberFormat(LOCALE[lang], { maximumFractionDigits: 0 }).format(x)
  const state = engineState(run)
  if (state === 'idle') return t.waiting
  if (state === 'failed') {
    if (problem?.type !== 'failed') return t.failed('training-error', '', '')
    const { needed = 0, most = 0 } = problem.bytes ?? {}
    return t.failed(problem.code, bytesText(needed, lang), bytesText(most, lang))
  }
  if (interruption?.stage === 'lost') return t.lost(interruption.cause, whole(interruption.step))
  if (interruption) return t.recovering(whole(interruption.step))
  if (!backend) return t.probing
  const speed = progress && progress.stepsPerSecond > 0 ? whole(progress.stepsPerSecond) : null
  const { rates } = backend
  const measured = rates ? ` ${t.rates(whole(rates.webgpu), whole(rates.cpu))}` : ''
  return `${t.place(backend, speed, pace === null ? null : whole(pace))}${lang === 'zh' ? measured.trim() : measured}`
}

interface EngineLineProps {
  readonly run: Run
  /** The most steps a second that were asked for; null: no limit. */
  readonly pace: number | null
  readonly t: EngineTexts
  readonly lang: Language
}

/**
 * The quiet line under a picture that trains: what is under it, in a sentence, and where it has failed, the one thing
 * to do. It stands in room that is kept for it, so that nothing moves.
 */
export function EngineLine({ run, pace, t, lang }: EngineLineProps) {
  const state = engineState(run)
  const again = () => {
    run.reset()
    run.start()
  }
  return (
    <div className="engine-line" data-engine={state}>
      {engineSentence(run, t, lang, pace)}
      {state === 'failed' && (
        <>
          {' '}
          <Button label={run.canGoOn ? t.goOn : t.again} onPress={run.canGoOn ? run.start : again} />
        </>
      )}
    </div>
  )
}
