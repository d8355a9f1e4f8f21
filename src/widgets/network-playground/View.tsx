import { lazy, Suspense, useCallback, useContext, useMemo, useState } from 'react'
import { rangeOf, taskOf } from '../../core/dataset/index.ts'
import { outputsOf } from '../../core/network/spec.ts'
import type { Pace } from '../../ui/pacer.ts'
import { Button } from '../../ui/Button.tsx'
import { PlayBar } from '../../ui/PlayBar.tsx'
import { usePaced } from '../../ui/use-paced.ts'
import type { ViewProps } from '../../widget-kit/define-widget.ts'
import { useReports } from '../../widget-kit/engine/use-reports.ts'
import { OptionsContext } from '../../widget-kit/options.ts'
import { useAutoplay } from '../../widget-kit/use-autoplay.ts'
import { ChartTools } from './ChartTools.tsx'
import { Controls } from './Controls.tsx'
import { Editor, nameOf, WeightTable, type EditorProps } from './Editor.tsx'
import { formatsIn } from './format.ts'
import { LossChart } from './LossChart.tsx'
import type { Messages } from './messages.ts'
import {
  dataOf,
  isTrainable,
  lossNameOf,
  MOST_EDITS,
  specOf,
  type Action,
  type SettingName,
  type State,
} from './model.ts'
import { Network } from './Network.tsx'
import { OutputMap } from './OutputMap.tsx'
import { Panels } from './Panels.tsx'
import { parametersOf, type Parameter } from './parameters.ts'
import { datasetOf, valueScaleOf } from './picture.ts'
import type { Tool } from './on-demand/own/Hand.tsx'
import { EMPTY, type OwnPoint } from './own-points.ts'
import type { OwnTable } from './own-table.ts'
import type { Selection } from './selection.ts'
import { problemOf, Status, statusTexts } from './Status.tsx'
import { tableLabels } from './table-labels.ts'
import { useInShape } from './use-in-shape.ts'
import { usePicture, type Shown } from './use-picture.ts'

/** One weight's next step, written out: fetched when a reader asks for it. */
const WeightByHand = lazy(() => import('./on-demand/WeightByHand.tsx'))

/** Drawing one's own points. */
const Hand = lazy(() => import('./on-demand/own/Hand.tsx'))
const OwnPanel = lazy(() => import('./on-demand/own/OwnPanel.tsx'))
/** And one's own table. */
const TablePanel = lazy(() => import('./on-demand/table/TablePanel.tsx'))

export type Props = ViewProps<State, Action, Messages>

const NONE: Shown['points'] = []

/** While it trains: the network is a hundred little pictures and lines, the chart a library's. */
const NETWORK_PACE: Pace = { least: 200, rest: 2 }
const CHART_PACE: Pace = { least: 500, rest: 4 }

/** The parts that are much to draw, as they are to be drawn now. The plane and the numbers do not wait for them. */
function useLater(state: State, { model, picture, points }: Shown, isRunning: boolean) {
  const { layers } = state
  const outputs = outputsOf(model)
  const all = useMemo(() => parametersOf({ hidden: layers, outputs }), [layers, outputs])
  const now = useMemo(() => ({ state, picture, all }), [state, picture, all])
  return {
    ...usePaced(now, isRunning, NETWORK_PACE),
    points: usePaced(points, isRunning, CHART_PACE),
  }
}

