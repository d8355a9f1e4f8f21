import { constant } from './constant.ts'
import { cosine } from './cosine.ts'
import { cosineWarmRestarts } from './cosine-warm-restarts.ts'
import { exponential } from './exponential.ts'
import { linear } from './linear.ts'
import { oneCycle } from './one-cycle.ts'
import { polynomial } from './polynomial.ts'
import type { Schedule } from './schedule.ts'
import { stepDecay } from './step-decay.ts'

/** Every schedule of the course, in the order in which it is taught; each can be given a warm-up (`withWarmUp`). */
export const SCHEDULES = [
  constant,
  stepDecay,
  exponential,
  linear,
  polynomial,
  cosine,
  cosineWarmRestarts,
  oneCycle,
] as const satisfies readonly Schedule[]

export const SCHEDULE_IDS = [
  'constant',
  'step-decay',
  'exponential',
  'linear',
  'polynomial',
  'cosine',
  'cosine-warm-restarts',
  'one-cycle',
] as const
export type ScheduleId = (typeof SCHEDULE_IDS)[number]

/** The schedule of that name. */
export function scheduleOf(id: ScheduleId): Schedule {
  const schedule = SCHEDULES.find((s) => s.id === id)
  if (!schedule) throw new Error(`There is no schedule called “${id}”.`)
  return schedule
}
