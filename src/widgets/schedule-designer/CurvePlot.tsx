import { useMemo, useState, type MouseEvent } from 'react'
import { shareOf } from '../../ui/chart/axis.ts'
import { Handle } from '../../ui/plot/Handle.tsx'
import { useControl } from '../../widget-kit/ParamControl.tsx'
import { axesOf, type Axes, type CurveHandle, curveOf, handlesOf } from './curve.ts'
import { cell } from './lines.ts'
import type { DesignerMessages } from './messages.ts'
import { rateOf, type Action, type State, warmUpOf } from './model.ts'
import { params } from './params.ts'

interface Props {
  readonly state: State
  readonly t: DesignerMessages
  readonly lang: 'en' | 'zh'
  dispatch(action: Action): void
  /** Puts the cursor at k. */
  onGo(k: number): void
}

const percent = (share: number): string => `${(100 * share).toFixed(2)}%`

/** The letter of a setting in the formula. */
const LETTERS: Readonly<Record<string, string>> = {
  rate: 'α',
  warmUp: 'W',
  warmUpStart: 'w',
  every: 'N',
  factor: 'γ',
  decay: 'γ',
  power: 'P',
  first: 'T₀',
  multiplier: 'M',
  rho: 'ρ',
  divisor: 'D',
}

/** The letter at a handle, and what stands below it. */
function letterOf(name: string, s: State): readonly [letter: string, below: string] {
  if (name === 'total') return [warmUpOf(s) > 0 ? 'W + T' : 'T', '']
  if (name === 'floor') return s.schedule === 'linear' ? ['bα', ''] : ['α', 'min']
  return [LETTERS[name] ?? name, '']
}

function Letter({ name, state }: { readonly name: string; readonly state: State }) {
  const [letter, below] = letterOf(name, state)
  return (
    <>
      {letter}
      {below && <sub>{below}</sub>}
    </>
  )
}

/** The rate against the updates made, with what can be dragged; a click puts the cursor there. */
export function CurvePlot({ state, t, lang, dispatch, onGo }: Props) {
  const { locked } = useControl('settings')
  // While something is held, the axes stay: a picture that rescales under a finger runs away from it.
  const [held, setHeld] = useState<Axes | null>(null)
  const axes = useMemo(() => held ?? axesOf(state), [held, state])
  const { x, y } = axes
  const left = (k: number) => 100 * shareOf(x, k)
  const top = (rate: number) => 100 * (1 - shareOf(y, rate))
  const points = useMemo(() => curveOf(state), [state])
  const handles = handlesOf(state).filter((h) => left(h.k) <= 100.001)
  const format = (rate: number) => cell(rate, 4)
  const choose = (event: MouseEvent<HTMLDivElement>) => {
    if ((event.target as Element).closest('.handle')) return
    const box = event.currentTarget.getBoundingClientRect()
    const k = Math.round(x.from + ((event.clientX - box.left) / box.width) * (x.to - x.from))
    onGo(k)
  }
  const drag = (h: CurveHandle, px: number, py: number) => {
    const k = x.from + (Math.min(Math.max(px, 0), 100) / 100) * (x.to - x.from)
    const rate = y.to - (Math.min(Math.max(py, 0), 100) / 100) * (y.to - y.from)
    dispatch({ type: 'set', name: h.name, value: h.valueAt(h.way === 'vertical' ? rate : k) })
  }
  const place = (h: CurveHandle) => ({ x: left(h.k), y: h.way === 'vertical' ? top(h.rate) : 0 })
  const now = rateOf(state)(state.step)
  return (
    <figure className="chart designer-curve" aria-label={t.curve(format(state.rate))}>
      <div className="chart-y-label">{t.rateAxis}</div>
      <div className="chart-frame">
        {y.ticks.map((tick) => (
          <span key={tick}>
            <i className="chart-grid" style={{ bottom: percent(shareOf(y, tick)) }} />
            <span className="chart-tick chart-tick-y" style={{ bottom: percent(shareOf(y, tick)) }}>
              {format(tick)}
            </span>
          </span>
        ))}
        {x.ticks
          .filter((tick) => tick <= x.to)
          .map((tick) => (
            <span key={tick} className="chart-tick chart-tick-x" style={{ left: percent(shareOf(x, tick)) }}>
              {format(tick)}
            </span>
          ))}
        <div
          className="chart-plot designer-plot"
          onClick={choose}
          onPointerDown={(e) => (e.target as Element).closest('.handle') && setHeld(axes)}
          onPointerUp={() => setHeld(null)}
          onPointerCancel={() => setHeld(null)}
        >
          {x.to > state.updates && (
            <span className="designer-untrained" style={{ left: percent(shareOf(x, state.updates)) }}>
              {t.untrained}
            </span>
          )}
          <i className="chart-mark" style={{ left: percent(shareOf(x, state.step)) }} />
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="group" aria-label={t.handles}>
            <path className="designer-plain" d={`M0 ${top(state.rate).toFixed(2)}H100`} />
            {handles.map(
              (h) =>
                h.way === 'horizontal' && (
                  <path key={h.name} className="designer-guide" d={`M${left(h.k).toFixed(2)} 0V100`} />
                ),
            )}
            <polyline
              className="designer-line"
              points={points.map((p) => `${left(p.k).toFixed(2)},${top(p.rate).toFixed(2)}`).join(' ')}
            />
            <path className="designer-now" d={`M${left(state.step).toFixed(2)} ${top(now).toFixed(2)}h0`} />
            {handles.map((h) => (
              <Handle
                key={h.name}
                label={params[h.name].label[lang]}
                value={h.value}
                min={h.min}
                max={h.max}
                step={h.step}
                valueText={t.valueText(h.name, cell(h.value, 4))}
                {...place(h)}
                orientation={h.way}
                className={h.way === 'vertical' ? 'q-parameter' : 'designer-stop'}
                disabled={locked}
                onDrag={(px, py) => drag(h, px, py)}
                onValue={(value) => dispatch({ type: 'set', name: h.name, value })}
              />
            ))}
          </svg>
          {handles.map((h) => (
            <span
              key={h.name}
              className={`designer-letter is-${h.way}`}
              aria-hidden="true"
              style={{ left: `${place(h).x.toFixed(2)}%`, top: `${place(h).y.toFixed(2)}%` }}
            >
              <Letter name={h.name} state={state} />
            </span>
          ))}
        </div>
      </div>
      <div className="chart-x-label">{t.updatesAxis}</div>
    </figure>
  )
}
