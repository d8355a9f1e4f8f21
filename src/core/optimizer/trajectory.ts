import type { Frame, NonFinite, PathPoint, Setup } from './frame.ts'
import { Run } from './run.ts'

export type { Change, Frame, NonFinite, PathPoint, Setup, Trace } from './frame.ts'

/** A run of an optimizer, to be looked at anywhere. */
export interface Trajectory {
  readonly setup: Setup
  /**
   * The frame after k steps, bit-identical whichever way one comes to it. k is clamped to 0 … MAX_STEPS and to the
   * step of the first non-finite value, whose frame shows it.
   */
  frame(k: number): Frame
  /** At most `maxPoints` (≥ 2) frames, evenly spaced, ends included; what is not finite is left out. */
  path(from: number, to: number, maxPoints: number): readonly PathPoint[]
  /** The first non-finite value within the first `upTo` steps, or null. */
  firstNonFinite(upTo: number): NonFinite | null
}

/** A run is not followed further than this. */
export const MAX_STEPS = 200_000

/**
 * A run of an optimizer, computed as far as it is asked for and remembered at sparse checkpoints only.
 * @throws Error when the start has the wrong number of coordinates or is not finite, or a change names a
 *   hyperparameter that the rule does not have
 */
export function trajectory(setup: Setup): Trajectory {
  checked(setup)
  const run = new Run(setup)
  const clamp = (k: number): number => Math.min(MAX_STEPS, Math.max(0, Math.floor(k) || 0))
  return {
    setup,
    frame: (k) => run.frame(clamp(k)),
    path: (from, to, maxPoints) => run.path(clamp(from), clamp(to), maxPoints),
    firstNonFinite: (upTo) => run.firstNonFinite(clamp(upTo)),
  }
}

function checked({ rule, objective, start, hyperparameters, changes }: Setup): void {
  if (start.length !== objective.names.length || !start.every(Number.isFinite)) {
    throw new Error(`The start must be ${objective.names.length} finite numbers, not [${start.join(', ')}].`)
  }
  const names = rule.hyperparameters.map((h) => h.name)
  for (const name of names) {
    if (hyperparameters[name] === undefined) throw new Error(`“${rule.id}” needs a value for “${name}”.`)
  }
  for (const change of changes) {
    if (!names.includes(change.name)) {
      throw new Error(`“${rule.id}” has no hyperparameter “${change.name}”; it has: ${names.join(', ')}.`)
    }
  }
}
