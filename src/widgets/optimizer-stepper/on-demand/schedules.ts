import { constant } from '../../../core/schedule/constant.ts'
import { cosine } from '../../../core/schedule/cosine.ts'
import { exponential } from '../../../core/schedule/exponential.ts'
import { linear } from '../../../core/schedule/linear.ts'
import type { Schedule } from '../../../core/schedule/schedule.ts'
import { stepDecay } from '../../../core/schedule/step-decay.ts'
import type { ScheduleChoice } from '../choices.ts'

export const SCHEDULES: Readonly<Record<ScheduleChoice, Schedule>> = {
  none: constant,
  'step-decay': stepDecay,
  exponential,
  linear,
  cosine,
}
