import { useEffect, useMemo, useState } from 'react'
import type { Dataset } from '../../../core/dataset/index.ts'
import { formatNumber } from '../../../core/formula/precision.ts'
import { startState } from '../../../core/network/train.ts'
import { type PausedNetwork, weightAsked, weightStep } from '../../../core/network/weight-step.ts'
import { trainingOptimizer } from '../../../core/optimizer/index.ts'
import { verdictAlone } from '../../../core/optimizer/mistakes/index.ts'
import type { RunSpec } from '../../../engine/run-spec.ts'
import { Button } from '../../../ui/Button.tsx'
import { hiddenAt, NO_TURN, type Turn } from '../../../widget-kit/by-hand/hiding.ts'
import { alignedTex } from '../../../widget-kit/by-hand/lines.ts'
import { NumberLines } from '../../../widget-kit/by-hand/NumberLines.tsx'
import YourTurn from '../../../widget-kit/by-hand/on-demand/your-turn/YourTurn.tsx'
import { RuleList } from '../../../widget-kit/by-hand/RuleList.tsx'
import { headed, type Language } from '../../../widget-kit/language.ts'
import type { RunControl } from '../../../widget-kit/training.ts'
import { messages } from './messages.ts'
import { weightHead, weightLines } from './weight-lines.ts'

const DIGITS = 4

export interface WeightByHandProps {
  readonly spec: RunSpec
  readonly data: Dataset
  readonly run: RunControl
  /** The network's parameters as they are shown. */
  readonly parameters: Float32Array
  readonly index: number
  readonly name: string
  readonly lang: Language
  say(text: string): void
}

/** The network between two steps; null while it trains, or while its numbers are on their way. */
function usePaused({ spec, run, parameters }: WeightByHandProps): PausedNetwork | null {
  const { phase, progress, snapshot } = run
  const [taken, setTaken] = useState<{ readonly of: unknown; readonly at: PausedNetwork } | null>(null)
  const isStill = phase === 'paused' || phase === 'diverged'
  useEffect(() => {
    if (!isStill) return
    let live = true
    snapshot()?.then(
      (at) => live && setTaken({ of: progress, at }),
      () => live && setTaken(null),
    )
    return () => {
      live = false
    }
  }, [isStill, progress, snapshot])
  const fresh = useMemo(
    () => startState(trainingOptimizer(spec.optimizer.id), parameters),
    [spec.optimizer.id, parameters],
  )
  if (phase === 'idle') return fresh
  return isStill && taken?.of === progress ? taken.at : null
}

/**
 * One weight of the network, its next step written out: its gradient on the step's own batch, then every line of the
 * optimizer's rule with this weight's numbers in, one at a time, or asked of the reader. What the network does next can
 * be compared with it.
 */
export default function WeightByHand(props: WeightByHandProps) {
  const { spec, data, run, parameters, index, name, lang, say } = props
  const t = messages[lang]
  const at = usePaused(props)
  const rule = trainingOptimizer(spec.optimizer.id)
  const stops = ['g', ...rule.assignments.map((a) => a.target)]
  const [chosen, setChosen] = useState(0)
  const [isAsking, setAsking] = useState(false)
  const [turn, setTurn] = useState(NO_TURN)
  const [foretold, setForetold] = useState<{ readonly step: number; readonly value: number } | null>(null)
  const { hyperparameters } = spec.optimizer
  const { model, batchSize, l2, seed } = spec
  const trace = useMemo(
    () => at && weightStep({ model, rule, hyperparameters, batchSize, l2, seed }, at, data, index),
    [at, model, rule, hyperparameters, batchSize, l2, seed, data, index],
  )
  const hidden = useMemo(() => hiddenAt(turn, trace?.t ?? 0), [turn, trace?.t])
  if (!trace) return <p className="pg-hand quiet">{t.waiting[run.phase]}</p>
  // Another optimizer may have fewer lines.
  const place = Math.min(chosen, stops.length - 1)
  const stop = stops[place] ?? 'g'
  const lines = weightLines(rule, trace, stop, DIGITS, hidden)
  const asked = weightAsked(rule, trace)
  /** What is asked for is what is looked at. */
  const ask = (next: Turn) => {
    setTurn(next)
    const line = stops.indexOf(next.hide ?? '')
    if (next.hide !== turn.hide && line >= 0) setChosen(line)
  }
  const show = (x: number) => formatNumber(x, 6).text
  const next = trace.values['theta']?.[0] ?? NaN
  return (
    <section className="pg-hand" data-step={trace.t} data-foretold={hidden('theta', 0) ? undefined : next}>
      <h4 className="pg-heading">{t.heading(name, String(trace.t))}</h4>
      <p>{t.gradient(String(batchSize), l2 > 0)}</p>
      <RuleList
        stops={stops.map((id) => ({ id, name: t.names[id], tex: weightHead(rule, id, stop) }))}
        current={place}
        done={stops.length}
        onChoose={setChosen}
      />
      <div className="pg-hand-lines">
        <Button
          label={t.before}
          icon="up"
          iconOnly
          disabled={place === 0}
          onPress={() => setChosen(place - 1)}
        />
        <Button
          label={t.after}
          icon="down"
          iconOnly
          disabled={place === stops.length - 1}
          onPress={() => setChosen(place + 1)}
        />
        <span>{t.line(t.names[stop] ?? stop, String(place + 1), String(stops.length))}</span>
      </div>
      <NumberLines
        lines={lines}
        tex={alignedTex(lines, DIGITS)}
        label={headed(lang, t.numbers, t.names[stop] ?? stop)}
        stop={stop}
        t={t}
      />
      <Button label={t.turn} pressed={isAsking} onPress={() => setAsking(!isAsking)} />
      {isAsking && (
        <YourTurn
          lang={lang}
          step={trace.t}
          asked={asked}
          stops={stops.slice(1)}
          coordinates={1}
          digits={DIGITS}
          turn={turn}
          nameOf={(id) => t.names[id] ?? id}
          symbolOf={(id) => id}
          judge={(what, answer) => asked && verdictAlone(asked, what, answer)}
          onTurn={ask}
          say={say}
        />
      )}
      <Button
        label={t.step}
        icon="step"
        onPress={() => {
          setForetold({ step: trace.t, value: next })
          run.step(1)
        }}
      />
      <p className="pg-hand-outcome" role="status">
        {foretold && at?.step === foretold.step
          ? t.outcome(show(foretold.value), show(parameters[index] ?? NaN))
          : '\u00a0'}
      </p>
    </section>
  )
}
