import type { Frame, NonFinite, PathPoint, Setup } from './frame.ts'
import { Run } from './run.ts'

export type { Change, Frame, NonFinite, PathPoint, Pick, Setup, Trace } from './frame.ts'

/** A run of an optimizer, to be looked at anywhere. */
export interface Trajectory {
  readonly setup: Setup
  /**
   * The frame after k steps, bit-identical whichever way one comes to it. k is clamped to 0 … MAX_STEPS and to the
   * step of the first non-finite value, whose frame shows it.
   */
  frame(k: number): Frame
  /**
   * At most `maxPoints` (≥ 2) frames, ends included; what is not finite is left out. They are evenly spaced, in runs of
   * many thousand steps nearly so.
   */
  path(from: number, to: number, maxPoints: number): readonly PathPoint[]
  /** The first non-finite value within the first `upTo` steps, or null. */
  firstNonFinite(upTo: number): NonFinite | null
  /** Computes at most `most` steps more on the way to `upTo`, and says how far the run is known: up to `upTo`, when done. */
  explore(upTo: number, most: number): number
  /** How much is remembered: bounded, however long the run. */
  readonly memory: Run['memory']
}

/** A run is not followed further than this. */
export const MAX_STEPS = 200_000

const runs = new WeakMap<Trajectory, Run>()

/**
 * A run of an optimizer, computed as far as it is asked for and remembered at sparse checkpoints only. What it shares
 * with the beginning of a known run of the same rule, objective, … is not computed again.
 * @throws Error when the start has the wrong number of coordinates or is not finite, or a change names a
 *   hyperparameter that the rule does not have, or a number that it does not have
 */
export function trajectory(setup: Setup, known?: Trajectory): Trajectory {
  checked(setup)
  const run = new Run(setup, known && runs.get(known))
  const clamp = (k: number): number => Math.min(MAX_STEPS, Math.max(0, Math.floor(k) || 0))
  const made: Trajectory = {
    setup,
    frame: (k) => run.frame(clamp(k)),
    path: (from, to, maxPoints) => run.path(clamp(from), clamp(to), maxPoints),
    firstNonFinite: (upTo) => run.firstNonFinite(clamp(upTo)),
    explore: (upTo, most) => run.explore(clamp(upTo), Math.max(1, Math.floor(most))),
    get memory() {
      return run.memory
    },
  }
  runs.set(made, run)
  return made
}

function checked({ rule, objective, start, hyperparameters, changes }: Setup): void {
  if (start.length !== objective.names.length || !start.every(Number.isFinite)) {
    throw new Error(`The start must be ${objective.names.length} finite numbers, not [${start.join(', ')}].`)
  }
  const names = rule.hyperparameters.map((h) => h.name)
  for (const name of names) {
    if (hyperparameters[name] === undefined) throw new Error(`“${rule.id}” needs a value for “${name}”.`)
  }
  const numbers = ['theta', 'g', ...rule.state.map((slot) => slot.name)]
  for (const { name, coordinate } of changes) {
    const [known, kind] = coordinate === undefined ? [names, 'hyperparameter'] : [numbers, 'number']
    if (!known.includes(name) || !((coordinate ?? 0) in start)) {
      throw new Error(`“${rule.id}” has no ${kind} “${name}”; it has: ${known.join(', ')}.`)
    }
  }
}
