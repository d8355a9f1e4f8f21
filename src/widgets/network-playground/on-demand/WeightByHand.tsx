import { useEffect, useMemo, useState } from 'react'
import type { Dataset } from '../../../core/dataset/index.ts'
import { expr } from '../../../core/formula/expr.ts'
import { filled } from '../../../core/formula/filled.ts'
import { tex } from '../../../core/formula/tex.ts'
import { formatNumber } from '../../../core/formula/precision.ts'
import { startState } from '../../../core/network/train.ts'
import { weightStep, type PausedNetwork } from '../../../core/network/weight-step.ts'
import { trainingOptimizer } from '../../../core/optimizer/index.ts'
import { type Assignment, notationsOf, type Rule } from '../../../core/optimizer/rule.ts'
import { coordinateValues } from '../../../core/optimizer/step.ts'
import type { RunSpec } from '../../../engine/run-spec.ts'
import { Button } from '../../../ui/Button.tsx'
import { Tex } from '../../../ui/Tex.tsx'
import type { Language } from '../../../widget-kit/language.ts'
import type { RunControl } from '../../../widget-kit/training.ts'
import { messages } from './messages.ts'

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
}

/** An assignment in three lines, aligned at the equals signs: symbols, numbers, result; one block of TeX. */
function assignmentTex(rule: Rule, { target, value }: Assignment, values: Readonly<Record<string, number>>) {
  const notations = notationsOf(rule)
  const { numbers, result } = filled(value, values, notations, DIGITS)
  const lines = [
    `${tex(expr(target), { notations })} &= ${tex(value, { notations })}`,
    `&= ${numbers}`,
    `&= \\htmlClass{result}{${result}}`,
  ]
  return `\\begin{aligned}${lines.join('\\\\[2pt]')}\\end{aligned}`
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
 * optimizer's rule with this weight's numbers in. What the network does next can be compared with it.
 */
export default function WeightByHand(props: WeightByHandProps) {
  const { spec, data, run, parameters, index, name, lang } = props
  const t = messages[lang]
  const at = usePaused(props)
  const rule = trainingOptimizer(spec.optimizer.id)
  const [foretold, setForetold] = useState<{ readonly step: number; readonly value: number } | null>(null)
  const { hyperparameters } = spec.optimizer
  const { model, batchSize, l2, seed } = spec
  const trace = useMemo(
    () => at && weightStep({ model, rule, hyperparameters, batchSize, l2, seed }, at, data, index),
    [at, model, rule, hyperparameters, batchSize, l2, seed, data, index],
  )
  if (!trace) return <p className="pg-hand quiet">{t.waiting[run.phase]}</p>
  const values = coordinateValues(rule, trace, trace, 0)
  const show = (x: number) => formatNumber(x, 6).text
  const gradient = formatNumber(trace.gradient[0] ?? NaN, DIGITS)
  return (
    <section className="pg-hand" data-step={trace.t} data-foretold={trace.values['theta']?.[0]}>
      <h4 className="pg-heading">{t.heading(name, String(trace.t))}</h4>
      <p>{t.gradient(String(batchSize), l2 > 0)}</p>
      <Tex tex={`\\htmlClass{q q-gradient}{g_{t}} = ${gradient.tex}\\,,\\quad t = ${trace.t}`} block />
      <p>{t.then}</p>
      {rule.assignments.map((a) => (
        <Tex key={a.target} tex={assignmentTex(rule, a, values)} block />
      ))}
      <Button
        label={t.step}
        icon="step"
        onPress={() => {
          setForetold({ step: trace.t, value: trace.values['theta']?.[0] ?? NaN })
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
