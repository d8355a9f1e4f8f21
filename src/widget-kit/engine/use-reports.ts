import { useEffect, useRef } from 'react'
import type { RunControl } from '../training.ts'

/** While it trains, a screen reader hears how far it is so often. */
const EVERY_MS = 5000

/** What is said of a run; T is its numbers as texts. */
export interface ReportTexts<T> {
  readonly started: string
  pausedAt(now: T): string
  /** While it trains. */
  spoken(now: T): string
}

interface Reported<T> {
  readonly run: RunControl
  readonly texts: T
  readonly problem: string | null
  readonly t: ReportTexts<T>
  say(text: string): void
  report(text: string): void
}

/** Says what happens to the run: that it starts, how it goes, where it pauses, what went wrong. */
export function useReports<T>({ run, texts, problem, t, say, report }: Reported<T>): void {
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
