import { useId, useMemo } from 'react'
import { Button } from '../../ui/Button.tsx'
import { MoreDigits } from '../../ui/MoreDigits.tsx'
import { Tex } from '../../ui/Tex.tsx'
import { type Block, gradientBlock, termBlock, totalBlock } from './lines.ts'
import { isCategorical } from './losses.ts'
import type { PanelProps } from './panel.ts'

/** The sample shown: its term and its gradient in symbols, numbers and result; below them all terms together. */
export function FormulaPanel({ state, bench, t, dispatch }: PanelProps) {
  const [term, gradient, total] = useMemo(
    () => [termBlock(state, bench), gradientBlock(state, bench), totalBlock(state, bench)],
    [state, bench],
  )
  const many = isCategorical(state.loss)
  const hidden = state.turn === 'on'
  const note = useId()
  return (
    <div className="lb-formulas">
      <div className="lb-samples" role="group" aria-label={t.chosen}>
        {bench.rows.map((_, i) => (
          <Button
            key={i}
            label={t.sample(i + 1)}
            quiet
            pressed={i === state.focus}
            onPress={() => dispatch({ type: 'focus', sample: i })}
          />
        ))}
      </div>
      <Lines name={t.term} part="term" block={term} note={note} hidden={hidden} />
      <Lines name={many ? t.gradients : t.gradient} part="gradient" block={gradient} note={note} />
      <Lines name={t.total[state.reduction]} part="total" block={total} note={note} hidden={hidden} />
      <MoreDigits id={note} tex={term.tex + gradient.tex + total.tex} text={t.moreDigits} />
    </div>
  )
}

interface LinesProps {
  readonly name: string
  readonly part: string
  readonly block: Block
  /** The id of what explains its marks. */
  readonly note: string
  /** The results are the reader's to find, and nowhere on the page. */
  readonly hidden?: boolean
}

function Lines({ name, part, block, note, hidden = false }: LinesProps) {
  return (
    <>
      <p className="lb-head">{name}</p>
      <div
        className={`lb-lines is-${part}`}
        tabIndex={0}
        role="group"
        aria-label={name}
        aria-describedby={note}
        data-results={hidden ? undefined : block.worked.map((w) => w.result.value).join(' ')}
      >
        <Tex tex={block.tex} block />
      </div>
    </>
  )
}
