import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { createPacer, type Clock, type Pace } from './pacer.ts'

const CLOCK: Clock = {
  now: () => performance.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
}

/**
 * A value that changes often, for something that is much to draw. While `isOn` it changes no more often than the pace
 * allows, and less often where drawing takes long; otherwise every change is drawn. React draws it in pieces, between
 * which other things have their turn. `pace` is a constant.
 */
export function usePaced<T>(value: T, isOn: boolean, pace: Pace): T {
  const [through, letThrough] = useState(value)
  const pacer = useMemo(() => createPacer<T>((next) => letThrough(() => next), CLOCK, pace), [pace])
  const drawn = useDeferredValue(isOn ? through : value)
  useEffect(() => {
    if (!isOn) {
      pacer.stop()
      letThrough(() => value)
    } else if (value !== through) pacer.offer(value)
  }, [pacer, isOn, value, through])
  useEffect(() => {
    if (drawn === through) pacer.drawn()
  }, [pacer, drawn, through])
  useEffect(() => () => pacer.stop(), [pacer])
  return drawn
}
