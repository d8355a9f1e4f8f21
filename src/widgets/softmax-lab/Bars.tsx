import { useState } from 'react'
import { numberText } from '../../ui/parse-number.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { complaintIn, useControl } from '../../widget-kit/ParamControl.tsx'
import { cell } from './lines.ts'
import { beforeShift, isHidden, shiftedLogits } from './model.ts'
import type { PanelProps } from './panel.ts'
import { CLASSES, params } from './params.ts'

/** Half the width of the logits' axis: the first of 5, 10, 20, 50, 100, … beyond them all, so that each can grow. */
export function reachOf(logits: readonly number[]): number {
  const far = Math.max(1, ...logits.map(Math.abs))
  const decade = 10 ** Math.floor(Math.log10(far))
  return Math.max(5, [1, 2, 5, 10].map((n) => n * decade).find((reach) => reach > far) ?? 10 * decade)
}

/** Steps from the middle of a slider to either end. */
const POSITIONS = 100
/** More digits have no room beside a bar; the table has them. */
const MOST_DIGITS = 4

/** Logits and probabilities as bars, side by side in a row for each class. A logit's bar is its slider. */
export function Bars(props: PanelProps) {
  const { state, t } = props
  // The axis keeps still while a bar is being dragged.
  const [held, setHeld] = useState<number | null>(null)
  const reach = held ?? reachOf(state.logits)
  const ends = [state.shift - reach, state.shift, state.shift + reach]
  return (
    <div
      className="softmax-bars"
      onPointerDown={() => setHeld(reach)}
      onPointerUp={() => setHeld(null)}
      onPointerCancel={() => setHeld(null)}
    >
      <div className="softmax-axis" aria-hidden="true">
        <span className="softmax-axis-name q-parameter">{t.logits}</span>
        <span className="softmax-axis-name">{t.probabilities}</span>
      </div>
      {state.logits.map((_, k) => (
        <BarRow key={k} {...props} k={k} reach={reach} />
      ))}
      <div className="softmax-axis" aria-hidden="true">
        <span className="softmax-ticks">
          {ends.map((x, i) => (
            <span key={i}>{numberText(Number(x.toPrecision(6))).replace('-', '−')}</span>
          ))}
        </span>
        <span className="softmax-ticks">
          {[0, 0.5, 1].map((x) => (
            <span key={x}>{x}</span>
          ))}
        </span>
      </div>
    </div>
  )
}

function BarRow({ state, stages, t, lang, dispatch, k, reach }: PanelProps & { k: number; reach: number }) {
  const { locked } = useControl('logits')
  const name = CLASSES[k] ?? ''
  const base = state.logits[k] ?? 0
  const z = shiftedLogits(state)[k] ?? 0
  const p = stages.probabilities[k] ?? NaN
  const hidden = isHidden(state, 'probability', k)
  const share = Math.max(-1, Math.min(1, base / reach))
  const shown = hidden ? '?' : cell(p, state.precision, Math.min(state.digits, MOST_DIGITS))
  return (
    <div className={k === state.focus ? 'softmax-row current' : 'softmax-row'} data-class={name}>
      <button
        type="button"
        className="softmax-class"
        aria-label={t.lookAt(name)}
        aria-pressed={k === state.focus}
        onClick={() => dispatch({ type: 'focus', k })}
      >
        {name}
      </button>
      <span className="softmax-logit">
        <span
          className="softmax-logit-bar"
          aria-hidden="true"
          style={{ left: `${50 + 50 * Math.min(0, share)}%`, width: `${50 * Math.abs(share)}%` }}
        />
        <input
          autoComplete="off"
          type="range"
          aria-label={t.logitOf(name)}
          aria-valuetext={numberText(z)}
          min={-POSITIONS}
          max={POSITIONS}
          value={Math.round(share * POSITIONS)}
          disabled={locked}
          onChange={(e) =>
            dispatch({
              type: 'logit',
              k,
              value: Number(((Number(e.target.value) / POSITIONS) * reach).toPrecision(6)),
            })
          }
        />
      </span>
      <NumberField
        label={t.logitOf(name)}
        showLabel={false}
        value={z}
        min={params.logits.min + state.shift}
        max={params.logits.max + state.shift}
        disabled={locked}
        complaint={complaintIn(lang)}
        onChange={(value) => dispatch({ type: 'logit', k, value: beforeShift(state, value) })}
      />
      <span
        className="softmax-track"
        role="img"
        aria-label={t.probabilityOf(name, hidden ? t.hidden : shown)}
        data-broken={Number.isFinite(p) ? undefined : ''}
      >
        {!hidden && Number.isFinite(p) && (
          <span className="softmax-share" style={{ width: `${(100 * p).toFixed(2)}%` }} />
        )}
        {k === state.target && <span className="softmax-goal" />}
      </span>
      <span className="softmax-p" data-p={hidden ? '?' : String(p)} title={hidden ? undefined : String(p)}>
        {shown}
      </span>
    </div>
  )
}