export function View({ state, dispatch, t, lang, say, report, run }: Props) {
  const { locked } = useContext(OptionsContext)
  const formats = formatsIn(lang)
  const shown = usePicture(state, run)
  const { data, picture } = shown
  const canTrain = isTrainable(state)
  const outputFields = useMemo(() => picture.fields.slice(-outputsOf(shown.model)), [picture, shown.model])
  const later = useLater(state, shown, run.phase === 'running')
  const [selection, select] = useInShape<NonNullable<Selection>>(shown.model)
  const [hand, setHand] = useInShape<Parameter>(shown.model)
  const spec = useMemo(() => specOf(state), [state])
  const task = useMemo(() => taskOf(shown.spec), [shown.spec])
  const texts = useMemo(() => statusTexts(picture, task, formats, t), [picture, task, formats, t])
  useReports({ run, texts, problem: problemOf(run, t, lang), t, say, report })

  const set = useCallback(
    (name: SettingName, value: unknown) => dispatch({ type: 'set', name, value }),
    [dispatch],
  )
  const [tool, setTool] = useState<Tool>(0)
  const draw = useCallback(
    (points: readonly OwnPoint[], moved?: number) =>
      dispatch({ type: 'points', points, ...(moved === undefined ? {} : { moved }) }),
    [dispatch],
  )
  const prepare = (given: OwnTable) => datasetOf(dataOf({ ...state, table: given }))
  const load = useCallback((given: OwnTable) => dispatch({ type: 'table', table: given }), [dispatch])
  const isFull = state.edits.length >= MOST_EDITS
  const { all } = later
  const last = later.state.layers.length + 1
  const edit = useCallback(
    (parameter: Parameter, value: number, was: number) => {
      if (isFull) return say(t.full)
      dispatch({ type: 'edit', index: parameter.index, value, was })
      say(t.edited(nameOf(parameter, last, t), formatsIn(lang).weight(value)))
    },
    [isFull, last, dispatch, say, t, lang],
  )
  const editing: EditorProps = { all, values: later.picture.parameters, last, lang, t, locked, edit }
  const byHand = (parameter: Parameter) => {
    // A weight can be stepped by hand while the network stands still.
    if (run.phase === 'running' || run.phase === 'starting') run.pause()
    setHand(parameter)
  }
  const isOwn = state.data === 'own'
  const isTable = state.data === 'table'
  const { table } = state
  const range = rangeOf(shown.spec)
  const scale = valueScaleOf(shown.spec)
  const labels = useMemo(
    () => (isTable && table && canTrain ? tableLabels(table, data, range, scale) : null),
    [isTable, table, canTrain, data, range, scale],
  )
  const own = { points: state.points, tool, locked, lang, draw, say }
  const first = isTable ? t.tableFirst : t.drawFirst
  const refuse = () => say(first)
  const runnable = canTrain ? run : { ...run, start: refuse, step: refuse }
  useAutoplay(runnable.start)
  /** Of nothing there are no numbers. */
  const told = canTrain ? t : { ...t, status: () => first }
  const { phase, progress, backend } = run
  const lossName = lossNameOf(state)
  // Losses of another kind are no match for these, and do not stand on their axis.
  const rivals = useMemo(
    () => state.pins.filter(({ settings, ...own }) => lossNameOf({ ...settings, ...own }) === lossName),
    [state.pins, lossName],
  )
  return (
    <div
      className="playground"
      data-phase={phase}
      data-step={picture.step}
      data-drawn={later.picture === picture}
      data-backend={backend?.backend}
      data-held={progress?.held}
      data-readbacks={progress?.readBacks}
    >
      <OutputMap
        data={(isOwn && state.points.length === 0) || (isTable && !canTrain) ? EMPTY : data}
        task={task}
        range={range}
        scale={scale}
        {...labels}
        fields={outputFields}
        label={canTrain ? t.outputLabel(texts.score) : t.outputTitle}
        t={t}
        below={
          (isOwn || isTable) && (
            <Suspense fallback={<p className="pg-own-wait quiet">{t.loadingOwn}</p>}>
              {isOwn && <OwnPanel {...own} choose={setTool} spec={shown.spec} />}
              {isTable && <TablePanel {...{ table, data, locked, lang, prepare, load, say }} />}
            </Suspense>
          )
        }
      >
        {isOwn && (
          <Suspense fallback={null}>
            <Hand {...own} />
          </Suspense>
        )}
      </OutputMap>
      <div className="pg-run">
        <PlayBar
          t={t.bar}
          playing={phase === 'running' || phase === 'starting'}
          atStart={phase === 'idle' && state.edits.length === 0}
          onReset={run.reset}
          onPlay={runnable.start}
          onPause={run.pause}
          onStep={() => runnable.step(1)}
        />
        <Status run={run} pace={spec.pace} texts={texts} t={told} lang={lang} />
      </div>
      <div className="pg-middle">
        <Network
          state={later.state}
          picture={later.picture}
          parameters={all}
          selection={selection}
          t={t}
          formats={formats}
          select={select}
          set={set}
        />
        <Editor {...editing} selection={selection} byHand={byHand} />
        {hand && (
          <div className="pg-hand-frame">
            <Suspense fallback={<p className="quiet">{t.loadingHand}</p>}>
              <WeightByHand
                key={hand.index}
                spec={spec}
                data={data}
                run={runnable}
                parameters={picture.parameters}
                index={hand.index}
                name={nameOf(hand, last, t)}
                lang={lang}
                say={say}
              />
            </Suspense>
            <Button label={t.closeHand} quiet onPress={() => setHand(null)} />
          </div>
        )}
        <WeightTable {...editing} formats={formats} still={progress === null} />
      </div>
      <Controls state={state} lang={lang} t={t} set={set} />
      <div className="pg-chart">
        <LossChart
          points={canTrain ? later.points : NONE}
          pins={rivals}
          loss={lossName}
          scale={state.scale}
          smooth={state.smooth}
          overlay={state.overlay}
          lang={lang}
          t={t.chart}
        />
        <ChartTools state={state} shown={shown} lang={lang} t={t} dispatch={dispatch} set={set} say={say} />
      </div>
      <Panels
        state={state}
        dispatch={dispatch}
        lang={lang}
        say={say}
        report={report}
        lossNameOf={(settings) => t.chart.y[lossNameOf(settings)]}
        shown={shown}
        isRunning={phase === 'running'}
        t={t}
      />
    </div>
  )
}
