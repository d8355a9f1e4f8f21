import { scheduleOf } from '../core/schedule/index.ts'
import { learningRate, type Schedule } from '../core/schedule/schedule.ts'
import { withWarmUp } from '../core/schedule/warm-up.ts'
import type { RunSchedule, RunSpec, Tunables } from './run-spec.ts'
import type { StepSettings } from './trainer.ts'

/** The schedule with a warm-up, where the settings speak of one. */
export const warmedUp = (schedule: Schedule, settings: RunSchedule['settings']): Schedule =>
  'warm_up' in settings ? withWarmUp(schedule) : schedule

/** The rate of update t (1, 2, …): the schedule's after t − 1 updates. */
function rates({ id, settings }: RunSchedule, alpha: number): (t: number) => number {
  const schedule = warmedUp(scheduleOf(id), settings)
  const range = schedule.parameters.find(({ name }) => name === 'alpha')
  // The reader may turn the rate up as far as they like; the schedule knows where its own ends.
  const within = range ? Math.min(Math.max(alpha, range.min), range.max) : alpha
  const rateAt = learningRate(schedule, { ...settings, alpha: within })
  return (t) => rateAt(t - 1)
}

/** The settings of step t of a run with these tunables. */
export function settingsOfSteps(
  { schedule, clipNorm = Infinity }: Pick<RunSpec, 'schedule' | 'clipNorm'>,
  { hyperparameters, l2, l1 = 0 }: Tunables,
): (t: number) => StepSettings {
  const settings = { hyperparameters, l1, l2, clipNorm }
  const alpha = hyperparameters['alpha']
  if (!schedule || alpha === undefined) return () => settings
  const rateAt = rates(schedule, alpha)
  return (t) => ({ ...settings, hyperparameters: { ...hyperparameters, alpha: rateAt(t) } })
}
