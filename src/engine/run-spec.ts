import type { DataSpec } from '../core/dataset/index.ts'
import type { DenseSpec } from '../core/network/spec.ts'
import type { ScheduleId } from '../core/schedule/index.ts'

/** Where a run may compute: `auto` takes what is measured to be the faster, and the CPU where there is no WebGPU. */
export const BACKEND_CHOICES = ['auto', 'webgpu', 'cpu'] as const
export type BackendChoice = (typeof BACKEND_CHOICES)[number]

/** The network of a run; `kind` tells the models apart. */
export interface DenseModel extends DenseSpec {
  readonly kind: 'dense'
}

/**
 * All that decides the numbers of a run, as plain data. Equal specs on one backend give equal numbers. What may be left
 * out is then not done at all.
 */
export interface RunSpec {
  readonly model: DenseModel
  readonly data: DataSpec
  readonly optimizer: {
    /** The id of a rule of core, in whichever convention. */
    readonly id: string
    /** A value for every hyperparameter of the rule. */
    readonly hyperparameters: Readonly<Record<string, number>>
  }
  /** How the rate changes from step to step, `alpha` being the one that the schedule is about. */
  readonly schedule?: RunSchedule | undefined
  /** Points a step, 1 … points trained on. */
  readonly batchSize: number
  /** λ of the penalty (λ/2) · Σ w², 0 … 1. */
  readonly l2: number
  /** λ₁ of the penalty λ₁ · Σ |w|, 0 … 1. */
  readonly l1?: number | undefined
  /** Share of each hidden layer's values that are dropped in every step, 0 … 0.9. */
  readonly dropout?: number | undefined
  /** The longest that a gradient may be; a longer one is shortened. */
  readonly clipNorm?: number | undefined
  /** Augmentation: the standard deviation by which every point of a batch is displaced anew, 0 … 1. */
  readonly jitter?: number | undefined
  readonly measuring?: Measuring | undefined
  /** The run is over after so many steps. */
  readonly steps?: number | undefined
  /** Decides the first parameters, the batches, and what is dropped and displaced; an unsigned 32-bit integer. */
  readonly seed: number
  readonly backend: BackendChoice
  /** Steps a second while it trains freely, so that it can be watched; null: as many as it can. Changes no number. */
  readonly pace: number | null
}

/** A schedule of core with its settings but `alpha`; `warm_up` among them is its warm-up. */
export interface RunSchedule {
  readonly id: ScheduleId
  readonly settings: Readonly<Record<string, number>>
}

/**
 * Losses measured at steps 0, every, 2 · every, …, so that two runs can be compared point by point on any device.
 * With `patience` the run is stopped early: when the validation loss has not been lower for so many steps it is over,
 * and at its end it has the parameters of the lowest one (Prechelt 1998).
 */
export interface Measuring {
  readonly every: number
  readonly patience?: number | undefined
}

/** What may change while a run goes on. */
export interface Tunables {
  readonly hyperparameters: Readonly<Record<string, number>>
  readonly l2: number
  readonly l1?: number | undefined
  readonly pace: number | null
}

/** The part of a spec that may change while its run goes on. */
export const tunablesOf = ({ optimizer, l2, l1, pace }: RunSpec): Tunables => ({
  hyperparameters: optimizer.hyperparameters,
  l2,
  pace,
  ...(l1 === undefined ? {} : { l1 }),
})

/** The spec with other tunables. */
export const withTunables = (spec: RunSpec, { hyperparameters, l2, l1, pace }: Tunables): RunSpec => ({
  ...spec,
  optimizer: { ...spec.optimizer, hyperparameters },
  l2,
  pace,
  ...(l1 === undefined && spec.l1 === undefined ? {} : { l1 }),
})

/**
 * Whether something is done between two steps of this run for which nobody should wait for a device: its losses are
 * measured, or its points displaced. Plain arrays on the CPU do that.
 */
export const needsPlainArrays = ({ measuring, jitter }: RunSpec): boolean =>
  measuring !== undefined || (jitter ?? 0) > 0

/** Plain data as text in which the order of keys does not matter. Tables are left out, being large. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && !ArrayBuffer.isView(part) && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : ArrayBuffer.isView(part)
        ? null
        : part,
  )
}

const tableOf = (data: DataSpec): Float64Array | null => (data.kind === 'own' ? data.table : null)

function equalTables(a: Float64Array | null, b: Float64Array | null): boolean {
  return a === b || (a !== null && a.length === b?.length && a.every((x, i) => x === b[i]))
}

/** Whether two descriptions make the same points. */
export const equalData = (a: DataSpec, b: DataSpec): boolean =>
  canonical(a) === canonical(b) && equalTables(tableOf(a), tableOf(b))

/** Whether two descriptions are the same in every respect. */
export const equalSpecs = (a: RunSpec, b: RunSpec): boolean =>
  canonical(a) === canonical(b) && equalTables(tableOf(a.data), tableOf(b.data))

/** Whether b can be had from a by `set` alone: they differ in nothing but tunables. */
export const sameRun = (a: RunSpec, b: RunSpec): boolean => equalSpecs(withTunables(a, tunablesOf(b)), b)
