import { useCallback, useMemo, useRef } from 'react'
import { makeDataset } from '../../core/dataset/index.ts'
import type { Pace } from '../../ui/pacer.ts'
import { PlayBar } from '../../ui/PlayBar.tsx'
import { usePaced } from '../../ui/use-paced.ts'
import type { ViewProps } from '../../widget-kit/define-widget.ts'
import { EngineLine, engineSentence } from '../../widget-kit/engine/EngineLine.tsx'
import { engineState } from '../../widget-kit/engine/state.ts'
import { useReports } from '../../widget-kit/engine/use-reports.ts'
import type { Language } from '../../widget-kit/language.ts'
import type { RunControl } from '../../widget-kit/training.ts'
import { useAutoplay } from '../../widget-kit/use-autoplay.ts'
import { Controls, CureControls } from './Controls.tsx'
import { formatsIn, type Formats } from './format.ts'
import { Histogram } from './Histogram.tsx'
import { LossChart } from './LossChart.tsx'
import type { Messages, StatusTexts } from './messages.ts'
import {
  dataOf,
  EVERY,
  modelOf,
  plainSpecOf,
  STEPS,
  type Action,
  type SettingName,
  type State,
} from './model.ts'
import { Numbers } from './Numbers.tsx'
import { params } from './params.ts'
import { Planes } from './Planes.tsx'
import { firstShown, shownOf, type Shown } from './shown.ts'
import { usePlain } from './use-plain.ts'
import { weightsOf } from './weights.ts'

/** While it trains, charts are drawn less often than the planes. */
const CHART_PACE: Pace = { least: 300, rest: 3 }

/** How far the run without a cure is to be: as far as the other; where it is the run itself, nothing is asked of it. */
function useWanted(state: State, run: RunControl): number {
  const reached = useRef({ key: '', steps: 0 })
  const key = JSON.stringify([state.data, state.noise, state.points, state.units, state.seed])
  const steps = run.progress?.isOver ? STEPS : (run.progress?.step ?? 0)
  if (reached.current.key !== key) reached.current = { key, steps: 0 }
  if (state.cure !== 'none') return Math.max(reached.current.steps, steps)
  reached.current = { key, steps }
  return 0
}

/** Both networks as they are to be drawn: what their runs report, and before that what core computes. */
function useShown(state: State, run: RunControl) {
  const { data, noise, points, units, seed, cure } = state
  const dataset = useMemo(
    () => makeDataset(dataOf({ data, noise, points, seed })),
    [data, noise, points, seed],
  )
  const model = useMemo(() => modelOf({ units }), [units])
  const first = useMemo(() => firstShown(model, seed, dataset), [model, seed, dataset])
  const plainSpec = useMemo(() => plainSpecOf(state), [state])
  const beside = usePlain(plainSpec, useWanted(state, run))
  const own = useMemo(() => shownOf(model, run, STEPS) ?? first, [model, run, first])
  const kept = useMemo(() => shownOf(model, beside, STEPS), [model, beside])
  const plain = cure === 'none' ? own : (kept ?? first)
  return { dataset, model, own, plain, isKept: cure === 'none' || kept !== null }
}

const textsOf = (shown: Shown, name: string, f: Formats): StatusTexts => ({
  run: name,
  step: f.whole(shown.step),
  steps: f.whole(STEPS),
  trainLoss: f.loss(shown.trainLoss),
  validationLoss: f.loss(shown.validationLoss),
  end: shown.isStopped ? 'stopped' : !shown.isOver ? null : shown.of < shown.step ? 'best' : 'done',
  of: f.whole(shown.of),
})

/** What is to be said aloud because something went wrong; null when nothing did. */
function problemOf(run: RunControl, t: Messages, lang: Language): string | null {
  const { phase, problem } = run
  if (phase === 'diverged' && problem?.type === 'diverged')
    return t.diverged(formatsIn(lang).whole(problem.step))
  const state = engineState(run)
  const isTrouble = state === 'lost' || state === 'degraded' || state === 'failed'
  return isTrouble ? engineSentence({ ...run, progress: null }, t.run, lang) : null
}

export function View({ state, dispatch, t, lang, say, report, run }: ViewProps<State, Action, Messages>) {
  const formats = formatsIn(lang)
  const { dataset, model, own, plain, isKept } = useShown(state, run)
  const { cure } = state
  const isCured = cure !== 'none'
  const option = params.cure.options.find(({ value }) => value === cure)
  const name = isCured ? (option?.label[lang] ?? '') : t.without
  const cured = useMemo(() => (isCured ? { shown: own, name } : null), [isCured, own, name])
  const texts = useMemo(() => textsOf(own, name, formats), [own, name, formats])
  const problem = problemOf(run, t, lang)
  useAutoplay(run.start)
  useReports({ run, texts, problem, t, say, report })
  const set = useCallback(
    (setting: SettingName, value: unknown) => dispatch({ type: 'set', name: setting, value }),
    [dispatch],
  )
  const both = useMemo(() => ({ own, plain: isCured ? plain : null }), [own, plain, isCured])
  const isRunning = run.phase === 'running' || run.phase === 'starting'
  const drawn = usePaced(both, isRunning, CHART_PACE)
  const weights = useMemo(() => weightsOf(model, drawn.own.parameters), [model, drawn])
  const plainWeights = useMemo(
    () => (drawn.plain && isKept && drawn.plain.step > 0 ? weightsOf(model, drawn.plain.parameters) : null),
    [model, drawn, isKept],
  )
  const controls = { state, lang, t, set }
  return (
    <div className="overfit" data-phase={run.phase} data-step={own.step} data-plain-step={plain.step}>
      <CureControls {...controls} />
      <Planes plain={plain} cured={cured} data={dataset} t={t} formats={formats} />
      <div className="of-play">
        <PlayBar
          t={t.bar}
          playing={isRunning}
          atStart={run.phase === 'idle'}
          atEnd={own.isOver}
          onReset={run.reset}
          onPlay={run.start}
          onPause={run.pause}
          onStep={() => run.step(EVERY)}
        />
        <p className="of-status">{t.status(texts)}</p>
        {run.phase === 'diverged' ? (
          <p className="of-problem">{problem}</p>
        ) : (
          <EngineLine run={run} pace={null} t={t.run} lang={lang} />
        )}
      </div>
      <div className="of-charts">
        <LossChart
          name={name}
          points={drawn.own.points}
          plain={drawn.plain?.points ?? null}
          t={t.chart}
          formats={formats}
        />
        <Histogram name={name} weights={weights} plain={plainWeights} t={t} formats={formats} />
      </div>
      <Numbers plain={plain} cured={cured} model={model} t={t} formats={formats} />
      <Controls {...controls} />
    </div>
  )
}
