import { useContext, useEffect, useMemo, useState } from 'react'
import { hessianEigenvalues } from '../../core/objective/objective.ts'
import { stabilityBound } from '../../core/optimizer/stability.ts'
import { Button } from '../../ui/Button.tsx'
import { Chart } from '../../ui/chart/Chart.tsx'
import { axisFor, linearAxis } from '../../ui/chart/axis.ts'
import { PlayBar } from '../../ui/PlayBar.tsx'
import type { ViewProps } from '../../widget-kit/define-widget.ts'
import { OptionsContext } from '../../widget-kit/options.ts'
import { useControl } from '../../widget-kit/ParamControl.tsx'
import { Controls } from './Controls.tsx'
import { cell } from './lines.ts'
import type { StepperMessages } from './messages.ts'
import { objectiveOf, ruleOf, runOf, stopsOf, type Action, type State } from './model.ts'
import { params } from './params.ts'
import { Plot } from './Plot.tsx'
import { RulePanel } from './RulePanel.tsx'
import { StepTable } from './StepTable.tsx'

/** Time between two steps when playing: long enough to read the numbers that change. */
const BEAT_MS = 600
/** Enough points for any picture; a longer run is thinned. */
const PATH_POINTS = 400
/** The loss chart grows in these strides, so that it does not rescale at every step. */
const SPANS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]

type Props = ViewProps<State, Action, StepperMessages>

export function View({ state, dispatch, t, lang, say }: Props) {
  const { autoplay } = useContext(OptionsContext)
  const settings = useControl('settings')
  const [playing, setPlaying] = useState(false)
  const objective = useMemo(
    () => objectiveOf({ objective: state.objective, formula: state.formula }),
    [state.objective, state.formula],
  )
  const rule = ruleOf(state)
  const run = runOf(state)
  const frame = run.frame(state.step)
  const path = useMemo(() => run.path(0, state.step, PATH_POINTS), [run, state.step])
  const stops = stopsOf(rule)
  const broken = run.firstNonFinite(state.step)
  const show = (x: number) => cell(x, state.digits)
  const point = objective.names.map((name, i) => `${name} = ${show(frame.theta[i] ?? NaN)}`).join(', ')

  useEffect(() => setPlaying(autoplay), [autoplay])
  useEffect(() => {
    if (!playing) return
    const timer = setInterval(() => dispatch({ type: 'forward' }), BEAT_MS)
    return () => clearInterval(timer)
  }, [playing, dispatch])
  useEffect(() => {
    if (broken) setPlaying(false)
  }, [broken])

  // What a step did is said when the reader asked for it, not while the run plays by itself.
  const go = (action: Action) => {
    setPlaying(false)
    dispatch(action)
  }
  const spoken =
    state.sub > 0
      ? sayPart(state, stops, t, show)
      : state.step === 0
        ? t.atStart
        : t.said(state.step, point, show(frame.loss))
  useEffect(() => {
    if (!playing) say(spoken)
    // The first frame says nothing: nobody has done anything yet.
  }, [spoken, playing, say])

  const span = SPANS.find((s) => s >= state.step) ?? state.step
  const xAxis = useMemo(() => linearAxis(0, span), [span])
  const yAxis = useMemo(() => axisFor(path.map((p) => p.loss)), [path])
  const lines = useMemo(
    () => [
      {
        id: 'loss',
        label: t.loss,
        className: 'line-train',
        points: path.map((p) => ({ x: p.t, y: p.loss })),
      },
    ],
    [path, t.loss],
  )
  const optimizerName = params.optimizer.options.find((o) => o.value === state.optimizer)?.label[lang] ?? ''

  return (
    <div className="stepper">
      <div className="stepper-rule">
        <RulePanel state={state} rule={rule} objective={objective} run={run} t={t} dispatch={go} />
      </div>
      <div className="stepper-picture">
        <Plot
          objective={objective}
          path={path}
          now={{ t: frame.t, theta: frame.theta, loss: frame.loss }}
          slope={frame.gradient}
          description={t.path(optimizerName, state.step, point, show(frame.loss))}
          lossLabel={t.loss}
          outside={t.outside}
          format={(x) => cell(x, 4)}
          onStart={settings.locked ? undefined : (start) => go({ type: 'start', start })}
        />
        <p className="quiet">{settings.locked ? '\u00a0' : t.setStart}</p>
      </div>
      <div className="stepper-bar">
        <PlayBar
          t={t.bar}
          playing={playing}
          atStart={state.step === 0 && state.sub === 0}
          atEnd={broken !== null}
          onReset={() => go({ type: 'go', step: 0 })}
          onBack={() => go({ type: 'back' })}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onStep={() => go({ type: 'forward' })}
          keys={{
            ArrowDown: () => go({ type: 'sub-forward' }),
            ArrowUp: () => go({ type: 'sub-back' }),
            Home: () => go({ type: 'go', step: 0 }),
            End: () => go({ type: 'go', step: span }),
          }}
        >
          <Button label={t.subBack} icon="up" iconOnly onPress={() => go({ type: 'sub-back' })} />
          <Button label={t.subForward} icon="down" iconOnly onPress={() => go({ type: 'sub-forward' })} />
          <span className="stepper-at" data-step={state.step} data-sub={state.sub}>
            {state.sub > 0 ? t.partOf(state.step + 1, state.sub, stops.length) : t.stepOf(state.step)}
          </span>
        </PlayBar>
        <input
          className="stepper-scrub"
          type="range"
          aria-label={t.jump}
          aria-valuetext={t.stepOf(state.step)}
          min={0}
          max={span}
          value={state.step}
          onChange={(e) => go({ type: 'go', step: Number(e.target.value) })}
        />
        <Status state={state} t={t} frameLoss={frame.loss} show={show} />
      </div>
      <div className="stepper-table">
        <StepTable state={state} rule={rule} objective={objective} run={run} t={t} dispatch={go} />
      </div>
      <div className="stepper-loss">
        <Chart
          lines={lines}
          x={xAxis}
          y={yAxis}
          xLabel={t.step}
          yLabel={t.lossChart}
          description={t.lossChart}
          mark={state.step}
          format={(x) => cell(x, 3)}
        />
      </div>
      <Controls state={state} rule={rule} objective={objective} t={t} lang={lang} dispatch={go} />
    </div>
  )
}

