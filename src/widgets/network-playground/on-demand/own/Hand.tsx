import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react'
import { PICTURE } from '../../../../core/dataset/index.ts'
import type { Language } from '../../../../widget-kit/language.ts'
import { MOST_POINTS, placed, type OwnPoint } from '../../own-points.ts'
import { messages } from './messages.ts'
import { nearest } from './nearest.ts'
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

/** A pointer that went farther than this, in pixels, was no tap. */
const TAP = 10

const written = (x: number): string => String(x).replace('-', '−')

/** Where a pointer or a finger is. */
type Spot = Pick<Touch, 'clientX' | 'clientY'>

function placeOf({ clientX, clientY }: Spot, of: Element): readonly [number, number] {
  const box = of.getBoundingClientRect()
  const share = (at: number, from: number, size: number) => PICTURE * ((2 * (at - from)) / size - 1)
  return [share(clientX, box.left, box.width), -share(clientY, box.top, box.height)]
}

/** A finger that goes up or down scrolls the page, except where it has hold of something. */
function useNoScroll(
  plane: RefObject<HTMLElement | null>,
  holds: (spot: Spot, of: Element) => boolean,
): void {
  const asked = useRef(holds)
  useEffect(() => {
    asked.current = holds
  })
  useEffect(() => {
    const own = plane.current
    const onTouch = (e: TouchEvent) => {
      const [touch] = e.touches
      if (own && e.touches.length === 1 && touch && asked.current(touch, own)) e.preventDefault()
    }
    // React listens passively, and could not keep the page still.
    own?.addEventListener('touchstart', onTouch, { passive: false })
    return () => own?.removeEventListener('touchstart', onTouch)
  }, [plane])
}

/** Draws, moves and takes away points on the plane, by pointer or by a cross that the keyboard moves. */
export default function Hand({ points, tool, locked, lang, draw, say }: HandProps) {
  const t = messages[lang]
  const [cross, setCross] = useState<readonly [number, number]>([0, 0])
  const [held, setHeld] = useState(-1)
  const dragged = useRef(-1)
  const plane = useRef<HTMLDivElement>(null)
  /** Where the pointer went down beside all points; null when it is not down, or scrolls the page. */
  const tapped = useRef<{ readonly x: number; readonly y: number } | null>(null)
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
  const dragsFrom = (e: Spot, of: Element): number =>
    locked || tool === 'erase' ? -1 : nearest(points, ...placeOf(e, of), REACH)
  useNoScroll(plane, (touch, of) => dragsFrom(touch, of) >= 0)
  const onPointerDown = (e: PointerEvent<HTMLDivElement>) => {
    if (locked || e.button !== 0 || !e.isPrimary) return
    dragged.current = dragsFrom(e, e.currentTarget)
    tapped.current = dragged.current < 0 ? { x: e.clientX, y: e.clientY } : null
    if (dragged.current >= 0) e.currentTarget.setPointerCapture(e.pointerId)
  }
  const onPointerUp = (e: PointerEvent<HTMLDivElement>) => {
    const down = tapped.current
    letGo()
    if (!down || Math.hypot(e.clientX - down.x, e.clientY - down.y) > TAP) return
    const [x1, x2] = placeOf({ clientX: down.x, clientY: down.y }, e.currentTarget)
    setCross([placed(x1), placed(x2)])
    add(x1, x2)
  }
  const letGo = () => {
    dragged.current = -1
    tapped.current = null
  }
  const onPointerMove = (e: PointerEvent<HTMLDivElement>) => {
    if (dragged.current >= 0 && dragged.current < points.length)
      move(dragged.current, ...placeOf(e, e.currentTarget))
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
      ref={plane}
      className="pg-draw"
      role="application"
      aria-label={t.plane}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={letGo}
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
