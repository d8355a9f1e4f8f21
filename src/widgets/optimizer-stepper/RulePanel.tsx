import { useMemo } from 'react'
import type { Trajectory } from '../../core/optimizer/trajectory.ts'
import { Tex } from '../../ui/Tex.tsx'
import { alignedTex, headOf, linesOf } from './lines.ts'
import type { PanelProps } from './panel.ts'
import { stopsOf } from './model.ts'

interface Props extends PanelProps {
  readonly run: Trajectory
}

/** The rule in symbols, a row for each stop; below it the chosen stop in symbols, in numbers and its result. */
export function RulePanel({ state, rule, objective, run, t, dispatch }: Props) {
  const stops = stopsOf(rule)
  const inStep = state.sub > 0
  const shown = inStep ? state.sub - 1 : Math.min(state.focus, stops.length - 1)
  const { trace } = run.frame(inStep ? state.step + 1 : state.step)
  const stop = stops[shown] ?? 'theta'
  const lines = useMemo(
    () => (trace ? linesOf(stop, rule, objective, trace, state.digits) : null),
    [trace, stop, rule, objective, state.digits],
  )
  const several = objective.names.length > 1
  return (
    <>
      <p className="stepper-head">{t.rule}</p>
      <ol className="rule">
        {stops.map((name, i) => (
          <li key={name} className={inStep && i >= state.sub ? 'ahead' : undefined}>
            <button
              type="button"
              className="rule-row"
              aria-current={i === shown ? 'step' : undefined}
              aria-label={t.names[name]}
              title={t.names[name]}
              onClick={() => dispatch({ type: 'focus', stop: i })}
            >
              <Tex tex={headOf(name, rule, objective)} />
            </button>
          </li>
        ))}
      </ol>
      <p className="stepper-head">{t.numbers}</p>
      <div
        className={several ? 'lines several' : 'lines'}
        tabIndex={0}
        role="group"
        aria-label={`${t.numbers}: ${t.names[stop] ?? stop}`}
        data-stop={stop}
        data-values={lines?.rows.map((r) => r.value).join(' ')}
      >
        {lines ? <Tex tex={alignedTex(lines, several)} block /> : <p className="quiet">{t.notYet}</p>}
      </div>
    </>
  )
}
