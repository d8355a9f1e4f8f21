import { makeDataset } from '../core/dataset/index.ts'
import { EMPTY_SERIES, type SeriesPoint } from '../core/metric/index.ts'
import { initialParameters } from '../core/network/initial.ts'
import { createMeasure } from './models/measure.ts'
import { tunablesOf, type RunSpec } from './run-spec.ts'
import type { Best } from './snapshot.ts'
import { startState } from './start-state.ts'
import { lookAt, stepsInPeace, type Looked } from './worker/between-steps.ts'
import { onArrays } from './worker/on-arrays.ts'

/** What has come of a run. */
export interface WholeRun {
  /** Steps made. */
  readonly step: number
  /** The parameters that it ends with: the best ones where it may be stopped early. */
  readonly parameters: Float32Array
  /** What was measured, all of it. */
  readonly points: readonly SeriesPoint[]
  readonly best: Best | null
}

/**
 * A run with a number of steps, from its first to its last, here and now: bit for bit what the worker makes of it on
 * the CPU. Errors: an Error where the description names no number of steps, for such a run has no end.
 */
export function wholeRun(spec: RunSpec): WholeRun {
  if (spec.steps === undefined) throw new Error('A run without a number of steps has no end.')
  const data = makeDataset(spec.data)
  const trainer = onArrays(spec, data.train)
  trainer.write(startState(spec.optimizer.id, initialParameters(spec.model, spec.seed)))
  const run: Looked = {
    ...{ spec, trainer, step: 0, left: Infinity, isDue: false, isOver: false, best: null },
    measure: spec.measuring ? createMeasure(spec, data) : null,
    series: EMPTY_SERIES,
    fresh: [],
  }
  lookAt(run)
  while (!run.isOver) {
    run.step += trainer.train(run.step + 1, stepsInPeace(run), tunablesOf(spec), () => false)
    lookAt(run)
  }
  const { parameters } = trainer.now()
  return { step: run.step, parameters, points: run.fresh, best: run.best }
}
