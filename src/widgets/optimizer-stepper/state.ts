import type { PresetId } from '../../core/objective/presets.ts'
import type { FamilyId } from '../../core/optimizer/families.ts'
import type { Change, Pick as Chosen } from '../../core/optimizer/trajectory.ts'
import type { ScheduleChoice } from './choices.ts'
import type { HyperName } from './params.ts'

export type ObjectiveId = PresetId | 'typed' | 'least-squares'
export type BatchMode = 'all' | 'mini' | 'one'

/** Which samples a step sees, and what decides it. */
export interface Sampled {
  readonly batch: BatchMode
  readonly size: number
  /** Counted from 1, as it is shown. */
  readonly sample: number
  readonly seed: number
}

/** The schedule around the rule. */
export interface Scheduled {
  readonly schedule: ScheduleChoice
  readonly total: number
  readonly every: number
  readonly gamma: number | 'auto'
  readonly floor: number
  readonly warmup: number
}

/** Everything the reader has chosen. The run itself is computed from it, the same whichever way one comes to a step. */
export interface State {
  readonly optimizer: FamilyId
  /** The id of a convention of this optimizer. */
  readonly convention: string
  readonly objective: ObjectiveId
  readonly formula: string
  /** The condition number of the bowl. */
  readonly condition: number
  /** x and y of every sample, one after the other. */
  readonly points: readonly number[]
  readonly sampled: Sampled
  readonly scheduled: Scheduled
  readonly start: readonly number[]
  /** What was chosen; the others follow from the rule and the function. */
  readonly hyper: Readonly<Partial<Record<HyperName, number>>>
  /** Numbers changed by hand later: hyperparameters, and with a coordinate θ, the gradient or what the rule remembers. */
  readonly changes: readonly Change[]
  /** Samples of single steps chosen by hand. */
  readonly picks: readonly Chosen[]
  /** Steps made. */
  readonly step: number
  /** Stops of the next step that are done: 0 between steps. */
  readonly sub: number
  /** The stop that the three lines show between steps. */
  readonly focus: number
  /** How far the slider of steps and the loss chart reach. */
  readonly span: number
  readonly digits: number
}
