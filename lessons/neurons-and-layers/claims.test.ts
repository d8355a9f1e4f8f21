import { expect, test } from 'vitest'
import { makeDataset } from '../../src/core/dataset/index.ts'
import { uniform } from '../../src/core/rng.ts'
import { forward, lossAndGradient, parameterCount, type DenseSpec } from '../../src/core/network/index.ts'
import * as facts from './facts.ts'

const seeds = (count: number): number[] => Array.from({ length: count }, (_, k) => k + 1)

/** Parameters between −2 and 2, as if training had led anywhere. */
const anyParameters = (model: DenseSpec, seed: number): Float64Array =>
  Float64Array.from({ length: parameterCount(model) }, (_, k) => 4 * uniform(seed, 9, k) - 2)

/** The largest second difference of the logit along three directions; 0 where the logit is affine. */
function bend(model: DenseSpec, parameters: ArrayLike<number>): number {
  const h = 0.5
  const directions = [
    [1, 0],
    [0, 1],
    [1, -1],
  ] as const
  const points = directions.flatMap(([u, v]) => [
    0.1 - h * u,
    0.2 - h * v,
    0.1,
    0.2,
    0.1 + h * u,
    0.2 + h * v,
  ])
  const { logits } = forward(model, parameters, points)
  return Math.max(
    ...directions.map((_, k) => Math.abs(logits[3 * k]! - 2 * logits[3 * k + 1]! + logits[3 * k + 2]!)),
  )
}

test('one-neuron-straight-line', () => {
  const model: DenseSpec = { hidden: [], activation: 'tanh' }
  for (const seed of seeds(20)) expect(bend(model, anyParameters(model, seed))).toBeLessThan(1e-12)
  for (const seed of seeds(5)) {
    const { validationAccuracy } = facts
      .start({ ...facts.widgets.oneNeuron, seed })
      .train(facts.oneNeuronSteps)
      .scores()
    expect(validationAccuracy).toBeLessThan(2 / 3)
  }
})

test('linear-layers-collapse', () => {
  for (const hidden of [[4, 4], [8], [3, 5, 2, 8]]) {
    const linear: DenseSpec = { hidden, activation: 'linear' }
    const curved: DenseSpec = { hidden, activation: 'tanh' }
    for (const seed of seeds(20)) {
      const size = Math.max(...forward(linear, anyParameters(linear, seed), [1, 1]).logits.map(Math.abs))
      expect(bend(linear, anyParameters(linear, seed))).toBeLessThan(1e-12 * Math.max(1, size))
    }
    expect(Math.max(...seeds(20).map((seed) => bend(curved, anyParameters(curved, seed))))).toBeGreaterThan(
      0.1,
    )
  }
  const trained = facts.start(facts.tries.linear).train(facts.trainedSteps).scores()
  expect(trained.validationAccuracy).toBeLessThan(2 / 3)
})

test('hidden-layer-bends', () => {
  const reached = seeds(20).map(
    (seed) =>
      facts
        .start({ ...facts.tries.bends, seed })
        .train(facts.trainedSteps)
        .scores().validationAccuracy,
  )
  expect(reached.filter((a) => a >= 0.95).length).toBeGreaterThanOrEqual(18)
  expect(Math.min(...reached)).toBeGreaterThan(0.9)
})

test('accuracy-is-flat', () => {
  const run = facts.start(facts.widgets.twoLayers)
  for (const steps of [0, 100, 100]) {
    const { model, data } = run.train(steps)
    const { parameters } = run.state()
    const before = run.scores()
    parameters.forEach((value, k) => {
      const moved = parameters.slice()
      moved[k] = value + facts.tinyChange
      const after = facts.scoresOf(model, moved, data)
      expect(after.trainLoss).not.toBe(before.trainLoss)
      expect(after.trainAccuracy).toBe(before.trainAccuracy)
    })
  }
})

