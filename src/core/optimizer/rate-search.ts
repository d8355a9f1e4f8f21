import { compareOutcomes, outcomeOf, type Outcome } from './race.ts'
import { raceRun, type RaceSetup } from './race-run.ts'

/** Rates tried in each decade. */
export const RATES_PER_DECADE = 8
const [FIRST_DECADE, LAST_DECADE] = [-4, 1]

/** The learning rates that are tried: 10^(k/8) from 0.0001 to 10, to three digits. */
export const RATE_GRID: readonly number[] = Array.from(
  { length: (LAST_DECADE - FIRST_DECADE) * RATES_PER_DECADE + 1 },
  (_, k) => Number((10 ** (FIRST_DECADE + k / RATES_PER_DECADE)).toPrecision(3)),
)

/** So many steps are made between two looks at the clock. */
const SLICE = 250

export interface FoundRate {
  readonly rate: number
  readonly outcome: Outcome
}

/**
 * The learning rate of the grid with which the runner does best (`compareOutcomes`) within `limit` steps; of equals the
 * smallest. Made in slices of at most 250 steps: each `next` is one slice and gives the share that is done.
 */
export function* rateSearch(
  setup: RaceSetup,
  target: number,
  limit: number,
): Generator<number, FoundRate, undefined> {
  let best: FoundRate | null = null
  for (const [i, rate] of RATE_GRID.entries()) {
    const run = raceRun({ ...setup, hyperparameters: { ...setup.hyperparameters, alpha: rate } })
    for (let to = Math.min(SLICE, limit); ; to = Math.min(to + SLICE, limit)) {
      run.advance(to)
      yield (i + (run.end ? 1 : to / limit)) / RATE_GRID.length
      if (to === limit || run.end) break
    }
    const outcome = outcomeOf(run, target)
    if (!best || compareOutcomes(outcome, best.outcome) < 0) best = { rate, outcome }
  }
  if (!best) throw new Error('There is no learning rate to try.')
  return best
}
