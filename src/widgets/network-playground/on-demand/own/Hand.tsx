import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { PICTURE } from '../../../../core/dataset/index.ts'
import type { Language } from '../../../../widget-kit/language.ts'
import { MOST_POINTS, nearest, placed, type OwnPoint } from '../../own-points.ts'
import { messages } from './messages.ts'
import './style.css'

/** Which class a click draws, or that it takes away. */
export type Tool = number | 'erase'

export interface HandProps {
  readonly points: readonly OwnPoint[]
  readonly tool: Tool
  readonly locked: boolean
  readonly lang: Language
  draw(points: readonly OwnPoint[], moved?: number): void
  say(text: string): void
}

/** How near a click must come to a point: half a finger on a phone. */
const REACH = 0.07
const STEP = 0.05
const LEAP = 0.25
/** Half the width of the cross. */
const ARM = 0.09

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

const written = (x: number): string => String(x).replace('-', '−')

/** Draws, moves and takes away points on the plane, by pointer or by a cross that the keyboard moves. */
export default function Hand({ points, tool, locked, lang, draw, say }: HandProps) {
  const t = messages[lang]
  const [cross, setCross] = useState<readonly [number, number]>([0, 0])
  const [held, setHeld] = useState(-1)
  const dragged = useRef(-1)
  /** The point that is carried may have been undone meanwhile. */
  const carried = held < points.length ? held : -1

  const move = (index: number, x1: number, x2: number) =>
    draw(
      points.map((p, i) => (i === index ? [placed(x1), placed(x2), p[2]] : p)),
      index,
    )
  const erase = (index: number) => {
    if (index < 0) return say(t.nothing)
    setHeld(-1)
    draw(points.filter((_, i) => i !== index))
    say(t.gone)
  }
  const add = (x1: number, x2: number) => {
    if (tool === 'erase') return erase(nearest(points, x1, x2, REACH))
    if (points.length >= MOST_POINTS) return say(t.full(MOST_POINTS))
    draw([...points, [placed(x1), placed(x2), tool]])
    say(t.drawn(tool, written(placed(x1)), written(placed(x2))))
  }
  const placeOf = (e: PointerEvent<HTMLDivElement>): readonly [number, number] => {
    const box = e.currentTarget.getBoundingClientRect()
    const share = (at: number, from: number, size: number) => PICTURE * ((2 * (at - from)) / size - 1)
    return [share(e.clientX, box.left, box.width), -share(e.clientY, box.top, box.height)]
  }
  const onPointerDown = (e: PointerEvent<HTMLDivElement>) => {
    if (locked || e.button !== 0) return
    const [x1, x2] = placeOf(e)
    setCross([placed(x1), placed(x2)])
    const index = nearest(points, x1, x2, REACH)
    if (tool === 'erase' || index < 0) return add(x1, x2)
    dragged.current = index
    e.currentTarget.setPointerCapture(e.pointerId)
  }
  const onPointerMove = (e: PointerEvent<HTMLDivElement>) => {
    if (dragged.current >= 0 && dragged.current < points.length) move(dragged.current, ...placeOf(e))
  }
  const step = (by: readonly [number, number], size: number) => {
    const [x1, x2] = [placed(cross[0] + size * by[0]), placed(cross[1] + size * by[1])]
    setCross([x1, x2])
    if (carried >= 0) move(carried, x1, x2)
    const over = points[nearest(points, x1, x2, REACH)]
    say(t.at(written(x1), written(x2), over ? String(over[2]) : null))
  }
  const lift = () => {
    const index = carried >= 0 ? -1 : nearest(points, ...cross, REACH)
    say(carried >= 0 ? t.dropped : index < 0 ? t.nothing : t.held)
    setHeld(index)
  }
  const onKeyDown = (e: KeyboardEvent) => {
    if (locked || e.ctrlKey || e.metaKey || e.altKey) return
    const by = ARROWS[e.key]
    if (by) step(by, e.shiftKey ? LEAP : STEP)
    else if (e.key === 'Enter') add(...cross)
    else if (e.key === ' ') lift()
    else if (e.key === 'Delete' || e.key === 'Backspace') erase(nearest(points, ...cross, REACH))
    else return
    e.preventDefault()
  }
  return (
    <div
      className="pg-draw"
      role="application"
      aria-label={t.plane}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (dragged.current = -1)}
      onPointerCancel={() => (dragged.current = -1)}
      onKeyDown={onKeyDown}
    >
      <svg
        className="pg-cross"
        viewBox={`${-PICTURE} ${-PICTURE} ${2 * PICTURE} ${2 * PICTURE}`}
        aria-hidden="true"
        focusable="false"
      >
        <path
          className={carried >= 0 ? 'is-held' : undefined}
          d={`M${cross[0] - ARM} ${-cross[1]}h${2 * ARM}m${-ARM} ${-ARM}v${2 * ARM}`}
        />
      </svg>
    </div>
  )
}
