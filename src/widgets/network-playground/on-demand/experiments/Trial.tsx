import { useContext, useEffect, useMemo, useRef } from 'react'
import { linearAxis } from '../../../../ui/chart/axis.ts'
import { Chart } from '../../../../ui/chart/Chart.tsx'
import { Button } from '../../../../ui/Button.tsx'
import { Choice } from '../../../../ui/Choice.tsx'
import { NumberField } from '../../../../ui/NumberField.tsx'
import { listed } from '../../../../widget-kit/language.ts'
import { OptionsContext } from '../../../../widget-kit/options.ts'
import { STEP_LIMITS, type Trial as Wanted } from '../../experiments.ts'
import { formatsIn, type Formats } from '../../format.ts'
import { lossAxis } from '../../LossChart.tsx'
import { isTrainable, specOf, type State } from '../../model.ts'
import { params } from '../../params.ts'
import { RUN_NAMES, type RunName } from '../../pins.ts'
import type { PanelProps } from '../../Panels.tsx'
import { differing, nameOf, otherPoints, valueText } from '../differences.ts'
import { messages, type ExperimentMessages } from './messages.ts'
import { matters, sharedBy, trialOf } from './plan.ts'
import { RunTable } from './RunTable.tsx'
import './style.css'
import { useRuns } from './use-runs.ts'
import { ValueControl } from './ValueControl.tsx'
import { isOver, type Track } from './tracks.ts'

/** What was run: the settings as they were, and the change. */
interface Asked {
  readonly state: State
  readonly trial: Wanted
}

const changedBy = ({ state, trial }: Asked): State => ({ ...state, [trial.name]: trial.value })

/** Where it is computed is no question for an experiment. */
const NAMES = RUN_NAMES.filter((name) => name !== 'backend')

/** Two runs from one seed, side by side: as it is set, and with one thing changed. */
export default function Trial({ state, dispatch, lang, say, lossNameOf }: PanelProps) {
  const { locked } = useContext(OptionsContext)
  const t = messages[lang]
  const formats = formatsIn(lang)
  const trial = trialOf(state)
  const { name, value, steps } = trial
  const runs = useRuns<Asked>()
  const plan = (next: Partial<Wanted>) => dispatch({ type: 'trial', trial: { ...trial, ...next } })
  const changed = useMemo(
    () => changedBy({ state, trial: { name, value, steps } }),
    [state, name, value, steps],
  )
  const specs = useMemo(() => [specOf(state), specOf(changed)] as const, [state, changed])
  useOutcome(runs.tracks, runs.asked, t, formats, lang, say)
  const { asked } = runs
  const drawn = runs.drawn.asked
  const canRun = isTrainable(state) && isTrainable(changed)
  const start = () => {
    if (!canRun) return say(t.noPoints)
    runs.start({ state, trial }, specs, steps, 2)
  }
  const text = (of: RunName, x: unknown) => valueText(of, x, lang, t.none)
  const isStale =
    asked !== null &&
    (differing(asked.state, state).length > 0 || otherPoints(asked.state, state) || asked.trial.name !== name)
  return (
    <div className="pg-experiment">
      <p className="quiet">{t.trialHint}</p>
      <div className="pg-experiment-form">
        <Choice
          label={t.change}
          value={name}
          options={NAMES.filter((n) => n === name || matters(n, state)).map((n) => ({
            value: n,
            label: params[n].label[lang],
          }))}
          disabled={locked}
          onChange={(n) =>
            dispatch({ type: 'trial', trial: trialOf({ ...state, trial: { name: n, value: '', steps } }) })
          }
        />
        <ValueControl
          key={name}
          name={name}
          value={value}
          disabled={locked}
          lang={lang}
          t={t}
          onChange={(next) => plan({ value: next })}
        />
        <Steps steps={steps} disabled={locked} t={t} onChange={(next) => plan({ steps: next })} />
        <Button
          label={runs.isRunning ? t.stop : t.runBoth}
          icon={runs.isRunning ? 'pause' : 'play'}
          onPress={runs.isRunning ? runs.stop : start}
        />
      </div>
      <p className="quiet">
        {t.shared(sharedBy(...specs))} {state.edits.length > 0 && t.editsLeftOut}
      </p>
      <p className="quiet pg-experiment-note">{canRun ? (isStale ? t.stale : '\u00a0') : t.noPoints}</p>
      <div className="pg-experiment-results">
        <TrialChart {...runs.drawn} state={state} lossNameOf={lossNameOf} lang={lang} t={t} />
        <div>
          {drawn === null ? (
            <p className="quiet">{t.before}</p>
          ) : (
            <RunTable
              first={nameOf(drawn.trial.name, lang)}
              t={t}
              formats={formats}
              rows={runs.drawn.tracks.map((track, i) => {
                const settings = i === 0 ? drawn.state : changedBy(drawn)
                const label = text(drawn.trial.name, settings[drawn.trial.name])
                return {
                  name: i === 0 ? `${label} (${t.now})` : label,
                  settings,
                  track,
                  act: i === 1 && !locked && (
                    <Button
                      label={t.use(label)}
                      quiet
                      onPress={() => {
                        dispatch({ type: 'set', name: drawn.trial.name, value: drawn.trial.value })
                        say(t.used(params[drawn.trial.name].label[lang], label))
                      }}
                    />
                  ),
                }
              })}
            />
          )}
        </div>
      </div>
    </div>
  )
}

