import { SCHEDULES } from '../index.ts'
import type { Settings } from '../schedule.ts'
import { withWarmUp } from '../warm-up.ts'
import type { ScheduleProgram, ScheduleWords } from './outline.ts'

export const words: ScheduleWords = {
  title: 'A schedule\nover 120 updates',
  rate: 'The rate after k updates; update k + 1 uses it',
  model: 'your model',
  factor: 'the rate itself',
  loss: 'your loss',
}

const ODD: Settings = {
  alpha: 0.37,
  alpha_min: 0.011,
  start: 0.75,
  end: 0.03,
  total: 70,
  gamma: 0.83,
  every: 7,
  power: 1.7,
  first: 9,
  multiplier: 2,
  rho: 0.23,
  D: 13,
  F: 170,
}

/** Every schedule, with and without a warm-up, at its defaults and at numbers that nothing cancels for. */
export const programs: readonly (readonly [string, ScheduleProgram])[] = SCHEDULES.flatMap((plain) =>
  [plain, withWarmUp(plain)].flatMap((schedule) =>
    [{}, { ...ODD, warm_up: 11, warm_up_start: 0.05 }].map((given: Settings) => {
      const own = schedule.parameters.map((p) => p.name)
      const settings = Object.fromEntries(Object.entries(given).filter(([name]) => own.includes(name)))
      const which = given === ODD || Object.keys(given).length > 0 ? 'odd' : 'default'
      return [`${schedule.id} (${which})`, { schedule, settings, updates: 120, words }] as const
    }),
  ),
)
