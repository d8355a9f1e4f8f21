/*
 * Every number of this lesson, computed by the core. Both languages import these names; neither types a number.
 * The runs are the widget's own: its settings to its jobs, its jobs through `scheduledRun`. A name ending in `Tex` is
 * TeX for `<Formula>`; `tries` holds the properties of every `<Try>`, in the order of the text.
 */
import { expr } from '../../src/core/formula/expr.ts'
import { tex } from '../../src/core/formula/tex.ts'
import { steepestCurvature } from '../../src/core/network/curvature.ts'
import { initialParameters } from '../../src/core/network/initial.ts'
import { type ScheduledResult, scheduledRun } from '../../src/core/network/scheduled-run.ts'
import { withClipping } from '../../src/core/optimizer/clipping.ts'
import { gradientDescent } from '../../src/core/optimizer/gradient-descent.ts'
import { notationsOf as ruleNotations } from '../../src/core/optimizer/rule.ts'
import { stabilityBound } from '../../src/core/optimizer/stability.ts'
import { type ScheduleId, scheduleOf } from '../../src/core/schedule/index.ts'
import { notationsOf, type Schedule, settingsOf } from '../../src/core/schedule/schedule.ts'
import { withWarmUp } from '../../src/core/schedule/warm-up.ts'
import { RATE, rateLines } from '../../src/widgets/schedule-designer/lines.ts'
import { GUESSING, jobsOf, NETWORK } from '../../src/widgets/schedule-designer/live.ts'
import { init, rateOf, type State } from '../../src/widgets/schedule-designer/model.ts'
import { params, POINTS } from '../../src/widgets/schedule-designer/params.ts'

const defaults = Object.fromEntries(Object.entries(params).map(([name, p]) => [name, p.default])) as State

/** A state of the widget: its defaults with some settings changed. */
export const stateOf = (given: Partial<State>): State => init({ ...defaults, ...given })

/** The widget's run with its schedule, to its end. */
export function runOf(given: Partial<State>): ScheduledResult {
  const [scheduled] = jobsOf(stateOf(given))
  const run = scheduledRun(scheduled.setup())
  for (;;) {
    const { value, done } = run.next()
    if (done) return value
  }
}

export const finalLoss = (given: Partial<State>): number => runOf(given).losses.at(-1)!.loss

/* ---- The settings of both widgets, and of every link into them ---- */

/** Widget 1: small batches, a rate at which their noise is large. */
export const noisy = { schedule: 'constant', rate: 2, batch: 4 } as const
/** Widget 2: every update sees all points; the rate is too high for the beginning. */
export const steep = { schedule: 'constant', rate: 6, batch: 100 } as const

export const tries = {
  linear: { at: 1, schedule: 'linear', rate: 2 },
  slow: { at: 1, schedule: 'constant', rate: 0.2 },
  steps: { at: 1, schedule: 'step-decay', rate: 2 },
  cosine: { at: 1, schedule: 'cosine', rate: 2, step: 100 },
  gentle: { at: 1, schedule: 'cosine', rate: 1, batch: 8 },
  rising: { at: 2, warmUp: 100 },
  oneCycle: { at: 2, schedule: 'one-cycle' },
  clip: { at: 2, clip: '0.5' },
  idle: { at: 2, warmUp: 100, warmUpStart: 0 },
  tooLong: { at: 1, schedule: 'cosine', total: 800 },
  epochs: { at: 1, schedule: 'cosine', total: 20, updates: 500 },
  breaks: { at: 1, schedule: 'cosine', rate: 12 },
  breaksClipped: { at: 1, schedule: 'cosine', rate: 12, clip: '0.1' },
} as const

export const updates = defaults.updates
export const points = POINTS
export const guessing = GUESSING

/* ---- A constant rate and its noise floor ---- */

export const rate = noisy.rate
export const batch = noisy.batch
export const constantLoss = finalLoss(noisy)
export const slowRate = tries.slow.rate
export const slowLoss = finalLoss({ ...noisy, rate: slowRate })

/** The mean square distance at which noisy steps settle on a parabola: α·σ² / (λ·(2 − α·λ)). */
export const floorOf = (alpha: number, curvature: number, variance: number): number =>
  (alpha * variance) / (curvature * (2 - alpha * curvature))
/** How many times lower the floor is at a tenth of the rate α = 1/λ. */
export const floorAtOne = floorOf(1, 1, 1)
export const floorAtTenth = floorOf(0.1, 1, 1)

/* ---- Coming down ---- */

/** The formula of a schedule's piece at k, αₖ = … */
function pieceTex(schedule: Schedule, k: number, given: Readonly<Record<string, number>> = {}): string {
  const piece = schedule.pieceAt(k, settingsOf(schedule, given))
  return `${RATE} = ${tex(piece.value, { notations: notationsOf(schedule, piece) })}`
}
const plainTex = (id: ScheduleId): string => pieceTex(scheduleOf(id), 0)

