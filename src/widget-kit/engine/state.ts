import type { RunState } from '../training.ts'

/**
 * What a reader is told of the machinery under a run: nothing yet; looking for a place to compute; ready; training;
 * something is gone; being put back; going on in a lesser place; given up.
 */
export type EngineState =
  'idle' | 'probing' | 'ready' | 'training' | 'lost' | 'recovering' | 'degraded' | 'failed'

export function engineState({ phase, backend, interruption }: RunState): EngineState {
  if (phase === 'idle' || phase === 'failed') return phase
  if (interruption) return interruption.stage
  if (!backend) return 'probing'
  if (backend.reason === 'device-lost') return 'degraded'
  return phase === 'running' ? 'training' : 'ready'
}
