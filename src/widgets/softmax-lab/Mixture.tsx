import { useMemo } from 'react'
import { listed } from '../../widget-kit/language.ts'
import { numberText } from '../../ui/parse-number.ts'
import { DECADES, mixturePaths, placeOf } from './mixture.ts'
import { isHidden, shiftedLogits } from './model.ts'
import type { PanelProps } from './panel.ts'
import { CLASSES } from './params.ts'

/** A hairline at every decade inside. */
const GRID = DECADES.slice(1, -1)
  .map((x) => `M${(100 * placeOf(x)).toFixed(2)} 0V100`)
  .join('')

/** How the classes share the probability at every temperature, cold at the left; a line at the present one. */
export function Mixture({ state, stages, t, lang, show }: PanelProps) {
  const z = shiftedLogits(state)
  const key = z.join()
  // The picture hangs on the logits alone, which are a new list at every step.
  const paths = useMemo(() => mixturePaths(key.split(',').map(Number)), [key])
  const each = CLASSES.slice(0, z.length).map(
    (name, k) =>
      `${name} ${isHidden(state, 'probability', k) ? t.hidden : show(stages.probabilities[k] ?? NaN)}`,
  )
  const list = listed(lang, each)
  const at = (100 * placeOf(state.temperature)).toFixed(2)
  return (
    <div className="softmax-mixture" role="img" aria-label={t.mixtureOf(list, numberText(state.temperature))}>
      <p className="softmax-head">{t.mixture}</p>
      <div className="softmax-mixture-head">
        <span>{t.cold}</span>
        <span>{t.hot}</span>
      </div>
      <div className="softmax-mixture-frame">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
          {paths.map((d, k) => (
            <path key={k} className={k === state.focus ? 'current' : undefined} d={d} />
          ))}
          <path className="softmax-decades" d={GRID} />
          <line className="softmax-now" x1={at} x2={at} y1="0" y2="100" />
        </svg>
        {z.map((_, k) => (
          <span key={k} className="softmax-mixture-name" style={{ top: `${(100 * (k + 0.5)) / z.length}%` }}>
            {CLASSES[k]}
          </span>
        ))}
        {DECADES.map((x) => (
          <span key={x} className="chart-tick chart-tick-x" style={{ left: `${100 * placeOf(x)}%` }}>
            {x}
          </span>
        ))}
      </div>
    </div>
  )
}
