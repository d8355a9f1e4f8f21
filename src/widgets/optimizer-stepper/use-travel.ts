import { useCallback, useEffect, useRef, useState } from 'react'
import type { Trajectory } from '../../core/optimizer/trajectory.ts'

/** So many unknown steps are computed at once; more are computed in parts, between which the page can breathe. */
const AT_ONCE = 400
/** Script time of one part, well within a frame. */
const PART_MS = 7

export interface Travel {
  /** The step that is being gone to, and how much of the way is known; null when there. */
  readonly to: number | null
  readonly percent: number
  /** Goes to a step of the run, far ones in parts. */
  start(step: number): void
  stop(): void
}

/** Going to a step whose run is not known yet without holding the page up. */
export function useTravel(run: Trajectory, arrive: (step: number) => void): Travel {
  const [going, setGoing] = useState<{ to: number; percent: number } | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const stop = useCallback(() => {
    clearTimeout(timer.current)
    setGoing(null)
  }, [])
  useEffect(() => stop, [run, stop])
  const start = useCallback(
    (to: number) => {
      clearTimeout(timer.current)
      const part = () => {
        const begun = performance.now()
        let known = run.explore(to, AT_ONCE)
        while (known < to && performance.now() - begun < PART_MS) known = run.explore(to, AT_ONCE)
        if (known >= to) {
          setGoing(null)
          arrive(to)
        } else {
          setGoing({ to, percent: Math.floor((100 * known) / to) })
          timer.current = setTimeout(part, 0)
        }
      }
      part()
    },
    [run, arrive],
  )
  return { to: going?.to ?? null, percent: going?.percent ?? 0, start, stop }
}
