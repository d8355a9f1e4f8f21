import type { Objective } from '../objective/objective.ts'
import type { NonFinite } from './frame.ts'
import type { RaceRun } from './race-run.ts'

/** The lowest loss that is known: of the known minima the lowest; 0 where none is known. */
export const knownFloor = (objective: Objective): number =>
  objective.minima.length === 0 ? 0 : Math.min(...objective.minima.map((m) => objective.valueAt(m)))

/** When a sequence of losses comes down to a target. */
export interface Arrival {
  /** The first step whose loss is at most the target; null when there is none. */
  readonly reached: number | null
  /** The first step from which on every loss is; null when the last one is not. */
  readonly settled: number | null
}

/**
 * Steps to tolerance, in both readings: passing through the target is not staying there, which is what an optimizer
 * that overshoots has to show.
 */
export function stepsToTarget(losses: readonly number[], target: number): Arrival {
  const first = losses.findIndex((loss) => loss <= target)
  let from = losses.length
  while (from > 0 && losses[from - 1]! <= target) from--
  return { reached: first < 0 ? null : first, settled: from < losses.length ? from : null }
}

/**
 * `settled`: from some step on within the tolerance. `missed`: not so within the limit. `away`: nor that, and the loss
 * at the limit is above the one at the start. `diverged`: a value stopped being finite.
 */
export type Fate = 'settled' | 'missed' | 'away' | 'diverged'

/** How one runner did. */
export interface Outcome extends Arrival {
  readonly fate: Fate
  /** The last finite loss: at the limit, unless it diverged. */
  readonly last: number
  readonly end: NonFinite | null
}

/** How a run did that was followed to the limit. The run is followed no further by this. */
export function outcomeOf(run: RaceRun, target: number): Outcome {
  const { losses, end } = run
  const { reached, settled } = stepsToTarget(losses, target)
  const last = losses[losses.length - 1] ?? NaN
  if (end) return { reached, settled: null, fate: 'diverged', last, end }
  if (settled !== null) return { reached, settled, fate: 'settled', last, end }
  return { reached, settled, fate: last > losses[0]! ? 'away' : 'missed', last, end }
}

const FATES: readonly Fate[] = ['settled', 'missed', 'away', 'diverged']

/**
 * Below 0 where a did better: by fate; of two that settled the earlier; of two that did not the one with the lower
 * last loss, also where two settled at one step; of two that diverged the one that lasted longer.
 */
export function compareOutcomes(a: Outcome, b: Outcome): number {
  if (a.fate !== b.fate) return FATES.indexOf(a.fate) - FATES.indexOf(b.fate)
  if (a.end && b.end) return b.end.step - a.end.step
  const steps = (a.settled ?? 0) - (b.settled ?? 0)
  return steps === 0 ? a.last - b.last : steps
}

/** The places of the outcomes in the list, best first; equals stay in their order. */
export const ranking = (outcomes: readonly Outcome[]): number[] =>
  outcomes.map((_, i) => i).sort((i, j) => compareOutcomes(outcomes[i]!, outcomes[j]!) || i - j)
