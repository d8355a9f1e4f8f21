import { lazy, Suspense, useContext, useEffect, useState } from 'react'
import { PlayBar } from '../../ui/PlayBar.tsx'
import type { ViewProps } from '../../widget-kit/define-widget.ts'
import { OptionsContext } from '../../widget-kit/options.ts'
import { useControl } from '../../widget-kit/ParamControl.tsx'
import { Controls } from './Controls.tsx'
import { CurvePlot } from './CurvePlot.tsx'
import { FormulaPanel } from './FormulaPanel.tsx'
import { cell } from './lines.ts'
import type { DesignerMessages } from './messages.ts'
import { horizonOf, rateOf, type Action, type State } from './model.ts'
import { params } from './params.ts'
import { RateTable } from './RateTable.tsx'
import { RunPanel } from './RunPanel.tsx'

/** Time between two steps when playing, and how many of them the whole curve takes. */
const BEAT_MS = 100
const BEATS = 100

const Export = lazy(() => import('./on-demand/Export.tsx'))

type Props = ViewProps<State, Action, DesignerMessages>

export function View({ state, dispatch, t, lang, say, report }: Props) {
  const { autoplay } = useContext(OptionsContext)
  const [isOpen, setOpen] = useState(false)
  const [playing, setPlaying] = useState(false)
  const cursor = useControl('step')
  const last = horizonOf(state) - 1
  const { step } = state

  useEffect(() => setPlaying(autoplay), [autoplay])
  useEffect(() => {
    if (!playing) return
    const by = Math.max(1, Math.round(last / BEATS))
    const timer = setTimeout(() => {
      if (step >= last) setPlaying(false)
      else dispatch({ type: 'move', by })
    }, BEAT_MS)
    return () => clearTimeout(timer)
  }, [playing, step, last, dispatch])

  const sentence = (k: number) => t.rateAt(k, cell(rateOf(state)(k), state.digits))
  const scrub = (k: number) => {
    setPlaying(false)
    dispatch({ type: 'set', name: 'step', value: k })
  }
  /** The slider says its own value; for everything else that moves the cursor it is said here. */
  const go = (k: number) => {
    const to = Math.min(Math.max(k, 0), last)
    scrub(to)
    say(sentence(to))
  }
  /** Two presses before the next frame are two steps. */
  const move = (by: number) => {
    setPlaying(false)
    dispatch({ type: 'move', by })
    say(sentence(Math.min(Math.max(step + by, 0), last)))
  }
  const spoken = sentence(step)
  const name = params.schedule.options.find((o) => o.value === state.schedule)?.label[lang] ?? ''
  return (
    <div className="designer">
      <div className="designer-formula">
        <FormulaPanel state={state} t={t} onGo={go} />
      </div>
      <div className="designer-pictures">
        <CurvePlot state={state} t={t} lang={lang} dispatch={dispatch} onGo={go} />
        <input
          autoComplete="off"
          className="designer-scrub"
          type="range"
          aria-label={params.step.label[lang]}
          aria-valuetext={spoken}
          min={0}
          max={last}
          value={step}
          disabled={cursor.locked}
          onChange={(e) => scrub(Number(e.target.value))}
        />
        <PlayBar
          t={t.bar}
          playing={playing}
          atStart={step === 0}
          atEnd={step === last}
          onReset={() => go(0)}
          onBack={() => move(-1)}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onStep={() => move(1)}
          keys={{ Home: () => go(0), End: () => go(last) }}
        />
        <p className="designer-at">{spoken}</p>
        <RunPanel state={state} t={t} report={report} />
      </div>
      <div className="designer-rates">
        <RateTable state={state} t={t} onGo={go} />
      </div>
      <Controls state={state} t={t} lang={lang} dispatch={dispatch} />
      <details className="designer-away controls" onToggle={(e) => setOpen(e.currentTarget.open)}>
        <summary>{t.away}</summary>
        {isOpen && (
          <Suspense fallback={<p className="quiet">{t.loading}</p>}>
            <Export state={state} t={t} title={t.programTitle(name, state.updates)} say={say} />
          </Suspense>
        )}
      </details>
    </div>
  )
}
