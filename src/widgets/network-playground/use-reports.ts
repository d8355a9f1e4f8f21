import { useEffect, useRef } from 'react'
import type { RunControl } from '../../widget-kit/training.ts'
import type { Messages, StatusTexts } from './messages.ts'

/** While it trains, a screen reader hears how far it is so often. */
const EVERY_MS = 5000

interface Reported {
  readonly run: RunControl
  readonly texts: StatusTexts
  readonly problem: string | null
  readonly t: Messages
  say(text: string): void
  report(text: string): void
}

/** Says what happens to the run: that it starts, how it goes, where it pauses, what went wrong. */
export function useReports({ run, texts, problem, t, say, report }: Reported): void {
  const latest = useRef(texts)
  useEffect(() => {
    latest.current = texts
  }, [texts])

  const { phase } = run
  const step = run.progress?.step ?? 0
  const told = useRef(0)
  useEffect(() => {
    if (phase === 'idle') told.current = 0
    if (phase !== 'paused' || told.current === step) return
    told.current = step
    say(t.pausedAt(latest.current))
  }, [phase, step, say, t])

  useEffect(() => {
    if (problem !== null) say(problem)
  }, [problem, say])

  useEffect(() => {
    if (phase !== 'running') return
    say(t.started)
    const timer = setInterval(() => report(t.spoken(latest.current)), EVERY_MS)
    return () => clearInterval(timer)
  }, [phase, say, report, t])
}
