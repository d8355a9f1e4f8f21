import type { Architecture } from '../core/network/architecture.ts'
import type { LossSpec } from './models/loss-spec.ts'

/** Numbers with a shape, row by row, outside any device. */
export interface HostTensor {
  readonly values: Float32Array | Int32Array
  readonly shape: readonly number[]
}

/** What one step trains on; row i of y belongs to row i of x. */
export interface Batch {
  readonly x: HostTensor
  readonly y: HostTensor
}

/** What is trained, and how: all that is compiled in and cannot change while a run goes on. */
export interface TrainingPlan {
  readonly net: Architecture
  readonly loss: LossSpec
  /** Rows of every batch. */
  readonly batchSize: number
  /** The id of the optimizer's rule. */
  readonly optimizer: string
  /** Decides the dropout masks, with the number of the step. */
  readonly seed: number
  /** Whether gradients are scaled down to a norm: costs two more dispatches, so it is decided here. */
  readonly clips: boolean
}

/** What may be another number at every step. */
export interface StepSettings {
  /** A value for each hyperparameter of the rule; the learning rate as the schedule has it at this step. */
  readonly hyperparameters: Readonly<Record<string, number>>
  /** λ₁ of the penalty λ₁ Σ |w| and λ₂ of (λ₂/2) Σ w², over weights. */
  readonly l1: number
  readonly l2: number
  /** The longest that the gradient (of all parameters together, penalties included) may be; counts where `clips`. */
  readonly clipNorm: number
}

/** Losses that a trainer keeps until they are asked for. */
export const MOST_LOSSES = 1024

/** Numbers from which training can start or go on. */
export interface HostState {
  readonly parameters: Float32Array
  /** What the optimizer remembers: for each of its slots, one number a parameter. */
  readonly slots: Readonly<Record<string, Float32Array>>
}

/**
 * Trains one network on one device, and keeps its parameters and the optimizer's memory there. Every way to compute
 * (readable tfjs, compiled kernels, one workgroup, plain arrays) is one of these, and gives the same numbers.
 */
export interface Trainer {
  readonly write: (state: HostState) => void
  /** The state as it is now, in one read-back. */
  readonly read: () => Promise<HostState>
  /** Makes step t (1, 2, …). On a GPU it records and hands in work, and does not wait for it. */
  readonly step: (t: number, batch: Batch, settings: StepSettings) => void
  /** The mean loss of each step since the last call (without penalties), at most the last 1,024: one read-back. */
  readonly losses: () => Promise<Float32Array>
  /** The network's outputs, without dropout: logits or values, row by row. */
  readonly outputs: (x: HostTensor) => Promise<Float32Array>
  /** A copy of the state on the device, to go back to; the caller releases it. */
  readonly hold: () => Held
  /** Gives back all that it has on the device. */
  readonly dispose: () => void
}

/**
 * Trains on a data set that lies on its device, and makes many steps in one go: step t trains on the rows that core's
 * `batches(seed, rows, batchSize)` names for t − 1.
 */
export interface BulkTrainer extends Omit<Trainer, 'step'> {
  /** The most steps that one call may ask for. */
  readonly mostSteps: number
  /** Hands in steps `from` … `from + count − 1`, and does not wait for them. */
  readonly steps: (from: number, count: number, settingsOf: (t: number) => StepSettings) => void
}

export interface Held {
  readonly restore: () => void
  readonly release: () => void
}
