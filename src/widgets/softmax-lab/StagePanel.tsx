import { useId } from 'react'
import { MoreDigits } from '../../ui/MoreDigits.tsx'
import { Tex } from '../../ui/Tex.tsx'
import { headed } from '../../widget-kit/language.ts'
import { headOf, linesOf } from './lines.ts'
import { isHidden, stopsOf } from './model.ts'
import type { PanelProps } from './panel.ts'
import { CLASSES, STAGE_NAMES } from './params.ts'

/** The stages in symbols, a row each; below them the chosen one in symbols, in numbers, and its result. */
export function StagePanel({ state, stages, t, lang, dispatch }: PanelProps) {
  const { stage, focus, precision, digits } = state
  const whole = isHidden(state, stage, focus)
  const hidden = !whole ? 'nothing' : stage === 'probability' ? 'result' : 'all'
  const lines = linesOf(stage, stages, focus, { precision, digits, hidden })
  const name = CLASSES[focus] ?? ''
  const note = useId()
  return (
    <>
      <p className="softmax-head">{t.ofClass(name)}</p>
      <ol className="softmax-stages">
        {stopsOf(state).map((stop) => (
          <li key={stop}>
            <button
              type="button"
              className="softmax-stage"
              aria-current={stop === stage ? 'step' : undefined}
              aria-label={t.names[stop]}
              onClick={() => dispatch({ type: 'stage', stage: stop })}
            >
              <Tex tex={headOf(stop, stages, focus)} />
              <span className="softmax-stage-name">{STAGE_NAMES[stop][lang]}</span>
            </button>
          </li>
        ))}
      </ol>
      <p className="softmax-head">{t.inNumbers}</p>
      <div
        className="softmax-lines"
        tabIndex={0}
        role="group"
        aria-label={headed(lang, t.inNumbers, t.names[stage])}
        aria-describedby={note}
        data-stage={stage}
        data-result={lines.text}
      >
        <Tex tex={lines.tex} block />
      </div>
      <MoreDigits id={note} tex={lines.tex} text={t.moreDigits} />
    </>
  )
}
