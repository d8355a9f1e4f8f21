import { expr } from '../formula/expr.ts'
import type { ScheduleParameter, SchedulePiece } from './schedule.ts'

/** The rate that a schedule starts from or climbs to. */
export const ALPHA: ScheduleParameter = {
  name: 'alpha',
  tex: '\\alpha',
  default: 0.1,
  min: 1e-8,
  max: 100,
  scale: 'log',
  whole: false,
}

/** The rate that a schedule ends with. */
export const ALPHA_MIN: ScheduleParameter = {
  name: 'alpha_min',
  tex: '\\alpha_{\\min}',
  default: 0,
  min: 0,
  max: 100,
  scale: 'linear',
  whole: false,
}

/** A length in updates. */
export const updates = (name: string, tex: string, usual: number, min = 1): ScheduleParameter => ({
  name,
  tex,
  default: usual,
  min,
  max: 1_000_000,
  scale: min === 0 ? 'linear' : 'log',
  whole: true,
})

/** A factor of the rate. */
export const factor = (
  name: string,
  tex: string,
  usual: number,
  min: number,
  max: number,
): ScheduleParameter => ({
  name,
  tex,
  default: usual,
  min,
  max,
  scale: 'linear',
  whole: false,
})

/** What holds from step `from` on for good: one name. */
export const heldFrom = (from: number, name: string): SchedulePiece => ({
  from,
  to: Infinity,
  value: expr(name),
  definitions: [],
})