/** n counts the drops; the tree of core has it as a number. */
export const stepsTex = `${plainTex('step-decay')}, \\qquad n = \\left\\lfloor \\frac{k}{${tex(expr('N'), {
  notations: { N: { tex: 'N', quantity: 'hyperparameter' } },
})}} \\right\\rfloor`
export const linearTex = plainTex('linear')
export const cosineTex = plainTex('cosine')
const cosineState = stateOf({ ...noisy, ...tries.cosine })
export const cosineStep = tries.cosine.step
export const cosineNumbersTex = rateLines(cosineState).tex
export const cosineRate = rateOf(cosineState)(cosineStep)

export const every = defaults.every
export const factor = defaults.factor
export const stepsLoss = finalLoss({ ...noisy, schedule: 'step-decay' })
export const linearLoss = finalLoss({ ...noisy, schedule: 'linear' })
export const cosineLoss = finalLoss({ ...noisy, schedule: 'cosine' })

/** The rate of update 201 under steps, and what one gets by counting wrongly. */
export const asked = 201
const stepRate = rateOf(stateOf({ ...noisy, schedule: 'step-decay' }))
export const askedRate = stepRate(asked - 1)
/** Mistaken: the drop that comes just before this update is missed. */
export const askedLate = stepRate(asked - 2)
/** Mistaken: one drop too many. */
export const askedEarly = stepRate(asked - 1 + every)
/** Mistaken: the factor taken off, α·(1 − γ)², instead of multiplied. */
export const askedTakenOff = noisy.rate * (1 - factor) ** 2

/* ---- Where a schedule does not pay ---- */

export const gentleRate = tries.gentle.rate
export const gentleBatch = tries.gentle.batch
export const gentleCosine = finalLoss({ ...noisy, ...tries.gentle })
export const gentleConstant = finalLoss({ ...noisy, ...tries.gentle, schedule: 'constant' })

/* ---- Warm-up ---- */

export const warmUpTex = pieceTex(withWarmUp(scheduleOf('constant')), 0, { warm_up: 100 })
export const steepRate = steep.rate
export const riseUpdates = tries.rising.warmUp
export const warmUpStart = defaults.warmUpStart
export const firstRate = rateOf(stateOf({ ...steep, ...tries.rising }))(0)
export const steepLoss = finalLoss(steep)
const warmRun = runOf({ ...steep, ...tries.rising })
export const warmLoss = warmRun.losses.at(-1)!.loss
export const oneCycleLoss = finalLoss({ ...steep, schedule: 'one-cycle' })

const allPoints = jobsOf(stateOf(steep))[0].setup().data
/** The steepest curvature over all points. */
export const curvatureAt = (parameters: ArrayLike<number>): number =>
  steepestCurvature(NETWORK, parameters, allPoints)
const boundAt = (curvature: number): number => stabilityBound(gradientDescent, {}, curvature)!
export const firstCurvature = curvatureAt(initialParameters(NETWORK, defaults.seed))
export const firstBound = boundAt(firstCurvature)
export const lastCurvature = curvatureAt(warmRun.parameters)
export const lastBound = boundAt(lastCurvature)

/* ---- Clipping ---- */

const clipping = withClipping(gradientDescent)
const clipNotations = ruleNotations(clipping)
export const clipTex = clipping.assignments
  .slice(0, 1)
  .map(
    (a) =>
      `${tex(expr(a.target), { notations: clipNotations })} = ${tex(a.value, { notations: clipNotations })}`,
  )
  .join('')
export const clip = Number(tries.clip.clip)
const clippedRun = runOf({ ...steep, clip: tries.clip.clip })
export const clippedLoss = clippedRun.losses.at(-1)!.loss
export const clippedCount = clippedRun.clipped

/* ---- Step 0, and the length ---- */

export const tooLong = tries.tooLong.total
export const tooLongLoss = finalLoss({ ...noisy, ...tries.tooLong })
export const tooLongLast = rateOf(stateOf({ ...noisy, ...tries.tooLong }))(updates - 1)

export const epochs = tries.epochs.total
export const perEpoch = POINTS / noisy.batch
export const epochUpdates = tries.epochs.updates
export const epochsLoss = finalLoss({ ...noisy, ...tries.epochs })
export const epochsRight = finalLoss({ ...noisy, ...tries.epochs, total: epochUpdates })

/* ---- When it breaks ---- */

export const breaksRate = tries.breaks.rate
export const breaksLoss = finalLoss({ ...noisy, ...tries.breaks })
export const breaksClip = Number(tries.breaksClipped.clip)
export const breaksClippedLoss = finalLoss({ ...noisy, ...tries.breaksClipped })

/** Images of a batch in Goyal et al. (2017); updates of the warm-up in Vaswani et al. (2017), 5.3. */
export const goyalBatch = 8192
export const vaswaniWarmUp = 4000
