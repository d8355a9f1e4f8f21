import { expect, test } from 'vitest'
import { makeDataset } from '../dataset/index.ts'
import { adam } from '../optimizer/adam.ts'
import { gradientDescent } from '../optimizer/gradient-descent.ts'
import { momentum } from '../optimizer/momentum.ts'
import type { Rule } from '../optimizer/rule.ts'
import { batches } from './batch.ts'
import { forward } from './dense.ts'
import { initialParameters } from './initial.ts'
import { scheduledRun, type ScheduledResult, type ScheduledSetup } from './scheduled-run.ts'
import { startState, trainStep } from './train.ts'

const data = makeDataset({ kind: 'circles', noise: 0.1, seed: 1, count: 40, trainShare: 0.5 }).train
const setup = (more: Partial<ScheduledSetup>): ScheduledSetup => ({
  network: { hidden: [3], activation: 'tanh' },
  data,
  rule: gradientDescent,
  hyperparameters: {},
  rateAt: () => 0.5,
  updates: 30,
  batch: 4,
  seed: 7,
  clip: Infinity,
  every: 10,
  ...more,
})

function run(given: ScheduledSetup): ScheduledResult {
  const going = scheduledRun(given)
  for (;;) {
    const { value, done } = going.next()
    if (done) return value
  }
}

test('logistic regression by hand: the first update uses the rate at 0, the second that at 1', () => {
  const one = { x: Float32Array.of(1, 0.5), y: Float32Array.of(1), n: 1 }
  const network = { hidden: [], activation: 'tanh' } as const
  const rates = [0.25, 2]
  const { losses, made } = run(
    setup({ network, data: one, batch: 1, updates: 2, every: 1, rateAt: (k) => rates[k]! }),
  )
  const theta = [...initialParameters(network, 7)]
  const expected: number[] = []
  for (let t = 0; t <= 2; t++) {
    const z = theta[0]! * 1 + theta[1]! * 0.5 + theta[2]!
    expected.push(Math.log(1 + Math.exp(-z)))
    const slope = 1 / (1 + Math.exp(-z)) - 1
    const inputs = [1, 0.5, 1]
    inputs.forEach((x, i) => (theta[i] = theta[i]! - (rates[t] ?? 0) * slope * x))
  }
  expect(made).toBe(2)
  expect(losses.map((p) => p.t)).toEqual([0, 1, 2])
  losses.forEach((p, i) => expect(p.loss).toBeCloseTo(expected[i]!, 12))
})

test.each([gradientDescent, momentum, adam] as Rule[])(
  '$id: the steps are those of the reference trainer',
  (rule) => {
    const hyperparameters = { beta: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    const rateAt = (k: number) => 0.3 / (1 + k)
    const given = setup({ rule, hyperparameters, rateAt, updates: 12, every: 12 })
    const pick = batches(7, data.n, 4)
    let state = startState(rule, initialParameters(given.network, 7))
    for (let k = 0; k < 12; k++) {
      const points = [...pick(k)]
      const batch = {
        x: points.flatMap((i) => [data.x[2 * i]!, data.x[2 * i + 1]!]),
        y: points.map((i) => data.y[i]!),
      }
      state = trainStep(given.network, state, batch, rule, { ...hyperparameters, alpha: rateAt(k) }, 0)
    }
    const { logits } = forward(given.network, state.parameters, data.x)
    const loss =
      [...logits].reduce((sum, z, i) => sum + Math.log(1 + Math.exp(data.y[i] ? -z : z)), 0) / data.n
    expect(run(given).losses.at(-1)!.loss).toBeCloseTo(loss, 12)
  },
)

test('losses are measured at the start, every so many updates, and at the end', () => {
  expect(run(setup({ updates: 25 })).losses.map((p) => p.t)).toEqual([0, 10, 20, 25])
  expect(run(setup({ updates: 20 })).losses.map((p) => p.t)).toEqual([0, 10, 20])
  expect(run(setup({ updates: 0 }))).toMatchObject({ made: 0, done: true, losses: [{ t: 0 }] })
})

test('each value is one update more, and two runs in turn give what each gives alone', () => {
  const other = { ...setup({}), rule: momentum, hyperparameters: { beta: 0.9 } }
  const [a, b] = [scheduledRun(setup({})), scheduledRun(other)]
  for (let t = 1; t < 30; t++) {
    expect(a.next().value.made).toBe(t)
    expect(b.next().value.made).toBe(t)
  }
  expect(a.next().value).toEqual(run(setup({})))
  expect(b.next().value).toEqual(run(other))
})

test('clipping shortens the gradients that are too long, and counts them', () => {
  expect(run(setup({})).clipped).toBe(0)
  const all = run(setup({ clip: 1e-9 }))
  expect(all.clipped).toBe(30)
  // Thirty updates, each at most 0.5 · 10⁻⁹ long, change hardly anything.
  expect(all.losses.at(-1)!.loss).toBeCloseTo(all.losses[0]!.loss, 7)
})

test('a clipped update is as long as rate times threshold, in the direction of the gradient', () => {
  // One point (3, 4) of class 1: the gradient is −(1 − σ(z))·(3, 4, 1).
  const one = { x: Float32Array.of(3, 4), y: Float32Array.of(1), n: 1 }
  const network = { hidden: [], activation: 'tanh' } as const
  const [w1 = 0, w2 = 0, b = 0] = initialParameters(network, 7)
  const { losses, clipped } = run(
    setup({ network, data: one, batch: 1, updates: 1, every: 1, clip: 1e-3, rateAt: () => 2 }),
  )
  const length = Math.hypot(3, 4, 1)
  const z = 3 * w1 + 4 * w2 + b + (2 * 1e-3 * (9 + 16 + 1)) / length
  expect(clipped).toBe(1)
  expect(losses[1]!.loss).toBeCloseTo(Math.log(1 + Math.exp(-z)), 12)
})

test('a run whose numbers are no longer finite ends with the update that did it', () => {
  // The first rates are small; the one of update 3 sends everything beyond float64.
  const network = { hidden: [3], activation: 'linear' } as const
  const result = run(setup({ network, every: 1, rateAt: (k) => (k === 2 ? 1e308 : 0.1) }))
  expect(result).toMatchObject({ done: true, made: 3, brokeAt: 3 })
  expect(result.losses.map((p) => p.t)).toEqual([0, 1, 2])
  expect(result.losses.every((p) => Number.isFinite(p.loss))).toBe(true)
})
