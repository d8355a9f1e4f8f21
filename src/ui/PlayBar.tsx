import type { KeyboardEvent, ReactNode } from 'react'
import { Button } from './Button.tsx'
import { isComposing } from './composing.ts'

export interface PlayBarTexts {
  readonly bar: string
  readonly reset: string
  readonly back: string
  readonly play: string
  readonly pause: string
  readonly step: string
  /** The keys, in words, for the hint of the bar. */
  readonly keys: string
}

export interface PlayBarProps {
  readonly t: PlayBarTexts
  readonly playing: boolean
  onReset(): void
  /** Left out where there is no way back. */
  onBack?(): void
  onPlay(): void
  onPause(): void
  onStep(): void
  /** More keys of the widget: ArrowDown, ArrowUp, Home, End. */
  readonly keys?: Readonly<Record<string, () => void>>
  readonly atStart?: boolean
  readonly atEnd?: boolean
  readonly children?: ReactNode
}

/**
 * Reset, back, play or pause, step: always in this order. The keys work while the bar has focus and nowhere else;
 * PageUp, PageDown and Escape are never taken, and Space on a button stays that button's.
 */
export function PlayBar(p: PlayBarProps) {
  const toggle = p.playing ? p.onPause : p.onPlay
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target as HTMLElement
    if (target.matches('input, select, textarea')) return
    const keys: Readonly<Record<string, (() => void) | undefined>> = {
      ArrowRight: p.onStep,
      ArrowLeft: p.onBack,
      ...p.keys,
      ...(target.matches('button') ? {} : { ' ': toggle }),
    }
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <div
      className="play-bar"
      role="group"
      aria-label={p.t.bar}
      title={p.t.keys}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <Button label={p.t.reset} icon="reset" disabled={p.atStart ?? false} onPress={p.onReset} />
      {p.onBack && <Button label={p.t.back} icon="back" disabled={p.atStart ?? false} onPress={p.onBack} />}
      <Button label={p.playing ? p.t.pause : p.t.play} icon={p.playing ? 'pause' : 'play'} onPress={toggle} />
      <Button label={p.t.step} icon="step" disabled={p.atEnd ?? false} onPress={p.onStep} />
      {p.children}
    </div>
  )
}
