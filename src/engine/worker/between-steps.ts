import { append } from '../../core/metric/index.ts'
import type { LiveRun } from './live-run.ts'

/*
 * What a run does between two of its steps: it measures its losses, remembers the best parameters, and sees whether it
 * is over. All of it happens at steps that the run's description names, so it is the same on every device.
 */

/** What is looked at between two steps. */
export type Looked = Pick<
  LiveRun,
  'spec' | 'step' | 'trainer' | 'measure' | 'series' | 'fresh' | 'best' | 'isOver' | 'left' | 'isDue'
>

/** How many steps may be made before the run has to be looked at. */
export function stepsInPeace({ spec, step }: Pick<Looked, 'spec' | 'step'>): number {
  const { measuring, steps = Infinity } = spec
  const measured = measuring ? measuring.every - (step % measuring.every) : Infinity
  return Math.min(measured, steps - step)
}

/** The run is over; one that was stopped early, or could have been, has its best parameters from now on. */
function end(run: Looked): void {
  run.isOver = true
  run.left = 0
  run.isDue = true
  const state = run.trainer.now?.()
  if (run.best && state) run.trainer.write({ ...state, parameters: run.best.parameters })
}

/** Measures both losses. Whether the run is to be stopped: there was nothing better for long enough. */
function measure(run: Looked): boolean {
  const state = run.trainer.now?.()
  const { step, spec } = run
  if (!state || !run.measure) return false
  const { train, validation } = run.measure(state.parameters)
  // Who evaluates the run will find that it has diverged.
  if (!Number.isFinite(train) || !Number.isFinite(validation)) {
    run.isDue = true
    return false
  }
  const point = { step, train, validation }
  run.series = append(run.series, point)
  run.fresh.push(point)
  const patience = spec.measuring?.patience
  if (patience === undefined) return false
  if (!run.best || validation < run.best.loss) {
    run.best = { step, loss: validation, parameters: state.parameters }
  }
  return step - run.best.step >= patience
}

/** To be called when steps were made, and before the first. */
export function lookAt(run: Looked): void {
  const { measuring, steps = Infinity } = run.spec
  const isStopped = measuring !== undefined && run.step % measuring.every === 0 && measure(run)
  if (isStopped || run.step >= steps) end(run)
}