interface StepsProps {
  readonly steps: number
  readonly disabled: boolean
  readonly t: ExperimentMessages
  onChange(steps: number): void
}

/** How long each run is. */
export function Steps({ steps, disabled, t, onChange }: StepsProps) {
  return (
    <NumberField
      label={t.steps}
      value={steps}
      {...STEP_LIMITS}
      disabled={disabled}
      complaint={t.badNumber}
      onChange={(x) => onChange(Math.round(x))}
    />
  )
}

/** Says, once, how both runs ended. */
function useOutcome(
  tracks: readonly Track[],
  asked: Asked | null,
  t: ExperimentMessages,
  f: Formats,
  lang: PanelProps['lang'],
  say: (text: string) => void,
): void {
  const told = useRef<Asked | null>(null)
  useEffect(() => {
    if (!asked || told.current === asked || tracks.length === 0 || !tracks.every(isOver)) return
    told.current = asked
    const { name, value } = asked.trial
    const texts = tracks.map((track, i) => {
      const label = valueText(name, i === 0 ? asked.state[name] : value, lang, t.none)
      const { problem, at, phase } = track
      if (problem?.type === 'diverged') return t.diverged(label, f.whole(problem.step))
      if (problem) return t.failed(problem.code)
      if (phase === 'stopped' || !at) return t.stopped
      return t.outcome(label, f.whole(at.step), t.loss.validation, f.loss(at.validationLoss))
    })
    say([...new Set(texts)].join(' '))
  }, [tracks, asked, t, f, lang, say])
}

interface TrialChartProps {
  readonly tracks: readonly Track[]
  readonly asked: Asked | null
  readonly state: State
  readonly lossNameOf: PanelProps['lossNameOf']
  readonly lang: PanelProps['lang']
  readonly t: ExperimentMessages
}

function TrialChart({ tracks, asked, state, lossNameOf, lang, t }: TrialChartProps) {
  const formats = formatsIn(lang)
  const { overlay, scale } = state
  const lines = tracks.map((track, i) => {
    const value = i === 0 ? asked?.state[asked.trial.name] : asked?.trial.value
    return {
      id: i === 0 ? 'now' : 'changed',
      label: asked ? valueText(asked.trial.name, value, lang, t.none) : '',
      className: i === 0 ? 'line-now' : 'pin-line pin-0',
      points: track.series.points.map((p) => ({ x: p.step, y: p[overlay] })),
    }
  })
  const losses = lines.flatMap((line) => line.points.map((p) => p.y))
  // Two runs may have two losses: with other data, or another loss.
  const names = new Set(asked ? [asked.state, changedBy(asked)].map(lossNameOf) : [lossNameOf(state)])
  return (
    <div className="pg-chart">
      <Chart
        lines={lines}
        x={linearAxis(0, asked?.trial.steps ?? STEP_LIMITS.default)}
        y={lossAxis(losses, scale)}
        xLabel={t.chart.x}
        yLabel={listed(lang, [t.loss[overlay], ...names])}
        description={t.chart.description(t.loss[overlay])}
        format={formats.tick}
      />
    </div>
  )
}
