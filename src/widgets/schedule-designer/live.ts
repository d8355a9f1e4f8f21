import { makeDataset } from '../../core/dataset/index.ts'
import { type ScheduledResult, scheduledRun, type ScheduledSetup } from '../../core/network/scheduled-run.ts'
import { trainingOptimizer } from '../../core/optimizer/index.ts'
import { learningRate } from '../../core/schedule/schedule.ts'
import { designOf, type State } from './model.ts'
import { POINTS } from './params.ts'

/** The data: two rings with a little noise. */
const DATA = { kind: 'circles', noise: 0.1, seed: 1, count: 2 * POINTS, trainShare: 0.5 } as const
/** Two hidden layers of eight tanh units: small enough for a run in a few frames, deep enough to go wrong. */
export const NETWORK = { hidden: [8, 8], activation: 'tanh' } as const
const HYPERPARAMETERS = { beta: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
/** Losses that a run is measured at. */
const MEASURED = 80

/** A run to be made, and a key that is the same exactly where the run is. */
export interface Job {
  readonly key: string
  setup(): ScheduledSetup
}

/** What a reader is shown of a run. */
export type LiveResult = Pick<ScheduledResult, 'losses' | 'brokeAt' | 'clipped' | 'made'>

const data = makeDataset(DATA).train

/**
 * Engines differ in the last place of a cosine or a power, and a run at a high rate makes another run of that. Rounded to
 * 32 bits the rates are the same everywhere; they differ from what is shown in the eighth digit.
 */
const rounded = (rateAt: (k: number) => number) => (k: number) => Math.fround(rateAt(k))

const setupOf = (s: State, rateAt: (k: number) => number, clip: number): ScheduledSetup => ({
  network: NETWORK,
  data,
  rule: trainingOptimizer(s.optimizer),
  hyperparameters: HYPERPARAMETERS,
  rateAt,
  updates: s.updates,
  batch: s.batch,
  seed: s.seed,
  clip,
  every: Math.max(1, Math.round(s.updates / MEASURED)),
})

/** The run with the schedule and the clipping, and the plain one: its peak rate from first to last, nothing clipped. */
export function jobsOf(s: State): readonly [scheduled: Job, plain: Job] {
  const common = [s.optimizer, s.updates, s.batch, s.seed]
  const { schedule, settings } = designOf(s)
  const plain = {
    key: JSON.stringify([...common, 'constant', { alpha: s.rate }, 'none']),
    setup: () =>
      setupOf(
        s,
        rounded(() => s.rate),
        Infinity,
      ),
  }
  const clip = s.clip === 'none' ? Infinity : Number(s.clip)
  const scheduled = {
    key: JSON.stringify([...common, schedule.id, settings, s.clip]),
    setup: () => setupOf(s, rounded(learningRate(schedule, settings)), clip),
  }
  return [scheduled, plain]
}

/** Runs kept, so that going back costs nothing. */
const KEPT = 12

/** Makes runs in pieces, the latest wanted first in line after the one that is under way. */
export interface Workshop {
  /** The result of a job, if it is there. */
  resultOf(job: Job): LiveResult | null
  /** These are wanted now; what was wanted before is not, except for the run under way, which is made to its end. */
  want(jobs: readonly Job[]): void
  /** A result that came from elsewhere. */
  keep(key: string, result: LiveResult): void
  /** Works while it may; true as long as something is left to do. */
  work(mayGoOn: () => boolean): boolean
}

export function createWorkshop(): Workshop {
  const results = new Map<string, LiveResult>()
  let wanted: readonly Job[] = []
  let current: { key: string; going: ReturnType<typeof scheduledRun> } | null = null
  const keep = (key: string, result: LiveResult) => {
    results.delete(key)
    results.set(key, result)
    for (const old of results.keys()) if (results.size > KEPT) results.delete(old)
  }
  const next = () => {
    const job = wanted.find((j) => !results.has(j.key))
    return job ? { key: job.key, going: scheduledRun(job.setup()) } : null
  }
  return {
    resultOf: (job) => results.get(job.key) ?? null,
    want: (jobs) => {
      wanted = jobs
    },
    keep,
    work(mayGoOn) {
      for (;;) {
        current ??= next()
        if (!current) return false
        let step = current.going.next()
        while (!step.done && mayGoOn()) step = current.going.next()
        if (!step.done) return true
        keep(current.key, step.value)
        current = null
        if (!mayGoOn()) return next() !== null
      }
    },
  }
}

/** The loss of a network that takes every point for either class with the same probability. */
export const GUESSING = Math.LN2
/** What is closer to guessing than this has learned nothing. */
const LEARNED = 0.95 * GUESSING
/** A run that was better than guessing until so late did not fail at a certain update: its loss goes up and down. */
const LATE = 0.75

/** How a run ended, for a sentence. */
export interface Outcome {
  readonly last: number
  /** `broken`: numbers left float64; `failed`: it ends no better than guessing; `learned` otherwise. */
  readonly kind: 'broken' | 'failed' | 'learned'
  /** The update at which it broke, or after which it was never better than guessing, if there is such a one. */
  readonly at: number | null
}

export function outcomeOf({ losses, brokeAt, made }: LiveResult): Outcome {
  const last = losses.at(-1)!.loss
  if (brokeAt !== null) return { last, kind: 'broken', at: brokeAt }
  if (last < LEARNED) return { last, kind: 'learned', at: null }
  const at = losses.filter((p) => p.loss < LEARNED).at(-1)?.t ?? 0
  return { last, kind: 'failed', at: at > LATE * made ? null : at }
}
