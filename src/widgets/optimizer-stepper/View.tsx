import { lazy, Suspense, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { gradientNorm } from '../../core/optimizer/step.ts'
import { Button } from '../../ui/Button.tsx'
import { Chart } from '../../ui/chart/Chart.tsx'
import { axisFor, linearAxis } from '../../ui/chart/axis.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { PlayBar } from '../../ui/PlayBar.tsx'
import { usePaced } from '../../ui/use-paced.ts'
import {
  HIDDEN,
  hiddenAt,
  hidesAny,
  hidesCell,
  type Hidden,
  NO_TURN,
  nothingHidden,
} from '../../widget-kit/by-hand/hiding.ts'
import type { ViewProps } from '../../widget-kit/define-widget.ts'
import { sentences } from '../../widget-kit/language.ts'
import { OptionsContext } from '../../widget-kit/options.ts'
import { complaintIn, useControl } from '../../widget-kit/ParamControl.tsx'
import { Controls } from './Controls.tsx'
import { fetchExtras, hasExtras } from './extras.ts'
import { Fold } from './Fold.tsx'
import { cell } from './lines.ts'
import type { StepperMessages } from './messages.ts'
import { mayNeedExtras, objectiveOf, ruleOf, runOf, stopsOf, type Action, type State } from './model.ts'
import { LAST_STEP } from './params.ts'
import { Plot } from './Plot.tsx'
import { letterOf, LETTERS, nameOf } from './quantities.ts'
import { RulePanel } from './RulePanel.tsx'
import { pointsOf, stopInView } from './run.ts'
import { Samples } from './Samples.tsx'
import { Status } from './Status.tsx'
import { StepTable } from './StepTable.tsx'
import { useMarks } from './use-marks.ts'
import { useTravel } from './use-travel.ts'

const EditPanel = lazy(() => import('./on-demand/EditPanel.tsx'))
const AroundPanel = lazy(() => import('./on-demand/AroundPanel.tsx'))
const StepTurn = lazy(() => import('./on-demand/StepTurn.tsx'))
const TakeAway = lazy(() => import('./on-demand/take-away/TakeAway.tsx'))
const PointsPanel = lazy(() => import('./on-demand/PointsPanel.tsx'))
const LinePlot = lazy(() => import('./on-demand/LinePlot.tsx'))

/** Time between two steps when playing: long enough to read the numbers that change. */
const BEAT_MS = 600
/** In a run of more steps than this, what is much to draw keeps a pace while one scrubs through it. */
const FAR = 1000
const PACE = { least: 120, rest: 5 } as const
/** Enough points for any picture; a longer run is thinned. */
const PATH_POINTS = 400
const FEWER_POINTS = 160

type Props = ViewProps<State, Action, StepperMessages>

export function View({ state, dispatch, t, lang, say }: Props) {
  const { autoplay } = useContext(OptionsContext)
  const settings = useControl('settings')
  const [playing, setPlaying] = useState(false)
  const [asLine, setAsLine] = useState(false)
  const objective = objectiveOf(state)
  const rule = ruleOf(state)
  const run = runOf(state)
  const frame = run.frame(state.step)
  const isFar = state.span > FAR
  const latest = useMemo(
    () => ({ objective, points: run.path(0, state.step, isFar ? FEWER_POINTS : PATH_POINTS) }),
    [objective, run, state.step, isFar],
  )
  const drawn = usePaced(latest, isFar, PACE)
  // The path on another function, perhaps of more parameters, is none on this one.
  const path = (drawn.objective === objective ? drawn : latest).points
  const stops = stopsOf(state)
  const broken = run.firstNonFinite(state.step)
  const show = (x: number) => cell(x, state.digits)
  const [turn, setTurn] = useState(NO_TURN)
  const inView = state.sub > 0 ? state.step + 1 : state.step
  const hidden = useMemo(() => hiddenAt(turn, inView), [turn, inView])
  const isAsking = hidesAny(hidden, stops, objective.names.length)
  const hides = hidesCell(turn, inView)
  // Inside a step the point is still the one before it.
  const here = state.sub > 0 ? nothingHidden : hidden
  const shown = (x: number, stop: string, c: number) => (here(stop, c) ? HIDDEN : show(x))
  const point = t.list(
    objective.names.map((name, i) => `${name} = ${shown(frame.theta[i] ?? NaN, 'theta', i)}`),
  )
  const lossText = shown(frame.loss, 'loss', 0)
  const points = pointsOf(state)
  // Between steps the point itself marks θ, where the lines rest; any other stop was asked for.
  const looked = stopInView(state)
  const marks = useMarks(state.sub > 0 || looked.place !== stops.length - 2)
  const { trace } = run.frame(looked.of)
  const mark =
    marks && trace && !hidesMark(looked.stop, objective.names, hidden)
      ? { stop: looked.stop, setup: run.setup, trace }
      : null
  const caption = mark && marks ? marks.captionOf(mark, t.names[looked.stop] ?? looked.stop, lang) : ''

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
  const arrive = useCallback((step: number) => dispatch({ type: 'go', step }), [dispatch])
  const travel = useTravel(run, arrive)
  const go = (action: Action) => {
    setPlaying(false)
    if (action.type === 'go') return travel.start(Math.min(LAST_STEP, action.step))
    travel.stop()
    if (hasExtras() || !mayNeedExtras(action)) return dispatch(action)
    void fetchExtras().then(() => dispatch(action))
  }
  const spoken =
    state.sub > 0
      ? sayPart(state, stops, t, show, hidden)
      : state.step === 0
        ? t.atStart
        : t.said(state.step, point, lossText)
  useEffect(() => {
    if (!playing) say(spoken)
    // The first frame says nothing: nobody has done anything yet.
  }, [spoken, playing, say])

  const { span } = state
  const xAxis = useMemo(() => linearAxis(0, span), [span])
  const yAxis = useMemo(() => axisFor(path.map((p) => p.loss)), [path])
  // The chart tells a loss to whoever points at it.
  const unseen = here('loss', 0) ? state.step : null
  const lines = useMemo(
    () => [
      {
        id: 'loss',
        label: t.loss,
        className: 'line-train',
        points: path.filter((p) => p.t !== unseen).map((p) => ({ x: p.t, y: p.loss })),
      },
    ],
    [path, t.loss, unseen],
  )
  const optimizerName = t.params.optimizer[2]?.[state.optimizer] ?? ''
  const [w = NaN, b = NaN] = frame.theta
  const panel = { state, rule, objective, t, dispatch: go }

  return (
    <div className="stepper">
      <div className="stepper-rule">
        <RulePanel {...panel} lang={lang} run={run} isFar={isFar} hidden={hidden} />
        <Fold label={t.folds.turn} kind="turn">
          <StepTurn
            lang={lang}
            run={run}
            step={inView}
            stops={stops}
            digits={state.digits}
            turn={turn}
            nameOf={(stop, c) => (c === null ? (t.names[stop] ?? stop) : nameOf(stop, c, objective.names, t))}
            symbolOf={(name) => LETTERS[name] ?? name}
            onTurn={setTurn}
            onTry={({ step, setting, digits }) => go({ type: 'try', step, setting, digits })}
            say={say}
          />
        </Fold>
      </div>
      <div className="stepper-picture">
        {asLine && points.length > 0 ? (
          <Suspense
            fallback={
              <div className="plot" aria-hidden="true">
                <div className="plot-frame" />
              </div>
            }
          >
            <LinePlot
              points={points}
              used={frame.samples ?? points.map((_, i) => i)}
              slope={w}
              intercept={b}
              description={t.samples.description(shown(w, 'theta', 0), shown(b, 'theta', 1))}
              format={(x) => cell(x, 4)}
            />
          </Suspense>
        ) : (
          <Plot
            objective={objective}
            path={path}
            now={{ t: frame.t, theta: frame.theta, loss: frame.loss }}
            slope={frame.gradient}
            description={sentences(lang, [t.path(optimizerName, state.step, point, lossText), caption])}
            lossLabel={t.loss}
            outside={t.outside}
            format={(x) => cell(x, 4)}
            mark={mark && marks && <marks.StopMark {...mark} />}
            onStart={settings.locked ? undefined : (start) => go({ type: 'start', start })}
          />
        )}
        <p className="quiet stepper-caption">
          {asLine && points.length > 0 ? '\u00a0' : caption || (settings.locked ? '\u00a0' : t.setStart)}
        </p>
        {points.length > 0 && (
          <>
            <Button
              label={asLine ? t.samples.plane : t.samples.line}
              onPress={() => setAsLine((old) => !old)}
            />
            <Samples state={state} t={t} dispatch={go} />
          </>
        )}
      </div>
      <div className="stepper-bar">
        <PlayBar
          t={t.bar}
          playing={playing}
          atStart={state.step === 0 && state.sub === 0}
          atEnd={broken !== null || state.step >= LAST_STEP}
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
            {travel.to !== null
              ? t.computing(travel.percent)
              : state.sub > 0
                ? t.partOf(state.step + 1, state.sub, stops.length)
                : t.stepOf(state.step)}
          </span>
        </PlayBar>
        <div className="stepper-scrub">
          <input
            autoComplete="off"
            type="range"
            aria-label={t.jump}
            aria-valuetext={t.stepOf(state.step)}
            min={0}
            max={span}
            value={travel.to ?? state.step}
            onChange={(e) => go({ type: 'go', step: Number(e.target.value) })}
          />
          <NumberField
            label={t.jumpTo}
            value={state.step}
            min={0}
            max={LAST_STEP}
            complaint={complaintIn(lang)}
            onChange={(step) => go({ type: 'go', step: Math.round(step) })}
          />
        </div>
        <Status state={state} t={t} lang={lang} show={show} />
      </div>
      <div className="stepper-table">
        <StepTable {...panel} run={run} hides={hides} />
        <Fold label={t.folds.edit} kind="edit">
          <EditPanel {...panel} lang={lang} hides={hides} say={say} />
        </Fold>
        <Fold label={t.folds.around} kind="around">
          <AroundPanel state={state} t={t} lang={lang} dispatch={go} />
        </Fold>
        {points.length > 0 && (
          <Fold label={t.folds.points} kind="points">
            <PointsPanel state={state} t={t} lang={lang} dispatch={go} />
          </Fold>
        )}
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
      <Controls {...panel} lang={lang} />
      <div className="stepper-more">
        <Fold label={t.folds.take} kind="take">
          <TakeAway
            lang={lang}
            run={run}
            step={inView}
            isAsking={isAsking}
            digits={state.digits}
            optimizer={optimizerName}
            names={t.names}
            nameOf={(stop) => t.names[stop] ?? stop}
            say={say}
          />
        </Fold>
      </div>
    </div>
  )
}

/** Whether the mark of a stop would tell what the reader works out: the loss is where the new point is. */
const hidesMark = (stop: string, names: readonly string[], hidden: Hidden): boolean =>
  names.some((_, c) => hidden(stop, c) || (stop === 'loss' && hidden('theta', c)))

/** A part of a step in words: its name and what it gave, coordinate by coordinate. */
function sayPart(
  state: State,
  stops: readonly string[],
  t: StepperMessages,
  show: (x: number) => string,
  hidden: Hidden,
): string {
  const stop = stops[state.sub - 1] ?? ''
  const { trace } = runOf(state).frame(state.step + 1)
  const { names } = objectiveOf(state)
  const alone: Readonly<Record<string, number | undefined>> = {
    loss: trace?.lossAfter,
    norm: gradientNorm(trace?.gradient ?? []),
    rate: trace?.schedule?.rate,
  }
  const values = (stop === 'g' ? trace?.gradient : trace?.values[stop]) ?? []
  const one = (x: number, c: number) => (hidden(stop, c) ? HIDDEN : show(x))
  const said =
    stop in alone
      ? one(alone[stop] ?? NaN, 0)
      : names.length === 1
        ? one(values[0] ?? NaN, 0)
        : t.list(names.map((name, c) => `${letterOf(name)} = ${one(values[c] ?? NaN, c)}`))
  return t.saidPart(t.names[stop] ?? stop, said)
}
