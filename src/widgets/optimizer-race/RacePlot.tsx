import { useMemo, type KeyboardEvent } from 'react'
import type { Objective } from '../../core/objective/objective.ts'
import { Handle } from '../../ui/plot/Handle.tsx'
import { PlotFrame } from '../../ui/plot/PlotFrame.tsx'
import { Surface, useSurface } from '../../ui/plot/Surface.tsx'
import { placeIn, pointAt, type SurfaceView } from '../../ui/plot/surface.ts'
import { isComposing } from '../../ui/composing.ts'
import { exact, letterOf, shown } from './labels.ts'
import { LaneMark } from './LaneMark.tsx'
import type { RaceMessages } from './messages.ts'
import { standing, type Lane } from './model.ts'
import { params } from './params.ts'
import { groupsOf, pathTo, placesOf } from './race-paths.ts'

interface Props {
  readonly objective: Objective
  readonly lanes: readonly Lane[]
  readonly start: readonly number[]
  readonly step: number
  readonly t: RaceMessages
  readonly description: string
  readonly locked: boolean
  onStart(start: readonly number[]): void
}

/** Markers nearer to one another than this, in percent of the picture, are named together … */
const NEAR = 5
/** … and those beyond this place from the left are named on their left. */
const RIGHT = 78
/** One press of an arrow key moves the start by this share of the picture's width. */
const KEY_SHARE = 0.01

/** All paths on one picture: level lines, or the curve with a point for each. The start can be dragged. */
export function RacePlot({ objective, lanes, start, step, t, description, locked, onStart }: Props) {
  const picture = useSurface(objective)
  const { flat, view } = picture
  const places = useMemo(
    () => lanes.map((lane) => (flat ? [] : placesOf(lane.theta, view))),
    [lanes, view, flat],
  )
  const now = lanes.map((lane) => {
    const { theta, loss } = standing(lane, step)
    return placeIn(view, theta[0] ?? NaN, flat ? loss : (theta[1] ?? NaN))
  })
  const inside = now.map(([x, y]) => x >= 0 && x <= 100 && y >= 0 && y <= 100)
  const outside = lanes.flatMap((_, i) => (inside[i] ? [] : [letterOf(i)]))
  const groups = groupsOf(now, NEAR).filter(([first = 0]) => inside[first])
  return (
    <PlotFrame
      view={view}
      names={{
        x: { text: objective.names[0] ?? '', className: 'letter' },
        y: flat
          ? { text: t.loss, className: 'q-loss' }
          : { text: objective.names[1] ?? '', className: 'letter' },
      }}
      role="group"
      description={description}
      className="race-plot"
      format={shown}
      onChoose={locked ? undefined : (...point) => onStart(point.slice(0, objective.names.length))}
      note={
        outside.length > 0 && (
          <span className="plot-out">
            {t.outside} {outside.join(' ')}
          </span>
        )
      }
    >
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <Surface picture={picture} />
        {!flat &&
          lanes.map((_, i) => (
            <path key={i} className={`race-path lane-${i}`} d={pathTo(places[i]!, step, now[i]!)} />
          ))}
      </svg>
      {lanes.map((_, i) => (
        <span key={i} className="race-mark" hidden={!inside[i]} style={placed(now[i]!)}>
          <LaneMark lane={i} />
        </span>
      ))}
      {groups.map((group) => {
        const place = now[group[0]!]!
        return (
          <span
            key={group.join()}
            className={place[0] > RIGHT ? 'race-letters on-left' : 'race-letters'}
            aria-hidden="true"
            style={placed(place)}
          >
            {group.map((i) => (
              <span key={i} className={`race-letter lane-${i}`}>
                {letterOf(i)}
              </span>
            ))}
          </span>
        )
      })}
      <svg className="race-start" viewBox="0 0 100 100" preserveAspectRatio="none" focusable="false">
        <StartHandle {...{ objective, start, view, flat, locked, t, onStart }} />
      </svg>
    </PlotFrame>
  )
}

const placed = ([left, top]: readonly [number, number]) => ({
  left: `${within(left).toFixed(2)}%`,
  top: `${within(top).toFixed(2)}%`,
})
const within = (x: number): number => (x >= -100 && x <= 200 ? x : -100)

interface StartProps extends Pick<Props, 'objective' | 'start' | 'locked' | 't' | 'onStart'> {
  readonly view: SurfaceView
  readonly flat: boolean
}

/** The start: dragged both ways; left and right move its first coordinate, up and down its second. */
function StartHandle({ objective, start, view, flat, locked, t, onStart }: StartProps) {
  const [x = 0, y = 0] = start
  const [left, top] = placeIn(view, x, flat ? objective.valueAt(start) : y)
  const by = Number(((view.x[1] - view.x[0]) * KEY_SHARE).toPrecision(1))
  const limited = (value: number) => Math.min(Math.max(value, params.start.min), params.start.max)
  const onKeyDown = (event: KeyboardEvent) => {
    const sign = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    const chord = event.ctrlKey || event.altKey || event.metaKey
    if (flat || locked || chord || sign === undefined || isComposing(event.nativeEvent)) return
    event.preventDefault()
    event.stopPropagation()
    onStart([x, limited(Number((y + sign * by * (event.shiftKey ? 10 : 1)).toPrecision(12)))])
  }
  return (
    <g onKeyDownCapture={onKeyDown}>
      <Handle
        label={t.start}
        valueText={objective.names.map((name, i) => `${name} = ${exact(start[i] ?? NaN)}`).join(t.list)}
        orientation="horizontal"
        className="race-handle"
        x={bounded(left)}
        y={bounded(top)}
        value={x}
        min={view.x[0]}
        max={view.x[1]}
        step={by}
        disabled={locked}
        onDrag={(toLeft, toTop) => onStart(pointAt(view, toLeft, toTop).map(limited).slice(0, start.length))}
        onValue={(value) => onStart(flat ? [value] : [value, y])}
      />
    </g>
  )
}

const bounded = (x: number): number => (Number.isFinite(x) ? Math.min(Math.max(x, -1000), 1000) : -1000)
