/** Points of our own, near the line y = 0.6·x + 1; their numbers are easy to compute with. */
export const DEFAULT_POINTS: readonly number[] = [-3, -1, -2, 0.5, -1, 0, 1, 2, 2, 1.5, 3, 3]

/** The schedules that can be put around a rule here. */
export const SCHEDULE_CHOICES = ['none', 'step-decay', 'exponential', 'linear', 'cosine'] as const
export type ScheduleChoice = (typeof SCHEDULE_CHOICES)[number]

/** The ids of all conventions of `core/optimizer/families.ts`, and the usual one of each optimizer. */
export const CONVENTION_IDS = [
  'auto',
  'plain',
  'sum',
  'average',
  'rate-inside',
  'dampened',
  'epsilon-outside',
  'epsilon-inside',
  'epsilon-hat',
  'decaying-rate',
  'centered',
  'after',
  'before',
  'l2',
  'without-correction',
  'corrected-last',
  'corrected-first',
  'uncorrected',
  'rate-times-decay',
  'decay-alone',
  'rising-momentum',
  'constant-momentum',
  'decoupled-decay',
] as const
