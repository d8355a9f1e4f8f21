import type { Command } from '../protocol.ts'
import type { RunSpec } from '../run-spec.ts'
import type { RunSnapshot } from '../snapshot.ts'

/*
 * What a run needs to go on elsewhere when its device is gone. All of it lies in host memory: parameters and slots come
 * with the read-backs of evaluations, and what the reader changed since then is kept with the step it belongs to, so
 * that the steps made again are the steps that were made.
 */

/** What changes the numbers of a run on its way. */
export type ChangeCommand = Extract<Command, { type: 'set' | 'assign' }>

/** A change, and the step after which it was made. */
export interface Change {
  readonly step: number
  readonly command: ChangeCommand
}

/** A run between two steps, in host memory. */
export interface Kept {
  readonly snapshot: RunSnapshot
  /** Steps still to make from there; ∞ while it runs freely. */
  readonly left: number
  /** Commands heeded so far. */
  readonly heard: number
  /** When the state was this. */
  readonly time: number
}

/** A run to go on with. Without a snapshot it begins anew, which is the same when it was never evaluated. */
export interface Continuation {
  readonly spec: RunSpec
  readonly snapshot: RunSnapshot | undefined
  /** To be made again, each after its step. */
  readonly changes: readonly Change[]
  /** The step at which it pauses; ∞ while it runs freely. */
  readonly until: number
  readonly heard: number
  /** When the snapshot was taken. */
  readonly since: number
  /** Snapshots that were asked for and not yet given. */
  readonly asked: readonly number[]
}

/**
 * A run that has diverged is back at `step`, in the state that was kept there. Changes are younger than that state: edits
 * among them are gone with what they were made in, and tunables count from there.
 */
export const afterGoingBack = (changes: readonly Change[], step: number): Change[] =>
  changes.flatMap(({ command }) => (command.type === 'set' ? [{ step, command }] : []))
