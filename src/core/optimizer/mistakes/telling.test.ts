import { describe, expect, test } from 'vitest'
import { leastSquares } from '../../objective/least-squares.ts'
import { preset } from '../../objective/presets.ts'
import { adadeltaBefore } from '../adadelta.ts'
import { adam } from '../adam.ts'
import { amsgradCorrectedFirst } from '../amsgrad.ts'
import { withClipping } from '../clipping.ts'
import { ALL_RULES } from '../conventions.ts'
import { gradientDescent } from '../gradient-descent.ts'
import type { Rule } from '../rule.ts'
import { defaultHyperparameters } from '../step.ts'
import { type Setup, type Trajectory, trajectory } from '../trajectory.ts'
import { withWeightDecay } from '../weight-decay.ts'
import { judge, type MistakeId, mistakesAt, rightValue, stepAsked, verdictOn, withSetting } from './index.ts'

const DIGITS = 4
const line = leastSquares([
  [0, 1],
  [1, 2],
  [2, 2],
  [3, 4],
])
/** One parameter; two, of a fit of which every step sees two samples. */
const RUNS: readonly (Pick<Setup, 'objective' | 'start' | 'sampling'> & { readonly coordinate: number })[] = [
  { objective: preset('double-well'), start: [1.6], coordinate: 0 },
  {
    objective: line,
    start: line.start,
    sampling: { term: line.term, samplesOf: (t) => [t % 4, (t + 1) % 4], over: line.over },
    coordinate: 0,
  },
]
const RULES = [
  ...ALL_RULES,
  withClipping(adam),
  ...[gradientDescent, ...ALL_RULES.filter((rule) => ['rmsprop', 'nesterov', 'lion'].includes(rule.id))].map(
    withWeightDecay,
  ),
]

const runOf = (rule: Rule, place: (typeof RUNS)[number]): Trajectory =>
  trajectory({
    rule,
    ...place,
    hyperparameters: { ...defaultHyperparameters(rule), alpha: rule.id.startsWith('adadelta') ? 1 : 0.05 },
    changes: [],
  })
const targetsOf = (rule: Rule, run: Trajectory): string[] => [
  'g',
  ...(run.setup.rule.id.endsWith('-clipped') ? ['norm'] : []),
  ...rule.assignments.map((a) => a.target),
  'loss',
]

const SQUARED = ['s', 'v', 'v_hat', 'v_max', 'w', 'norm']

/** The mistakes that a quantity cannot show in any run, and why. */
function unseen(rule: Rule, target: string, parameters: number): MistakeId[] {
  const found: MistakeId[] = []
  const isClipped = rule.id.endsWith('-clipped')
  const isDecayed = rule.id.endsWith('-l2')
  // (−g)² is g², and what follows from it alone follows from both. Decay and a mean have signs of their own.
  const isRootOfSquares = target === 'd' && rule.id !== 'rmsprop-centered'
  if (!isDecayed && (SQUARED.includes(target) || isRootOfSquares)) found.push('wrong-sign')
  // A length is the same whichever coordinate comes first; of one number it is that number without its sign.
  if (isClipped && target === 'norm' && parameters > 1) found.push('other-coordinate')
  if (isClipped && target !== 'g' && parameters === 1) found.push('norm-summed', 'norm-of-one')
  // δ₁ = g₁·√ε/√ε, so that both averages stay equal and the quotient of their roots stays 1.
  if (rule.id === 'adadelta-before' && ['step', 'w', 'delta', 'theta', 'loss'].includes(target))
    found.push('epsilon-outside', 'no-epsilon', 'no-root')
  // θ − α(g + λθ) is θ − αg − αλθ: for gradient descent L2 and decoupled decay are one.
  if (rule.id === 'gradient-descent-l2' && ['theta', 'loss'].includes(target)) found.push('decay-decoupled')
  return found
}

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('a step that cannot tell says so, of every quantity, and offers places that can, but for what nothing shows', () => {
    for (const place of RUNS) {
      const { coordinate } = place
      const run = runOf(rule, place)
      const step = stepAsked(run, 2)!
      for (const target of targetsOf(rule, run)) {
        const right = rightValue(step, target, coordinate)
        const judged = judge(step, target, coordinate, right, DIGITS)
        const same = judged.kind === 'undecided' ? judged.same : []
        const asked = { target, coordinate, digits: DIGITS }
        const verdict = verdictOn(run, 2, asked, right)!
        const proposals = verdict.kind === 'undecided' ? verdict.proposals : []
        expect(proposals.length).toBeLessThanOrEqual(4)
        const told = proposals.flatMap(({ tells }) => tells.map((m) => m.mistake))
        const silent = new Set(same.filter((m) => !told.includes(m.mistake)).map((m) => m.id))
        const where = `${target} of ${place.objective.id}`
        const expected = unseen(rule, target, place.start.length)
        expect([...silent].sort(), where).toEqual(
          expected.filter((id) => same.some((m) => m.id === id)).sort(),
        )
        for (const id of expected)
          expect(
            same.map((m) => m.id),
            where,
          ).toContain(id)
        expect(verdict.kind).toBe(told.length > 0 ? 'undecided' : 'right')
        // Whoever goes there and makes the mistake is told.
        for (const { setting, step: k, digits, tells } of proposals) {
          const there = stepAsked(trajectory(withSetting(run.setup, setting)), k)!
          for (const { mistake, id } of tells) {
            const value = mistakesAt(there, target, coordinate).find((m) => m.mistake === mistake)!.value
            const answered = judge(there, target, coordinate, value, digits ?? DIGITS)
            expect(answered.kind === 'mistake' ? answered.ids : answered.kind, `${id} at ${where}`).toContain(
              id,
            )
          }
        }
      }
    }
  })
})

test('the Adadelta of TensorFlow.js takes the step of gradient descent', () => {
  const start = [1.6]
  const objective = preset('double-well')
  const run = runOf(adadeltaBefore, { objective, start, coordinate: 0 })
  const descent = trajectory({
    rule: gradientDescent,
    objective,
    start,
    hyperparameters: { alpha: 1 },
    changes: [],
  })
  for (let k = 1; k <= 5; k++) expect(run.frame(k).theta[0]).toBeCloseTo(descent.frame(k).theta[0]!, 10)
})

test('a maximum that hides a forgotten average is led to gradients that grow', () => {
  // (x − 3)² from 0: gradients fall, v̂₁ = 36 is the largest, and v̂₂ without its past is smaller than that with it.
  const run = runOf(amsgradCorrectedFirst, { objective: preset('square'), start: [0], coordinate: 0 })
  for (const target of ['v_max', 'd', 'delta', 'theta']) {
    const right = rightValue(stepAsked(run, 2)!, target, 0)
    const verdict = verdictOn(run, 2, { target, coordinate: 0, digits: DIGITS }, right)!
    const forgotten = (verdict.kind === 'undecided' ? verdict.proposals : []).find((p) =>
      p.tells.some((m) => m.id === 'nothing-kept' && m.mistake.at.includes('v')),
    )
    expect(forgotten?.setting, target).toEqual({ name: 'alpha', value: 10 })
  }
})
