import { useEffect, useRef, useState } from 'react'
import { rateSearch } from '../../core/optimizer/rate-search.ts'
import { exact, letterOf } from './labels.ts'
import type { RaceMessages } from './messages.ts'
import { raceKey, setupOf, targetOf, type Action, type State } from './model.ts'

/** Of every frame the search takes at most about this long; the rest is the page's. */
const SLICE_MS = 6

export interface RateSearch {
  /** How much is done, or null when nothing is being searched. */
  readonly share: number | null
  start(): void
  stop(): void
}

/** Searches each runner's best learning rate, a slice at a time. A change of the race meanwhile ends the search. */
export function useRateSearch(
  state: State,
  t: RaceMessages,
  dispatch: (action: Action) => void,
  say: (text: string) => void,
): RateSearch {
  const [share, setShare] = useState<number | null>(null)
  const cancel = useRef<(() => void) | null>(null)
  const key = raceKey(state)
  const end = () => {
    cancel.current?.()
    cancel.current = null
    setShare(null)
  }
  useEffect(() => end, [key])
  const start = () => {
    const target = targetOf(state)
    const searches = state.runners.map((r) => rateSearch(setupOf(state, r), target, state.limit))
    const rates: number[] = []
    let timer: ReturnType<typeof setTimeout>
    const slice = () => {
      const until = performance.now() + SLICE_MS
      let own = 0
      while (rates.length < searches.length && performance.now() < until) {
        const next = searches[rates.length]!.next()
        if (next.done) rates.push(next.value.rate)
        else own = next.value
      }
      if (rates.length < searches.length) {
        setShare((rates.length + own) / searches.length)
        timer = setTimeout(slice, SLICE_MS)
        return
      }
      end()
      dispatch({ type: 'found', rates })
      say(t.foundRates(rates.map((rate, i) => `${letterOf(i)} ${exact(rate)}`).join(t.list)))
    }
    cancel.current = () => clearTimeout(timer)
    setShare(0)
    say(t.searching(0))
    timer = setTimeout(slice)
  }
  return {
    share,
    start,
    stop() {
      end()
      say(t.stopped)
    },
  }
}
