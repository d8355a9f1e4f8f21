import type { Objective } from '../../../../core/objective/objective.ts'
import type { Setup, Trace } from '../../../../core/optimizer/frame.ts'
import { Tex } from '../../../../ui/Tex.tsx'
import type { Language } from '../../../../widget-kit/language.ts'
import { ASPECT, curveOf, type SurfaceView, viewOf } from '../../../../ui/plot/surface.ts'
import { isVisible, markOf, type Mark } from './mark.ts'
import { CAPTIONS } from './messages.ts'
import { within } from './shapes.ts'
import './style.css'

export interface StopMarkProps {
  readonly stop: string
  readonly setup: Setup
  readonly trace: Trace
}

const views = new WeakMap<Objective, SurfaceView>()
function viewIn(objective: Objective): SurfaceView {
  const flat = objective.names.length === 1
  const known = views.get(objective)
  const view = known ?? (flat ? curveOf(objective, objective.window[0] ?? [-5, 5]).view : viewOf(objective))
  views.set(objective, view)
  return view
}

/** The mark of a stop in the picture of its function; null for what has none, and outside the picture. */
function seenMark({ stop, setup, trace }: StopMarkProps): Mark | null {
  const mark = markOf(stop, setup, trace, viewIn(setup.objective))
  return mark && isVisible(mark) ? mark : null
}

/** What the mark of a stop is, in words; empty where there is none. */
export function captionOf(props: StopMarkProps, name: string, lang: Language): string {
  const mark = seenMark(props)
  return mark ? CAPTIONS[lang][mark.kind](name) : ''
}

/** A ring around a point, in percent of the width. */
const RING = 1.9

/** A stop in the picture: the arrow, box or ring in the colour of its quantity, and its letter. */
export function StopMark(props: StopMarkProps) {
  const mark = seenMark(props)
  if (!mark) return null
  const { main, thin, dashed, ring } = mark
  const [left, top] = within(mark.label.at)
  return (
    <div className={`stop-mark q-${mark.quantity}`} data-mark={props.stop}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {dashed && <path className="mark-dashed" d={dashed} />}
        {thin && <path className="mark-thin" d={thin} />}
        {main && <path className="mark-halo" d={main} />}
        {main && <path className="mark-main" d={main} />}
        {ring && <ellipse className="mark-ring" cx={ring[0]} cy={ring[1]} rx={RING} ry={RING * ASPECT} />}
      </svg>
      <span className="mark-label" style={{ left: `${left}%`, top: `${top}%` }} aria-hidden="true">
        <Tex tex={mark.label.tex} />
      </span>
    </div>
  )
}
