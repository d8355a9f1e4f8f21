import { useMemo } from 'react'
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
  return (
    <>
      <p className="bp-head">{t.here}</p>
      <div
        className="bp-lines"
        tabIndex={0}
        role="group"
        aria-label={t.here}
        data-value={lines && !hidden ? lines.value : undefined}
      >
        {lines ? <Tex tex={alignedTex(lines, hidden)} block /> : <p className="quiet">{t.notYet}</p>}
      </div>
    </>
  )
}