test('validation-is-unseen', () => {
  const own = facts.start(facts.widgets.twoLayers)
  const others = makeDataset({ kind: 'spiral', noise: 0.5, seed: 7, trainShare: 0.5, count: 300 }).validation
  const other = facts.start(facts.widgets.twoLayers, { ...own.data, validation: others })
  own.train(50)
  other.train(50)
  expect(other.scores().validationLoss).not.toBe(own.scores().validationLoss)
  expect([...other.state().parameters]).toEqual([...own.state().parameters])
})

test('both-losses-fall', () => {
  for (const seed of seeds(5)) {
    const run = facts.start({ ...facts.widgets.twoLayers, seed })
    const before = run.scores()
    const after = run.train(facts.trainedSteps).scores()
    expect(after.trainLoss).toBeLessThan(before.trainLoss / 4)
    expect(after.validationLoss).toBeLessThan(before.validationLoss / 4)
  }
})

test('the validation accuracy that is asked for stays as it is from 400 to 4,000 steps', () => {
  const run = facts.start(facts.widgets.twoLayers).train(facts.trainedSteps)
  for (let k = 0; k <= 36; k++) {
    const { validationAccuracy } = run.scores()
    expect(Math.abs(validationAccuracy - facts.after.validationAccuracy)).toBeLessThan(0.01)
    run.train(100)
  }
})

test('gradients-alone-move-nothing', () => {
  const run = facts.start(facts.tries.slip)
  const first = run.state().parameters
  const { parameters } = run.train(facts.hundred).state()
  const gradients = lossAndGradient(run.model, first, run.data.train.x, run.data.train.y, 0).gradient
  const usual = facts.start(facts.widgets.twoLayers)
  expect([...usual.state().parameters]).toEqual([...first])
  expect(Math.max(...gradients.map(Math.abs))).toBeGreaterThan(0.01)
  const moved = (to: Float64Array) => Math.max(...to.map((value, k) => Math.abs(value - first[k]!)))
  expect(moved(parameters)).toBeLessThan(0.02)
  expect(moved(usual.train(facts.hundred).state().parameters)).toBeGreaterThan(0.5)
})

test('too-large-a-step', () => {
  for (const seed of seeds(5)) {
    const run = facts.start({ ...facts.tries.tooLarge, seed })
    const losses = Array.from({ length: 60 }, () => run.train(5).scores().trainLoss)
    expect(Math.min(...losses)).toBeGreaterThan(0.5)
    expect(Math.max(...losses)).toBeGreaterThan(2)
    expect(losses.every(Number.isFinite)).toBe(true)
  }
})

test('overflows', () => {
  for (const seed of seeds(20)) {
    const { trainLoss } = facts
      .start({ ...facts.tries.overflows, seed })
      .train(20)
      .scores()
    expect(Number.isFinite(trainLoss)).toBe(false)
  }
})

test('two-units-cannot-close', () => {
  const reached = (layers: readonly number[]) =>
    seeds(10).map(
      (seed) =>
        facts
          .start({ ...facts.tries.twoUnits, layers, seed })
          .train(facts.trainedSteps)
          .scores().validationAccuracy,
    )
  expect(Math.max(...reached([2]))).toBeLessThan(0.9)
  expect(Math.max(...reached([3]))).toBeGreaterThan(0.95)
})

test('overfits', () => {
  for (const seed of seeds(3)) {
    const run = facts.start({ ...facts.tries.overfits, seed })
    const all = [run.scores()]
    while (all.length <= facts.overfitSteps / 20) all.push(run.train(20).scores())
    const losses = all.map((s) => s.validationLoss)
    const least = losses.indexOf(Math.min(...losses))
    const [best, last] = [all[least]!, all[all.length - 1]!]
    expect(best.validationLoss).toBeLessThan(0.9 * all[0]!.validationLoss)
    expect(last.validationLoss).toBeGreaterThan(best.validationLoss * 1.25)
    expect(last.trainLoss).toBeLessThan(best.trainLoss / 10)
    expect(last.trainAccuracy).toBe(1)
  }
})
