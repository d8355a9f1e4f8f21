import { useMemo } from 'react'
import type { Trajectory } from '../../core/optimizer/trajectory.ts'
import { usePaced } from '../../ui/use-paced.ts'
import type { Hidden } from '../../widget-kit/by-hand/hiding.ts'
import { NumberLines } from '../../widget-kit/by-hand/NumberLines.tsx'
import { RuleList } from '../../widget-kit/by-hand/RuleList.tsx'
import { headed, type Language } from '../../widget-kit/language.ts'
import { headOf, linesOf, stopTex } from './lines.ts'
import type { PanelProps } from './panel.ts'
import { stopInView, stopsOf } from './run.ts'

interface Props extends PanelProps {
  readonly run: Trajectory
  readonly lang: Language
  /** Whether the run is so long that the lines keep a pace while one scrubs through it. */
  readonly isFar: boolean
  /** What of the step in view the reader works out. */
  readonly hidden: Hidden
}

const PACE = { least: 60, rest: 3 } as const

/** The rule in symbols, a row for each stop; below it the chosen stop in symbols, in numbers and its result. */
export function RulePanel({ state, objective, run, isFar, t, lang, hidden, dispatch }: Props) {
  const stops = stopsOf(state)
  const inStep = state.sub > 0
  const { place: shown, stop, of: at } = stopInView(state)
  // What is drawn later is of one run: a step of the old one has not the numbers of the new one's formulas.
  const now = useMemo(() => ({ run, stop, trace: run.frame(at).trace }), [run, stop, at])
  const drawn = usePaced(now, isFar && !inStep, PACE)
  const lines = useMemo(() => {
    const { trace } = drawn
    return trace ? linesOf(drawn.stop, drawn.run.setup, trace, state.digits, hidden) : null
  }, [drawn, state.digits, hidden])
  // The rate's formula is of this step, the others are the run's.
  const ofRate = run.setup.schedule && drawn.run === run ? drawn.trace : undefined
  const names = stops.join(' ')
  // Before the first step nothing is computed yet, and no value to be followed.
  const marked = now.trace ? stop : undefined
  const heads = useMemo(
    () =>
      names.split(' ').map((name) => headOf(name, run.setup, name === 'rate' ? ofRate : undefined, marked)),
    [run, names, ofRate, marked],
  )
  // The name goes with the numbers that are there, which may follow a moment later.
  const named = lines ? drawn.stop : stop
  const several = objective.names.length > 1
  return (
    <>
      <p className="stepper-head">{t.rule}</p>
      <RuleList
        stops={stops.map((id, i) => ({ id, name: t.names[id], tex: heads[i] ?? '' }))}
        current={shown}
        done={inStep ? state.sub : stops.length}
        onChoose={(stop) => dispatch({ type: 'focus', stop })}
      />
      <p className="stepper-head">{t.numbers}</p>
      <NumberLines
        lines={lines}
        tex={lines && stopTex(lines, several, state.digits)}
        label={headed(lang, t.numbers, t.names[named] ?? named)}
        stop={named}
        several={several}
        t={t}
      />
    </>
  )
}
