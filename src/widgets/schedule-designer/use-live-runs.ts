import { useEffect, useMemo, useRef, useState } from 'react'
import * as v from 'valibot'
import { createWorkshop, type Job, jobsOf, type LiveResult } from './live.ts'
import type { State } from './model.ts'

/** Script a frame may spend on runs: the rest of its 16 ms is for drawing what is dragged. */
const BUDGET_MS = 6

/** One for the page: widgets that want the same run share it. */
const workshop = createWorkshop()

/** Both runs, and the settings that they were made for. */
export interface LiveRuns {
  readonly scheduled: LiveResult
  readonly plain: LiveResult
  readonly rate: number
  readonly updates: number
  readonly isSame: boolean
}

interface Known {
  readonly runs: LiveRuns
  readonly key: string
}

const numbers = v.object({
  losses: v.array(v.object({ t: v.number(), loss: v.number() })),
  brokeAt: v.nullable(v.number()),
  clipped: v.number(),
  made: v.number(),
})
const both = v.tuple([numbers, numbers])

const keyOf = (jobs: readonly Job[]): string => jobs.map((j) => j.key).join('|')

/** Six digits are more than are shown, and less to load. */
const shortened = ({ losses, brokeAt, clipped, made }: LiveResult): LiveResult => ({
  losses: losses.map(({ t, loss }) => ({ t, loss: Number(loss.toPrecision(6)) })),
  brokeAt,
  clipped,
  made,
})

/** What the server worked out stands in the page, so that the first frame has its curves without a run. */
function fromPage(key: string): readonly [LiveResult, LiveResult] | null {
  const found = [...document.querySelectorAll<HTMLElement>('.live-data')].find(
    (e) => e.dataset['key'] === key,
  )
  try {
    const read = v.safeParse(both, JSON.parse(found?.dataset['runs'] ?? 'null'))
    return read.success ? read.output : null
  } catch {
    return null
  }
}

function runsOf(s: State, jobs: readonly [Job, Job]): Known | null {
  const [scheduled, plain] = jobs.map((job) => workshop.resultOf(job))
  if (!scheduled || !plain) return null
  const isSame = s.schedule === 'constant' && s.warmUp === 0 && s.clip === 'none'
  return { key: keyOf(jobs), runs: { scheduled, plain, rate: s.rate, updates: s.updates, isSame } }
}

/** The runs at once, where they are known or there is all the time of a server. */
function firstRuns(s: State): Known | null {
  const jobs = jobsOf(s)
  if (import.meta.env.SSR) {
    workshop.want(jobs)
    workshop.work(() => true)
  } else {
    fromPage(keyOf(jobs))?.forEach((result, i) => workshop.keep(jobs[i]!.key, result))
  }
  const known = runsOf(s, jobs)
  if (!known) return null
  const { scheduled, plain } = known.runs
  return { ...known, runs: { ...known.runs, scheduled: shortened(scheduled), plain: shortened(plain) } }
}

export interface Live {
  /** The last runs that were finished; null until there are any. */
  readonly runs: LiveRuns | null
  /** Whether newer ones are being made. */
  readonly isBehind: boolean
  /** What the page carries along for its first frame. */
  readonly page: { readonly key: string; readonly runs: string } | null
}

/** Both runs of a state, made in slices of a frame whenever it changes. */
export function useLiveRuns(s: State): Live {
  const [first] = useState(() => firstRuns(s))
  const [known, setKnown] = useState(first)
  const jobs = useMemo(() => jobsOf(s), [s])
  const key = keyOf(jobs)
  const latest = useRef({ s, jobs })
  useEffect(() => {
    latest.current = { s, jobs }
  }, [s, jobs])
  useEffect(() => {
    if (known?.key === key) return
    let frame = 0
    const slice = () => {
      const now = latest.current
      workshop.want(now.jobs)
      const end = performance.now() + BUDGET_MS
      workshop.work(() => performance.now() < end)
      const made = runsOf(now.s, now.jobs)
      if (made) setKnown(made)
      else frame = requestAnimationFrame(slice)
    }
    frame = requestAnimationFrame(slice)
    return () => cancelAnimationFrame(frame)
  }, [key, known?.key])
  const page = useMemo(
    () => first && { key: first.key, runs: JSON.stringify([first.runs.scheduled, first.runs.plain]) },
    [first],
  )
  return { runs: known?.runs ?? null, isBehind: known?.key !== key, page }
}
