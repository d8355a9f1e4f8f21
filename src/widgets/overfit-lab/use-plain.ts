import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { equalSpecs, type RunSpec } from '../../engine/run-spec.ts'
import { IDLE } from '../../widget-kit/idle.ts'
import { createTraining, type RunState } from '../../widget-kit/training.ts'

/**
 * The run without a cure beside the one with it: always as far as that one, and kept when the cure changes. It follows
 * from its description and a number of steps, so it need not be handed over, saved or undone.
 */
export function usePlain(spec: RunSpec, steps: number): RunState {
  const training = useMemo(
    () => createTraining(() => import('../../engine/client.ts').then((m) => m.engine), equalSpecs),
    [],
  )
  const asked = useRef<{ spec: RunSpec; steps: number } | null>(null)
  useEffect(() => {
    training.sync(spec, [])
    if (!asked.current || !equalSpecs(asked.current.spec, spec)) asked.current = { spec, steps: 0 }
    const more = steps - asked.current.steps
    if (more <= 0) return
    asked.current = { spec, steps }
    training.step(more)
  }, [training, spec, steps])
  useEffect(
    () => () => {
      asked.current = null
      training.dispose()
    },
    [training],
  )
  return useSyncExternalStore(training.store.subscribe, training.store.get, () => IDLE)
}
