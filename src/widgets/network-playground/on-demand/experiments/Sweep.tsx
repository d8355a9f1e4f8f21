import { memo, useContext, useEffect, useRef } from 'react'
import { taskOf } from '../../../../core/dataset/index.ts'
import { outputsOf } from '../../../../core/network/spec.ts'
import { GRID } from '../../../../engine/protocol.ts'
import type { Axis } from '../../../../ui/chart/axis.ts'
import { Chart } from '../../../../ui/chart/Chart.tsx'
import { Button } from '../../../../ui/Button.tsx'
import { Choice } from '../../../../ui/Choice.tsx'
import { FieldMap } from '../../../../ui/FieldMap.tsx'
import { OptionsContext } from '../../../../widget-kit/options.ts'
import { SWEEP_LIMITS, SWEEP_NAMES, type Sweep as Wanted, type SweepName } from '../../experiments.ts'
import { classRegions } from '../../class-regions.ts'
import { ClassMap } from '../../ClassMap.tsx'
import { formatsIn } from '../../format.ts'
import { lossAxis } from '../../LossChart.tsx'
import { dataOf, isTrainable, modelOf, specOf, type State } from '../../model.ts'
import { params } from '../../params.ts'
import { pictureOf, valueScaleOf } from '../../picture.ts'
import type { PanelProps } from '../../Panels.tsx'
import { differing, otherPoints } from '../differences.ts'
import { ListField } from './ListField.tsx'
import { messages, type ExperimentMessages } from './messages.ts'
import { isPossible, matters, proposedValues, rangeOf, sweepOf, withSwept } from './plan.ts'
import { RunTable } from './RunTable.tsx'
import './style.css'
import { Steps } from './Trial.tsx'
import { isOver, type Track } from './tracks.ts'
import { useRuns } from './use-runs.ts'

interface Asked {
  readonly state: State
  readonly sweep: Wanted
}

const written = (x: number): string => String(x).replace('-', '−')

const labelOf = (name: SweepName, lang: PanelProps['lang'], t: ExperimentMessages): string =>
  name === 'units' || name === 'depth' ? t.names[name] : params[name].label[lang]

const fits = (name: SweepName, values: readonly number[]): boolean =>
  values.length >= SWEEP_LIMITS.min &&
  values.length <= SWEEP_LIMITS.max &&
  new Set(values).size === values.length &&
  values.every((x) => isPossible(name, x))