function sayPart(
  state: State,
  stops: readonly string[],
  t: StepperMessages,
  show: (x: number) => string,
): string {
  const stop = stops[state.sub - 1] ?? ''
  const trace = runOf(state).frame(state.step + 1).trace
  const values =
    stop === 'g' ? trace?.gradient : stop === 'loss' ? [trace?.lossAfter ?? NaN] : trace?.values[stop]
  return t.saidPart(t.names[stop] ?? stop, (values ?? []).map(show).join(', '))
}

/** One quiet line: whether the learning rate is within the rule's bound here, or what went wrong. */
function Status({
  state,
  t,
  show,
}: {
  state: State
  t: StepperMessages
  frameLoss: number
  show(x: number): string
}) {
  const run = runOf(state)
  const broken = run.firstNonFinite(state.step)
  if (broken) {
    return (
      <p className="stepper-status wrong" role="alert">
        {t.diverged(broken.step, t.names[broken.name] ?? broken.name)}
      </p>
    )
  }
  const frame = run.frame(state.step)
  const objective = objectiveOf(state)
  const curvature = objective.lambdaMax ?? Math.max(...hessianEigenvalues(objective, frame.theta))
  const bound = stabilityBound(ruleOf(state), frame.hyperparameters, curvature)
  const alpha = frame.hyperparameters.alpha ?? NaN
  const said = () => {
    if (state.optimizer === 'adam') return t.noBound
    if (bound === null) return t.noCurvature
    return t.bound({
      rule: state.optimizer,
      curvature: show(curvature),
      bound: show(bound),
      alpha: show(alpha),
      place: alpha > bound ? 'above' : alpha === bound ? 'at' : 'below',
    })
  }
  const changes = state.changes.map((c) => t.changedAt(GREEK[c.name] ?? c.name, show(c.value), c.step))
  return (
    <p className="stepper-status quiet">
      {said()} {changes.length > 0 && t.changed(changes.join('; '))}
    </p>
  )
}

const GREEK: Readonly<Record<string, string>> = {
  alpha: 'α',
  beta: 'β',
  beta1: 'β₁',
  beta2: 'β₂',
  epsilon: 'ε',
}
