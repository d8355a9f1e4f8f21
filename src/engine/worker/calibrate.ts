import type { RunSpec } from '../run-spec.ts'
import type { Device } from './device.ts'
import { SLICE_MS } from './scheduler.ts'
import { createSession } from './session.ts'

/** The first steps compile kernels and fill caches. */
const WARM_MS = 30
const WARM_STEPS = 2
const MEASURE_MS = 80

/**
 * Steps a second that a run reaches on a device. A run of its own makes them, which is thrown away: the run that
 * follows begins at its beginning, so its numbers do not depend on what was measured.
 */
export async function measureRate(wanted: RunSpec, device: Device, now: () => number): Promise<number> {
  const runId = 'calibration'
  // Without an end, or the measuring would come to it.
  const { steps: _, ...endless } = wanted
  const spec = { ...endless, pace: null }
  const session = createSession({ runId, spec, device, post: () => undefined, now, wait: async () => {} })
  const trainUntil = async (isOver: (steps: number, ms: number) => boolean): Promise<number> => {
    const [step, time] = [session.step(), now()]
    do {
      session.train(SLICE_MS)
      await session.fence()
    } while (!isOver(session.step() - step, now() - time))
    return (1000 * (session.step() - step)) / Math.max(now() - time, 1e-3)
  }
  try {
    session.handle({ type: 'run', runId })
    await trainUntil((steps, ms) => steps >= WARM_STEPS && ms >= WARM_MS)
    return await trainUntil((_, ms) => ms >= MEASURE_MS)
  } finally {
    await session.dispose()
  }
}
