import { useEffect, type RefObject } from 'react'
import type { TrainingController } from './training.ts'

/** Tells a run whether anybody can see its widget: on the screen, in a tab that is shown, in a frame that is shown. */
export function useSeen(
  element: RefObject<HTMLElement | null>,
  training: TrainingController | null,
  restsUnseen: boolean,
): void {
  useEffect(() => {
    const target = element.current
    if (!training || !target || !restsUnseen) return
    let isOnScreen = true
    const tell = () => training.setSeen(isOnScreen && document.visibilityState === 'visible')
    const observer = new IntersectionObserver((entries) => {
      isOnScreen = entries[entries.length - 1]?.isIntersecting ?? true
      tell()
    })
    observer.observe(target)
    document.addEventListener('visibilitychange', tell)
    return () => {
      observer.disconnect()
      document.removeEventListener('visibilitychange', tell)
      training.setSeen(true)
    }
  }, [element, training, restsUnseen])
}
