import { useContext, useEffect, useRef } from 'react'
import { OptionsContext } from './options.ts'

/** Starts by itself, once, where the address asks for it. */
export function useAutoplay(start: () => void): void {
  const { autoplay } = useContext(OptionsContext)
  const done = useRef(false)
  useEffect(() => {
    if (!autoplay || done.current) return
    done.current = true
    start()
  }, [autoplay, start])
}
