import { useId, useMemo } from 'react'
import { MoreDigits } from '../../ui/MoreDigits.tsx'
import { Tex } from '../../ui/Tex.tsx'
import { alignedTex, linesOf } from './lines.ts'
import type { PanelProps } from './panel.ts'

/** The item that has just been done: symbols, numbers, result. */
export function StepPanel({ state, place, t }: Omit<PanelProps, 'dispatch'>) {
  const { graph, item, sweep, hidden } = place
  const lines = useMemo(
    () => (item ? linesOf(graph, item, sweep, state.digits) : null),
    [graph, item, sweep, state.digits],
  )
  const written = lines && alignedTex(lines, hidden)
  const note = useId()
  return (
    <>
      <p className="bp-head">{t.here}</p>
      <div
        className="bp-lines"
        tabIndex={0}
        role="group"
        aria-label={t.here}
        aria-describedby={note}
        data-value={lines && !hidden ? lines.value : undefined}
      >
        {written ? <Tex tex={written} block /> : <p className="quiet">{t.notYet}</p>}
      </div>
      <MoreDigits id={note} tex={written} text={t.moreDigits} />
    </>
  )
}
