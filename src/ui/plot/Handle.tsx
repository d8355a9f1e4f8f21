import { useEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { isComposing } from '../composing.ts'
import { type HandleRange, keyed } from './handle-keys.ts'
import './handle.css'

export interface HandleProps extends HandleRange {
  /** What is dragged: the name that is read aloud. */
  readonly label: string
  /** The value in words, with its unit, as it is read aloud. */
  readonly valueText: string
  /** Where the handle stands, in the units of the SVG around it. */
  readonly x: number
  readonly y: number
  /** The way it goes; a handle that goes both ways says the one that its value is. */
  readonly orientation?: 'horizontal' | 'vertical'
  /** How it looks, beside `handle`: a colour through `color`, `is-current` for the one that is looked at. */
  readonly className?: string
  readonly disabled?: boolean
  /** Dragged to here, in the units of the SVG; where that is no value, the owner takes the nearest. */
  onDrag(x: number, y: number): void
  /** Set by a key: already inside of its range. */
  onValue(value: number): void
  /** A finger or the pointer has taken hold, or the keyboard has arrived. */
  onGrab?(): void
  /** A finger or the pointer holds it from now on: the time to keep still what should not move under it. */
  onHold?(): void
  /** It is let go again. */
  onRelease?(): void
}

/**
 * A point to be dragged inside an SVG: a slider for keyboard and screen reader. Its target is 28 px wide at any scale
 * of the picture, because it is a stroke that does not scale. Touching it drags; touching beside it scrolls the page.
 */
export function Handle(props: HandleProps) {
  const { label, valueText, value, min, max, x, y, orientation = 'vertical', disabled = false } = props
  /** How far from its middle it was taken hold of, so that it does not jump; null while nobody holds it. */
  const hold = useRef<{ readonly dx: number; readonly dy: number } | null>(null)
  const ref = useRef<SVGGElement>(null)
  useEffect(() => {
    const element = ref.current
    if (!element || disabled) return
    // The style sheet forbids scrolling from here; a browser that minds that for boxes only is told once more.
    const stay = (event: TouchEvent) => event.preventDefault()
    element.addEventListener('touchstart', stay, { passive: false })
    return () => element.removeEventListener('touchstart', stay)
  }, [disabled])
  const onPointerDown = (event: PointerEvent<SVGGElement>) => {
    if (disabled || event.button !== 0 || !event.isPrimary) return
    const at = placeIn(event)
    if (!at) return
    hold.current = { dx: at.x - x, dy: at.y - y }
    props.onHold?.()
    event.currentTarget.setPointerCapture(event.pointerId)
    event.currentTarget.focus({ preventScroll: true })
    event.preventDefault()
  }
  const onPointerMove = (event: PointerEvent<SVGGElement>) => {
    const at = hold.current && placeIn(event)
    if (hold.current && at) props.onDrag(at.x - hold.current.dx, at.y - hold.current.dy)
  }
  const letGo = () => {
    if (hold.current) props.onRelease?.()
    hold.current = null
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (disabled || isComposing(event.nativeEvent)) return
    const next = keyed(props, event)
    if (next === null) return
    event.preventDefault()
    if (next !== value) props.onValue(next)
  }
  const point = `M${x.toFixed(2)} ${y.toFixed(2)}h0`
  return (
    <g
      ref={ref}
      className={`handle ${props.className ?? ''}`.trim()}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={valueText}
      aria-disabled={disabled || undefined}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onLostPointerCapture={letGo}
      onKeyDown={onKeyDown}
      onFocus={props.onGrab}
    >
      <path className="handle-target" d={point} />
      <path className="handle-ring" d={point} />
      <path className="handle-dot" d={point} />
    </g>
  )
}

/** Where the pointer is, in the units in which the handle's own place is given. */
function placeIn(event: PointerEvent<SVGGElement>): { readonly x: number; readonly y: number } | null {
  const matrix = event.currentTarget.getScreenCTM()
  return matrix && new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
}
