import type { RunState } from './training.ts'

/** Nothing runs, and nothing is known. */
export const IDLE: RunState = {
  phase: 'idle',
  backend: null,
  progress: null,
  series: { stride: 1, points: [] },
  problem: null,
  interruption: null,
  resting: false,
  canGoOn: false,
}
