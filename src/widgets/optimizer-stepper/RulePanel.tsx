import { useId, useMemo, useState, type KeyboardEvent, type SyntheticEvent } from 'react'
import { formatExactly } from '../../core/formula/precision.ts'
import type { Trajectory } from '../../core/optimizer/trajectory.ts'
import { MoreDigits } from '../../ui/MoreDigits.tsx'
import { Tex } from '../../ui/Tex.tsx'
import { usePaced } from '../../ui/use-paced.ts'
import { headed, type Language } from '../../widget-kit/language.ts'
import { alignedTex, headOf, linesOf, type Lines } from './lines.ts'
import { stopInView, stopsOf } from './run.ts'
import type { PanelProps } from './panel.ts'
import type { Hidden } from './hiding.ts'

interface Props extends PanelProps {
  readonly run: Trajectory
  readonly lang: Language
  /** Whether the run is so long that the lines keep a pace while one scrubs through it. */
  readonly isFar: boolean
  /** What of the step in view the reader works out. */
  readonly hidden: Hidden
}

const PACE = { least: 60, rest: 3 } as const

/** A number of the lines: which row's, and which of its operands; null is the result. */
interface Place {
  readonly row: number
  readonly name: string | null
}

const placesOf = (lines: Lines): Place[] =>
  lines.rows.flatMap(({ operands, isHidden }, row) => [
    ...Object.keys(operands).map((name) => ({ row, name })),
    ...(isHidden ? [] : [{ row, name: null }]),
  ])

/** The place of a number in the typeset lines, from the classes that it carries. */
function placeAt(element: Element): Place | null {
  const found = element.closest('.term, .result')
  const [, row, name] = /(?:term-of|result)-(\d)(?:-(\w+))?/.exec(found?.className ?? '') ?? []
  return row === undefined ? null : { row: Number(row), name: name ?? null }
}

/** The number at a place of the lines with all its digits. */
function exactTex(lines: Lines, { row, name }: Place): string | null {
  const of = lines.rows[row]
  const value = name !== null ? of?.operands[name] : of?.isHidden ? undefined : of?.value
  if (!of || value === undefined) return null
  const coordinate = lines.rows.length > 1 ? `${of.coordinate}\\colon\\;` : ''
  const symbol = name === null ? lines.head.split(' = ')[0] : (lines.notations[name]?.tex ?? name)
  return `${coordinate}${symbol} = ${formatExactly(value).tex}`
}

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
  const [place, setPlace] = useState<Place | null>(null)
  // The name goes with the numbers that are there, which may follow a moment later.
  const named = lines ? drawn.stop : stop
  const exact = lines && place ? exactTex(lines, place) : null
  const point = (event: SyntheticEvent) => {
    const found = placeAt(event.target as Element)
    if (found) setPlace(found)
  }
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!by || !lines) return
    event.preventDefault()
    const places = placesOf(lines)
    const here = places.findIndex((p) => p.row === place?.row && p.name === place.name)
    setPlace(places[(here + by + places.length) % places.length] ?? null)
  }
  const several = objective.names.length > 1
  const written = lines && alignedTex(lines, several, state.digits)
  const note = useId()
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
              <Tex tex={heads[i] ?? ''} />
            </button>
          </li>
        ))}
      </ol>
      <p className="stepper-head">{t.numbers}</p>
      <div
        className={several ? 'lines several' : 'lines'}
        tabIndex={0}
        role="group"
        aria-label={headed(lang, t.numbers, t.names[named] ?? named)}
        aria-describedby={note}
        data-stop={named}
        data-values={lines?.rows.map((r) => (r.isHidden ? r.text : r.value)).join(' ')}
        onPointerOver={point}
        onClick={point}
        onKeyDown={walk}
        onFocus={() => setPlace((old) => old ?? { row: 0, name: null })}
      >
        {written !== null ? <Tex tex={written} block /> : <p className="quiet">{t.notYet}</p>}
      </div>
      <MoreDigits id={note} tex={written} text={t.moreDigits} />
      <p className="exact" aria-live="polite">
        {exact ? <Tex tex={exact} /> : t.exactHint}
      </p>
    </>
  )
}