/** One setting at several values, each trained from step 0: where the losses end, and what each network says. */
export default function Sweep({ state, dispatch, lang, say, report, lossNameOf }: PanelProps) {
  const { locked } = useContext(OptionsContext)
  const t = messages[lang]
  const formats = formatsIn(lang)
  const sweep = sweepOf(state)
  const { name, values, steps } = sweep
  const runs = useRuns<Asked>()
  const { asked, tracks } = runs
  const drawn = runs.drawn.asked
  const { min, max, whole } = rangeOf(name)
  const done = tracks.filter(isOver).length
  useProgress(tracks, done, t, say, report)
  const isStale =
    asked !== null &&
    (otherPoints(asked.state, state) ||
      differing(withSwept(asked.state, asked.sweep.name, 1), withSwept(state, asked.sweep.name, 1)).length >
        0)
  const failed = tracks.find((track) => track.phase === 'failed')?.problem
  const canRun = isTrainable(state)
  const start = () => {
    if (!canRun) return say(t.noPoints)
    const specs = values.map((x) => specOf(withSwept(state, name, x)))
    runs.start({ state, sweep }, specs, steps, 1)
  }
  return (
    <div className="pg-experiment">
      <p className="quiet">{t.sweepHint}</p>
      <div className="pg-experiment-form">
        <Choice
          label={t.change}
          value={name}
          options={SWEEP_NAMES.filter((n) => n === name || matters(n, state)).map((n) => ({
            value: n,
            label: labelOf(n, lang, t),
          }))}
          disabled={locked}
          onChange={(n) =>
            dispatch({ type: 'sweep', sweep: { name: n, values: proposedValues(n, state), steps } })
          }
        />
        <ListField
          key={name}
          label={t.values}
          values={values}
          disabled={locked}
          complaint={t.badValues(
            String(SWEEP_LIMITS.min),
            String(SWEEP_LIMITS.max),
            written(min),
            written(max),
            whole,
          )}
          accepts={(typed) => fits(name, typed)}
          onChange={(typed) =>
            dispatch({ type: 'sweep', sweep: { ...sweep, values: [...typed].sort((a, b) => a - b) } })
          }
        />
        <Steps
          steps={steps}
          disabled={locked}
          t={t}
          onChange={(next) => dispatch({ type: 'sweep', sweep: { ...sweep, steps: next } })}
        />
        <Button
          label={runs.isRunning ? t.stop : t.runSweep}
          icon={runs.isRunning ? 'pause' : 'play'}
          onPress={runs.isRunning ? runs.stop : start}
        />
      </div>
      <p className="quiet pg-experiment-note">
        {!canRun
          ? t.noPoints
          : failed?.type === 'failed'
            ? t.failed(failed.code)
            : asked === null
              ? t.before
              : isStale
                ? t.stale
                : t.progress(formats.whole(done), formats.whole(tracks.length))}
      </p>
      <div className="pg-experiment-results">
        <SweepChart {...runs.drawn} state={state} lossNameOf={lossNameOf} lang={lang} t={t} />
        {drawn && (
          <RunTable
            first={t.value}
            t={t}
            formats={formats}
            rows={runs.drawn.tracks.map((track, i) => {
              const x = drawn.sweep.values[i] ?? NaN
              return {
                name: written(x),
                settings: withSwept(drawn.state, drawn.sweep.name, x),
                track,
                act: !locked && (
                  <Button
                    label={t.use(written(x))}
                    quiet
                    onPress={() => {
                      const { name: swept } = drawn.sweep
                      const setting = swept === 'units' || swept === 'depth' ? 'layers' : swept
                      dispatch({ type: 'set', name: setting, value: withSwept(state, swept, x)[setting] })
                      say(t.used(labelOf(swept, lang, t), written(x)))
                    }}
                  />
                ),
              }
            })}
          />
        )}
      </div>
      {drawn && (
        <ul className="pg-multiples" aria-hidden="true">
          {runs.drawn.tracks.map((track, i) => (
            <li key={i}>
              <Multiple
                track={track}
                settings={withSwept(drawn.state, drawn.sweep.name, drawn.sweep.values[i] ?? 0)}
              />
              <span>
                {written(drawn.sweep.values[i] ?? NaN)}
                {track.phase === 'diverged' && ' ✕'}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** What one network says over the plane, as far as it has come. */
const Multiple = memo(
  function Multiple({ track, settings }: { readonly track: Track; readonly settings: State }) {
    const model = modelOf(settings)
    const fields = pictureOf(model, track.at)?.fields.slice(-outputsOf(model)) ?? []
    const [field] = fields
    const data = dataOf(settings)
    const scale = valueScaleOf(data)
    const isValue = taskOf(data).kind === 'value'
    return (
      <div className="pg-multiple">
        {fields.length > 1 ? (
          <ClassMap regions={classRegions(fields, GRID)} grid={GRID} label="" />
        ) : (
          field && (
            <FieldMap values={field} grid={GRID} low={isValue ? -scale : 0} high={isValue ? scale : 1} />
          )
        )}
      </div>
    )
  },
  (a, b) => a.track.at === b.track.at,
)

/** A screen reader hears when half of the runs are made, and how it ends. */
function useProgress(
  tracks: readonly Track[],
  done: number,
  t: ExperimentMessages,
  say: (text: string) => void,
  report: (text: string) => void,
): void {
  const told = useRef(0)
  useEffect(() => {
    if (done === told.current) return
    told.current = done
    if (done === 0) return
    const problem = tracks.find((track) => track.phase === 'failed')?.problem
    if (tracks.some((track) => track.phase === 'stopped')) say(t.stopped)
    else if (problem?.type === 'failed') say(t.failed(problem.code))
    else if (done === tracks.length) say(t.finished(String(done)))
    else if (done === Math.ceil(tracks.length / 2)) report(t.progress(String(done), String(tracks.length)))
  }, [done, tracks, t, say, report])
}

interface SweepChartProps {
  readonly tracks: readonly Track[]
  readonly asked: Asked | null
  readonly state: State
  readonly lossNameOf: PanelProps['lossNameOf']
  readonly lang: PanelProps['lang']
  readonly t: ExperimentMessages
}

/** The values stand evenly, whatever lies between them: powers of ten, powers of two and plain counts alike. */
const placesOf = (n: number): Axis => ({
  scale: 'linear',
  from: 0,
  to: Math.max(n - 1, 1),
  ticks: Array.from({ length: n }, (_, i) => i),
})

function SweepChart({ tracks, asked, state, lossNameOf, lang, t }: SweepChartProps) {
  const formats = formatsIn(lang)
  const values = asked?.sweep.values ?? sweepOf(state).values
  const lines = (['train', 'validation'] as const).map((id) => {
    const points = tracks.flatMap((track, i) => {
      const y = id === 'train' ? track.at?.trainLoss : track.at?.validationLoss
      return track.phase === 'done' && y !== undefined ? [{ x: i, y }] : []
    })
    const isDot = points.length === 1
    return {
      id,
      label: t.chart[id],
      className: `line-${id}${isDot ? ' is-dot' : ''}`,
      points: isDot ? [...points, ...points] : points,
    }
  })
  const losses = lines.flatMap((line) => line.points.map((p) => p.y))
  const name = labelOf(asked?.sweep.name ?? sweepOf(state).name, lang, t)
  return (
    <div className="pg-chart">
      <Chart
        lines={lines}
        x={placesOf(values.length)}
        y={lossAxis(losses, state.scale)}
        xLabel={tracks.some((track) => track.phase === 'diverged') ? `${name} · ${t.mark}` : name}
        yLabel={lossNameOf(asked?.state ?? state)}
        description={t.chart.sweepDescription(name)}
        format={formats.tick}
        formatX={(i) => `${written(values[i] ?? NaN)}${tracks[i]?.phase === 'diverged' ? '✕' : ''}`}
      />
    </div>
  )
}
