import { leastSquares, type Point } from '../../objective/least-squares.ts'
import { preset } from '../../objective/presets.ts'
import { miniBatches, type Sampling } from '../../objective/sampling.ts'
import { cosine } from '../../schedule/cosine.ts'
import { cosineWarmRestarts } from '../../schedule/cosine-warm-restarts.ts'
import { exponential } from '../../schedule/exponential.ts'
import { linear } from '../../schedule/linear.ts'
import { oneCycle } from '../../schedule/one-cycle.ts'
import { type Schedule, settingsOf } from '../../schedule/schedule.ts'
import { stepDecay } from '../../schedule/step-decay.ts'
import { withWarmUp } from '../../schedule/warm-up.ts'
import { withClipping } from '../clipping.ts'
import { familyOf, FAMILY_IDS } from '../conventions.ts'
import type { Rule } from '../rule.ts'
import type { Scheduling } from '../scheduling.ts'
import type { Change, Setup } from '../trajectory.ts'
import { withWeightDecay } from '../weight-decay.ts'
import { objectives, odd, setupOf } from './example-runs.ts'

/* Runs with everything that can be put around a rule or changed on the way, for the tests of what is taken away. */

const POINTS: readonly Point[] = [
  [-3, -1],
  [-1.5, 0.25],
  [0, 0],
  [1, 2],
  [2.5, 1.5],
]
const line = leastSquares(POINTS)

/** Mini-batches of two by a seed; one sample always; a sample twice in one step. */
const samplings: readonly Sampling[] = [miniBatches(5, POINTS.length, 2), () => [3], () => [1, 1, 4]].map(
  (samplesOf) => ({ samplesOf, over: line.over, term: line.term }),
)

const scheduling = (schedule: Schedule, given: Readonly<Record<string, number>>): Scheduling => {
  const { alpha: _, ...settings } = settingsOf(schedule, given)
  return { schedule, settings }
}
const schedules: readonly Scheduling[] = [
  scheduling(stepDecay, { every: 3, gamma: 0.6 }),
  scheduling(withWarmUp(cosine), { warm_up: 4, warm_up_start: 0, total: 9, alpha_min: 0.001 }),
  scheduling(exponential, { gamma: 0.9 }),
  scheduling(withWarmUp(linear), { warm_up: 50, total: 30 }),
  scheduling(cosineWarmRestarts, { first: 4, multiplier: 2 }),
  scheduling(oneCycle, { total: 20, rho: 0.3 }),
  scheduling(withWarmUp(stepDecay), { warm_up: 5, every: 4 }),
]

/** Every kind of change: a hyperparameter, and by hand every number that a step reads, some of them twice. */
function changesFor(rule: Rule, coordinates: number): Change[] {
  const last = coordinates - 1
  const [first] = rule.hyperparameters
  return [
    { step: 6, name: 'theta', coordinate: last, value: 9 },
    { step: 6, name: 'theta', coordinate: last, value: -0.75 },
    { step: 0, name: 'theta', coordinate: 0, value: 1.25 },
    { step: 2, name: 'g', coordinate: 0, value: -1.5 },
    ...rule.state.flatMap(({ name }, i) => [
      { step: 0, name, coordinate: last, value: 0.25 },
      { step: 3 + i, name, coordinate: 0, value: 0.5 / (1 + i) },
    ]),
    ...(first ? [{ step: 4, name: first.name, value: 0.02 }] : []),
    ...(first ? [{ step: 9, name: first.name, value: 0.005 }] : []),
  ]
}

const clipped = (rule: Rule, more: Partial<Setup>, objective = preset('bowl')): Setup => {
  const setup = setupOf(withClipping(rule), objective, more)
  return { ...setup, hyperparameters: { ...setup.hyperparameters, clip: 0.8 } }
}

/** The runs of one rule; `i` chooses among schedules and samples. */
function runsOf(rule: Rule, i: number): readonly (readonly [string, Setup])[] {
  const schedule = schedules[i % schedules.length]!
  const sampling = samplings[i % samplings.length]!
  const objective = objectives[i % objectives.length]!
  const picks = [
    { step: 3, samples: [2] },
    { step: 7, samples: [4, 0, 2] },
  ]
  const all = { schedule, sampling, picks, changes: changesFor(rule, 2) }
  const unclipped = { step: 5, name: 'clip', value: Infinity }
  return [
    ['edited', setupOf(rule, objective, { changes: changesFor(rule, objective.names.length) })],
    ['scheduled', setupOf(rule, preset('bowl'), { schedule })],
    ['clipped', clipped(rule, { changes: [unclipped] })],
    ['sampled', setupOf(rule, line, { sampling, picks })],
    ['everything', clipped(withWeightDecay(rule), { ...all, changes: [...all.changes, unclipped] }, line)],
  ]
}

/** Of every optimizer its last convention, and the odd rule. */
const rules: readonly Rule[] = [
  ...FAMILY_IDS.map((id) => familyOf(id).conventions.at(-1)!.rule),
  ...(['gradient-descent', 'momentum', 'adam'] as const).map((id) => familyOf(id).conventions[0].rule),
  odd,
]

export const aroundRuns: readonly (readonly [string, Setup])[] = rules.flatMap((rule, i) =>
  (rule.id.endsWith('-l2') ? [] : runsOf(rule, i)).map(
    ([kind, setup]) => [`${setup.rule.id}, ${kind}`, setup] as const,
  ),
)
