import { useContext, useEffect, useRef, useState } from 'react'
import { knownFloor } from '../../core/optimizer/race.ts'
import { PlayBar } from '../../ui/PlayBar.tsx'
import type { ViewProps } from '../../widget-kit/define-widget.ts'
import { OptionsContext } from '../../widget-kit/options.ts'
import { listed } from '../../widget-kit/language.ts'
import { useControl } from '../../widget-kit/ParamControl.tsx'
import { exact, nameOf, shown } from './labels.ts'
import { LossChart } from './LossChart.tsx'
import type { RaceMessages } from './messages.ts'
import { objectiveOf, raceKey, raceOf, standing, type Action, type State } from './model.ts'
import { RacePlot } from './RacePlot.tsx'
import { fateText, ResultTable } from './ResultTable.tsx'
import { RunnerList } from './RunnerList.tsx'
import { Settings } from './Settings.tsx'

const BEAT_MS = 100
/** A race of any length is played in about this many beats. */
const BEATS = 200
const FEW_STEPS = 10

type Props = ViewProps<State, Action, RaceMessages>

export function View({ state, dispatch, t, lang, say }: Props) {
  const { locked } = useControl('start')
  const { playing, setPlaying } = usePlaying(state, dispatch)
  const objective = objectiveOf(state)
  const lanes = raceOf(state)
  useSpoken(state, t, playing, say)
  const go = (action: Action) => {
    setPlaying(false)
    dispatch(action)
  }
  const where = lanes.map((lane, i) => {
    const { theta, loss } = standing(lane, state.step)
    const point = listed(
      lang,
      objective.names.map((name, c) => `${name} = ${shown(theta[c] ?? NaN)}`),
    )
    return t.at(nameOf(lane.runner, i, t), point, shown(loss))
  })
  return (
    <div className="race">
      <div className="race-picture">
        <RacePlot
          {...{ objective, lanes, locked, t }}
          start={state.start}
          step={state.step}
          description={t.path(state.step, where.join(t.list))}
          onStart={(start) => go({ type: 'start', start })}
        />
        <p className="quiet">{locked ? '\u00a0' : t.setStart}</p>
      </div>
      <div className="race-loss">
        <LossChart state={state} t={t} playing={playing} />
      </div>
      <div className="race-bar">
        <PlayBar
          t={t.bar}
          playing={playing}
          atStart={state.step === 0}
          atEnd={state.step >= state.limit}
          onReset={() => go({ type: 'go', step: 0 })}
          onBack={() => go({ type: 'move', by: -1 })}
          onPlay={() => {
            if (state.step >= state.limit) dispatch({ type: 'go', step: 0 })
            setPlaying(true)
          }}
          onPause={() => setPlaying(false)}
          onStep={() => go({ type: 'move', by: 1 })}
          keys={{
            ArrowDown: () => go({ type: 'move', by: FEW_STEPS }),
            ArrowUp: () => go({ type: 'move', by: -FEW_STEPS }),
            Home: () => go({ type: 'go', step: 0 }),
            End: () => go({ type: 'go', step: state.limit }),
          }}
        >
          <span className="race-at" data-step={state.step}>
            {t.stepOf(state.step, state.limit)}
          </span>
        </PlayBar>
        <input
          autoComplete="off"
          className="race-scrub"
          type="range"
          aria-label={t.jump}
          aria-valuetext={t.stepOf(state.step, state.limit)}
          min={0}
          max={state.limit}
          value={state.step}
          onChange={(e) => go({ type: 'go', step: Number(e.target.value) })}
        />
        <p className="quiet">{targetText(state, t)}</p>
      </div>
      <div className="race-results">
        <ResultTable state={state} t={t} dispatch={dispatch} />
      </div>
      <RunnerList {...{ state, t, lang, say }} dispatch={dispatch} />
      <Settings {...{ state, t, lang }} dispatch={go} />
    </div>
  )
}

function targetText(state: State, t: RaceMessages): string {
  const objective = objectiveOf(state)
  const tolerance = exact(state.tolerance)
  return objective.minima.length > 0
    ? t.target(tolerance, shown(knownFloor(objective)))
    : t.targetUnknown(tolerance)
}

/** Plays a race of any length in the same time, and stops at its end. */
function usePlaying({ step, limit }: State, dispatch: Props['dispatch']) {
  const { autoplay } = useContext(OptionsContext)
  const [playing, setPlaying] = useState(false)
  useEffect(() => setPlaying(autoplay), [autoplay])
  useEffect(() => {
    if (!playing) return
    const by = Math.max(1, Math.round(limit / BEATS))
    const timer = setInterval(() => dispatch({ type: 'move', by }), BEAT_MS)
    return () => clearInterval(timer)
  }, [playing, limit, dispatch])
  useEffect(() => {
    if (step >= limit) setPlaying(false)
  }, [step, limit])
  return { playing, setPlaying }
}

/** Says once what has changed: where the race stands, who runs, or how it ended. */
function useSpoken(state: State, t: RaceMessages, playing: boolean, say: Props['say']): void {
  const told = useRef<{ key: string; step: number; playing: boolean } | null>(null)
  useEffect(() => {
    const before = told.current
    const { step } = state
    const key = raceKey(state)
    told.current = { key, step, playing }
    // The first frame says nothing: nobody has done anything yet.
    if (!before || playing) return
    const isOther = before.key !== key
    if (isOther || before.step !== step || before.playing) say(spokenOf(state, t, isOther))
  }, [state, t, playing, say])
}

function spokenOf(state: State, t: RaceMessages, isOther: boolean): string {
  const lanes = raceOf(state)
  const list = (of: (i: number) => string) =>
    lanes.map((lane, i) => `${nameOf(lane.runner, i, t)} ${of(i)}`).join(t.list)
  if (state.step === state.limit) return t.final(list((i) => fateText(lanes[i]!, state, t)))
  if (isOther) return t.ready(list((i) => exact(lanes[i]!.runner.hyper['alpha'] ?? NaN)))
  if (state.step === 0) return t.atStart
  const losses = lanes.map((lane) => standing(lane, state.step).loss)
  const leader = losses.indexOf(Math.min(...losses))
  return t.said(state.step, nameOf(lanes[leader]!.runner, leader, t), shown(losses[leader] ?? NaN))
}
