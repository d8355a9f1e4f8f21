import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { RunSpec } from '../../../../engine/run-spec.ts'
import type { Pace } from '../../../../ui/pacer.ts'
import { usePaced } from '../../../../ui/use-paced.ts'
import { createRuns } from './runs.ts'
import { isOver, type Track } from './tracks.ts'

const PACE: Pace = { least: 300, rest: 3 }

export interface Experiment<A> {
  readonly tracks: readonly Track[]
  /** The tracks as they are to be drawn now, with what was asked for then. */
  readonly drawn: { readonly tracks: readonly Track[]; readonly asked: A | null }
  /** What was asked for; null before. */
  readonly asked: A | null
  readonly isRunning: boolean
  start(asked: A, specs: readonly RunSpec[], steps: number, atOnce: number): void
  stop(): void
}

/** The runs of an experiment, with what was asked for when they began. They end with the widget. */
export function useRuns<A>(): Experiment<A> {
  const runs = useMemo(
    () => createRuns(() => import('../../../../engine/client.ts').then((m) => m.engine)),
    [],
  )
  const tracks = useSyncExternalStore(runs.tracks.subscribe, runs.tracks.get, runs.tracks.get)
  const [asked, setAsked] = useState<A | null>(null)
  useEffect(() => () => runs.stop(), [runs])
  const isRunning = tracks.some((track) => !isOver(track))
  const latest = useMemo(() => ({ tracks, asked }), [tracks, asked])
  return {
    tracks,
    drawn: usePaced(latest, isRunning, PACE),
    asked,
    isRunning,
    start(what, specs, steps, atOnce) {
      setAsked(() => what)
      runs.start(specs, steps, atOnce)
    },
    stop: runs.stop,
  }
}
